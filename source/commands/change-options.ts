import { subjectsOf } from '../model/change.ts';
import type { Judgement } from '../model/judgement.ts';
import type { Arguments, OptionSpec } from './command.ts';

/** Options of every command that changes something. */
export const CHANGE_OPTIONS: readonly OptionSpec[] = [
	{ name: 'yes', summary: 'make it, where the environment asks for no name (dev, staging)' },
	{ name: 'confirm', value: 'NAME', isMultiple: true, summary: 'make it: the name of what is changed, as prod asks for; once for each' },
	{ name: 'plan', value: 'FILE', summary: 'write what would be done into FILE instead, for msk-tui apply FILE' },
];

/** Whether the options confirm a change: by name where the judgement asks for names, else by --yes or by name. */
export const isConfirmedBy = (args: Arguments, { verdict, change }: Judgement): boolean => {
	const named = new Set(args.values('confirm'));
	const isNamed = subjectsOf(change).every(name => named.has(name));
	return verdict.asks === 'name' ? isNamed : verdict.asks === 'nothing' || args.has('yes') || isNamed;
};

/** The options that would confirm it. */
export const confirmationText = ({ verdict, change }: Judgement): string =>
	verdict.asks === 'name'
		? subjectsOf(change)
				.map(name => `--confirm ${name}`)
				.join(' ')
		: '--yes';
