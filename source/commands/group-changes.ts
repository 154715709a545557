/** Commands that take something away from a group. */
import { Failure } from '../model/failure.ts';
import { readGroupChangeFacts } from '../operations/changes/group-changes.ts';
import { noSuchGroup, planOffsetsRemoval } from '../operations/plan-offsets-removal.ts';
import { CHANGE_OPTIONS } from './change-options.ts';
import type { Command, CommandContext, ConnectedCluster } from './command.ts';
import { PARTITION_OPTION, partitionNumbers, TOPIC_OPTION } from './group-change-options.ts';
import { runChange } from './run-change.ts';

/** Reads the group, which must be there. */
const readGroup = async (context: CommandContext, cluster: ConnectedCluster, group: string) => {
	const facts = await readGroupChangeFacts(cluster.known, group, [], { signal: context.signal });
	if (facts.state === null) throw noSuchGroup(group);
	return facts;
};

export const groupDelete: Command = {
	name: 'group delete',
	summary: 'delete a group without members, with its offsets; undo commits them again',
	usage: 'GROUP',
	positionals: { least: 1, most: 1 },
	options: CHANGE_OPTIONS,
	examples: [{ line: 'msk-tui group delete old-billing', says: 'what it holds; nothing is changed' }],
	run: async context => {
		const group = context.arguments.positionals[0]!;
		const cluster = await context.connect();
		await readGroup(context, cluster, group);
		return runChange(context, cluster, { kind: 'deleteGroup', group });
	},
};

export const groupDeleteOffsets: Command = {
	name: 'group delete-offsets',
	summary: "take a group's offsets on a topic away",
	usage: 'GROUP',
	positionals: { least: 1, most: 1 },
	options: [TOPIC_OPTION, PARTITION_OPTION, ...CHANGE_OPTIONS],
	examples: [{ line: 'msk-tui group delete-offsets billing --topic orders-old', says: 'which offsets would go; nothing is changed' }],
	run: async context => {
		const group = context.arguments.positionals[0]!;
		const topic = context.arguments.value('topic');
		if (topic === undefined) throw new Failure('usage', 'msk-tui group delete-offsets needs --topic.');
		const cluster = await context.connect();
		const ask = { group, topic, partitions: partitionNumbers(context.arguments) };
		return runChange(context, cluster, await planOffsetsRemoval(cluster.known, ask, { signal: context.signal }));
	},
};

export const groupRemoveMember: Command = {
	name: 'group remove-member',
	summary: 'take a stuck member out of a group: a static one by its instance id, else by its member id',
	usage: 'GROUP MEMBER',
	positionals: { least: 2, most: 2 },
	options: CHANGE_OPTIONS,
	examples: [{ line: 'msk-tui group remove-member billing billing-2', says: 'which partitions it would give up; nothing is changed' }],
	run: async context => {
		const [group = '', name = ''] = context.arguments.positionals;
		const cluster = await context.connect();
		const { members } = await readGroup(context, cluster, group);
		const member = members.find(m => m.instanceId === name || m.memberId === name);
		if (member === undefined)
			throw new Failure('notFound', `${name} is no member of group ${group}.`, {
				nextSteps:
					members.length === 0 ? ['it has no members'] : [`members are ${members.map(m => m.instanceId ?? m.memberId).join(', ')}`],
			});
		return runChange(context, cluster, { kind: 'removeMember', group, memberId: member.memberId, instanceId: member.instanceId });
	},
};
