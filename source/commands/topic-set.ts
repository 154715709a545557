import { Failure } from '../model/failure.ts';
import { settingEdit } from '../operations/setting-edit.ts';
import { CHANGE_OPTIONS } from './change-options.ts';
import type { Command } from './command.ts';
import { runChange } from './run-change.ts';

export const topicSet: Command = {
	name: 'topic set',
	summary: 'change settings of topics, after showing what that deletes',
	usage: 'NAME… KEY=VALUE…',
	positionals: { least: 1, most: 1000 },
	options: [
		{ name: 'unset', value: 'KEY', isMultiple: true, summary: "take a setting of the topic away, so that the broker's default holds" },
		...CHANGE_OPTIONS,
	],
	examples: [
		{ line: 'msk-tui topic set orders retention.ms=3d', says: 'what would become deletable, who has not read it yet; nothing is changed' },
		{ line: 'msk-tui topic set orders retention.ms=3d --read-write --confirm orders', says: 'makes it, on a cluster that counts as prod' },
		{ line: 'msk-tui topic set orders --unset retention.ms --plan longer.json', says: 'writes it down, for msk-tui apply longer.json' },
	],
	run: async context => {
		const { positionals } = context.arguments;
		const topics = [...new Set(positionals.filter(word => !word.includes('=')))];
		const edits = [
			...positionals.filter(word => word.includes('=')).map(settingEdit),
			...context.arguments.values('unset').map(name => ({ name, value: null })),
		];
		if (topics.length === 0) throw new Failure('usage', 'msk-tui topic set needs the name of a topic.');
		if (edits.length === 0)
			throw new Failure('usage', 'msk-tui topic set needs a setting to change.', {
				nextSteps: ['KEY=VALUE, e.g. retention.ms=3d', '--unset KEY'],
			});
		const names = edits.map(e => e.name);
		const twice = names.find((name, i) => names.indexOf(name) !== i);
		if (twice !== undefined) throw new Failure('usage', `${twice} is given twice.`);
		return runChange(context, await context.connect(), { kind: 'topicSettings', topics, edits });
	},
};
