/** Kafka's own tools, read as figures: what ours are compared with. */
import assert from 'node:assert/strict';
import type { GroupLag } from '../../source/model/lag.ts';
import type { SharedBroker } from '../helpers/real-broker.ts';

const GROUP_TOOL = 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand';

/** One partition as both tools tell it: null is Kafka's `-`. */
export type Figure = {
	readonly topic: string;
	readonly partition: number;
	readonly committed: string | null;
	readonly end: string | null;
	readonly lag: string | null;
	readonly memberId: string | null;
	readonly host: string | null;
	readonly clientId: string | null;
};

const run = async (broker: SharedBroker, mainClass: string, ...args: string[]): Promise<string> => {
	const { code, stdout, stderr } = await broker.javaTool(mainClass, ...args);
	assert.equal(code, 0, stderr);
	return stdout;
};

const groupRows = async (broker: SharedBroker, groups: readonly string[], what: string): Promise<string[][]> => {
	const text = await run(broker, GROUP_TOOL, '--describe', what, ...groups.flatMap(g => ['--group', g]));
	return text
		.split('\n')
		.map(line => line.trim().split(/\s+/))
		.filter(cells => groups.includes(cells[0] ?? ''));
};

const cell = (text: string | undefined): string | null => (text === undefined || text === '-' ? null : text);

/** `--describe --offsets` of several groups at once, by group. */
export const javaOffsets = async (broker: SharedBroker, groups: readonly string[]): Promise<ReadonlyMap<string, readonly Figure[]>> => {
	const figures = new Map<string, Figure[]>(groups.map(g => [g, []]));
	for (const [group = '', topic = '', partition, committed, end, lag, memberId, host, clientId] of await groupRows(
		broker,
		groups,
		'--offsets',
	))
		figures.get(group)?.push({
			topic,
			partition: Number(partition),
			committed: cell(committed),
			end: cell(end),
			lag: cell(lag),
			memberId: cell(memberId),
			host: cell(host)?.replace(/^\//, '') ?? null,
			clientId: cell(clientId),
		});
	for (const own of figures.values()) own.sort(byPlace);
	return figures;
};

/** `--describe --state` of several groups: coordinator id, assignor, state and number of members, by group. */
export const javaStates = async (broker: SharedBroker, groups: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> => {
	const rows = await groupRows(broker, groups, '--state');
	return new Map(
		rows.map(cells => {
			const [group = '', , id = '', ...others] = cells;
			// The assignor of a group without members is an empty column in Kafka 3.9 and a dash in 4.
			const assignor = others.length > 2 && others[0] !== '-' ? (others[0] ?? '') : '';
			return [group, [id.replace(/[()]/g, ''), assignor, ...others.slice(-2)]];
		}),
	);
};

/** `--describe --members` of several groups: member id, client id and number of partitions, by group. */
export const javaMembers = async (broker: SharedBroker, groups: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> => {
	const members = new Map<string, string[]>(groups.map(g => [g, []]));
	for (const [group = '', memberId = '', , clientId = '', partitions = ''] of await groupRows(broker, groups, '--members'))
		members.get(group)?.push(`${memberId} ${clientId} ${partitions}`);
	for (const own of members.values()) own.sort();
	return members;
};

/** A pattern for exactly these names; they hold no character that a pattern reads otherwise. */
const anyOf = (topics: readonly string[]): string => topics.join('|');

/** `--describe` of topics, sorted: topic, partition, leader, replicas, replicas in sync. */
export const javaPartitions = async (broker: SharedBroker, topics: readonly string[]): Promise<readonly string[]> => {
	const text = await run(broker, 'org.apache.kafka.tools.TopicCommand', '--describe', '--topic', anyOf(topics));
	return [...text.matchAll(/Topic: (\S+)\s+Partition: (\d+)\s+Leader: (\d+)\s+Replicas: ([\d,]+)\s+Isr: ([\d,]+)/g)]
		.map(m => m.slice(1).join(' '))
		.sort();
};

/** GetOffsetShell's offsets at a time (-1 end, -2 begin): `topic partition` → offset. */
export const javaOffsetsAt = async (
	broker: SharedBroker,
	topics: readonly string[],
	time: string,
): Promise<ReadonlyMap<string, bigint>> => {
	const text = await run(broker, 'org.apache.kafka.tools.GetOffsetShell', '--topic', anyOf(topics), '--time', time);
	return new Map([...text.matchAll(/^(.+):(\d+):(\d+)$/gm)].map(m => [`${m[1]} ${m[2]}`, BigInt(m[3] ?? 0)] as const));
};

/** MetadataQuorumCommand's `--replication`, sorted: id and Leader, Follower or Observer. */
export const javaQuorum = async (broker: SharedBroker): Promise<readonly string[]> => {
	const text = await run(broker, 'org.apache.kafka.tools.MetadataQuorumCommand', 'describe', '--replication');
	return [...text.matchAll(/^(\d+)\s.*\b(Leader|Follower|Observer)\b/gm)].map(m => `${m[1]} ${m[2]}`).sort();
};

/** LogDirsCommand's replicas of topics, sorted: broker, topic-partition, bytes. */
export const javaSizes = async (broker: SharedBroker, topics: readonly string[]): Promise<readonly string[]> => {
	const text = await run(broker, 'org.apache.kafka.tools.LogDirsCommand', '--describe', '--topic-list', topics.join(','));
	const document = JSON.parse(text.slice(text.indexOf('{'))) as {
		brokers: { broker: number; logDirs: { partitions: { partition: string; size: number }[] }[] }[];
	};
	return document.brokers.flatMap(b => b.logDirs.flatMap(d => d.partitions.map(p => `${b.broker} ${p.partition} ${p.size}`))).sort();
};

/** Our partitions of a group in the form of Kafka's tool. Partitions that only we show (nobody owns or committed them) are left out. */
export const ourFigures = (group: GroupLag): readonly Figure[] =>
	group.partitions
		.filter(p => p.committed !== null || p.memberId !== null)
		.map(p => ({
			topic: p.topic,
			partition: p.partition,
			committed: p.committed?.toString() ?? null,
			end: p.end?.toString() ?? null,
			lag: p.lag?.toString() ?? null,
			memberId: p.memberId,
			host: p.host,
			clientId: p.clientId,
		}))
		.sort(byPlace);

const byPlace = (a: Figure, b: Figure): number => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1);
