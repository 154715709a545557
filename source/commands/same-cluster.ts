import { shellWord } from '../units/shell-word.ts';
import type { Arguments } from './command.ts';
import { SHARED_OPTIONS } from './shared-options.ts';

/** Options of one run that mean nothing to the next. */
const OF_THIS_RUN: ReadonlySet<string> = new Set(['json', 'debug', 'read-write', 'slow', 'no-color', 'ascii', 'help', 'version']);

/** The options that lead to the same cluster again, for a shell. `name` is that of the config file, for a run that named none. */
export const clusterOptions = (args: Arguments, name: string): readonly string[] => {
	const given = SHARED_OPTIONS.filter(option => !OF_THIS_RUN.has(option.name)).flatMap(option =>
		option.value === undefined
			? args.has(option.name)
				? [`--${option.name}`]
				: []
			: args.values(option.name).map(value => `--${option.name}=${shellWord(value)}`),
	);
	return args.has('cluster') || args.has('bootstrap') ? given : [...given, `--cluster=${shellWord(name)}`];
};
