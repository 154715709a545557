/** Commands that make topics and take away from them. */
import { Failure } from '../model/failure.ts';
import { planClone, planCreate, planPurge } from '../operations/plan-topic-change.ts';
import { settingEdit } from '../operations/setting-edit.ts';
import { CHANGE_OPTIONS } from './change-options.ts';
import type { Arguments, Command } from './command.ts';
import { PARTITION_OPTION, partitionNumbers } from './group-change-options.ts';
import { wholeNumberOption } from './option-values.ts';
import { resetTarget } from './reset-target.ts';
import { runChange } from './run-change.ts';

const PARTITIONS_OPTION = { name: 'partitions', value: 'N', summary: 'how many partitions in all' } as const;

const countOption = (args: Arguments, name: string): number | null => {
	const count = wholeNumberOption(args, name);
	if (count === undefined) return null;
	if (count < 1n || count > 100_000n) throw new Failure('usage', `--${name} takes a number from 1 on, not ${count}.`);
	return Number(count);
};

export const topicCreate: Command = {
	name: 'topic create',
	summary: 'create a topic, with three replicas and two in sync unless told otherwise',
	usage: 'NAME [KEY=VALUE…]',
	positionals: { least: 1, most: 100 },
	options: [
		PARTITIONS_OPTION,
		{ name: 'replicas', value: 'N', summary: 'replicas of each partition; 3, or as many as there are brokers' },
		...CHANGE_OPTIONS,
	],
	examples: [
		{ line: 'msk-tui topic create orders-retry --partitions 6 retention.ms=3d', says: 'what would be created; nothing is changed' },
	],
	run: async context => {
		const [topic = '', ...words] = context.arguments.positionals;
		const wrong = words.find(word => !word.includes('='));
		if (wrong !== undefined) throw new Failure('usage', `msk-tui topic create takes one name and settings, not "${wrong}".`);
		const cluster = await context.connect();
		const ask = {
			topic,
			partitions: countOption(context.arguments, 'partitions'),
			replicationFactor: countOption(context.arguments, 'replicas'),
			settings: words.map(settingEdit),
		};
		return runChange(context, cluster, await planCreate(cluster.known, ask, { signal: context.signal }));
	},
};

export const topicClone: Command = {
	name: 'topic clone',
	summary: 'create a topic like another: as many partitions and replicas, and its settings',
	usage: 'NAME NEW-NAME',
	positionals: { least: 2, most: 2 },
	options: CHANGE_OPTIONS,
	examples: [{ line: 'msk-tui topic clone orders orders-replay', says: 'what would be created; no records are copied' }],
	run: async context => {
		const [source = '', topic = ''] = context.arguments.positionals;
		const cluster = await context.connect();
		return runChange(context, cluster, await planClone(cluster.known, source, topic, { signal: context.signal }));
	},
};

export const topicDelete: Command = {
	name: 'topic delete',
	summary: 'delete a topic, after showing who reads and writes it',
	usage: 'NAME',
	positionals: { least: 1, most: 1 },
	options: CHANGE_OPTIONS,
	examples: [{ line: 'msk-tui topic delete orders-old', says: 'what would be gone, and for whom; nothing is changed' }],
	run: async context => runChange(context, await context.connect(), { kind: 'deleteTopic', topic: context.arguments.positionals[0]! }),
};

export const topicAddPartitions: Command = {
	name: 'topic add-partitions',
	summary: 'give a topic more partitions',
	usage: 'NAME',
	positionals: { least: 1, most: 1 },
	options: [PARTITIONS_OPTION, ...CHANGE_OPTIONS],
	examples: [
		{ line: 'msk-tui topic add-partitions orders --partitions 24', says: 'what it means for keys and groups; nothing is changed' },
	],
	run: async context => {
		const total = countOption(context.arguments, 'partitions');
		if (total === null) throw new Failure('usage', 'msk-tui topic add-partitions needs --partitions, how many there are to be in all.');
		return runChange(context, await context.connect(), { kind: 'addPartitions', topic: context.arguments.positionals[0]!, total });
	},
};

export const topicPurge: Command = {
	name: 'topic purge',
	summary: 'delete the records before an offset or a time at once',
	usage: 'NAME',
	positionals: { least: 1, most: 1 },
	options: [
		{ name: 'to', value: 'POINT', summary: 'latest, time:2026-11-24T10:00, time:-15m or offset:1200: what lies before it goes' },
		PARTITION_OPTION,
		...CHANGE_OPTIONS,
	],
	examples: [
		{
			line: 'msk-tui topic purge orders --to time:-2d',
			says: 'how much of each partition goes, and who has not read it; nothing is changed',
		},
	],
	run: async context => {
		const topic = context.arguments.positionals[0]!;
		const to = context.arguments.value('to');
		const target = to === undefined ? undefined : await resetTarget(context, to);
		if (target === undefined || !['latest', 'time', 'offset'].includes(target.kind))
			throw new Failure('usage', 'msk-tui topic purge needs --to: latest, time:… or offset:N.');
		const cluster = await context.connect();
		const ask = { topic, target, partitions: partitionNumbers(context.arguments) };
		return runChange(context, cluster, await planPurge(cluster.known, ask, { signal: context.signal }));
	},
};
