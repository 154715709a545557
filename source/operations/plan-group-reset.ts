import type { PartitionOffset, ResetOffsets } from '../model/change.ts';
import { Failure } from '../model/failure.ts';
import { partitionKey, splitPartitionKey, type TopicPartition } from '../model/partition-key.ts';
import type { OffsetTarget, ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { readGroupChangeFacts } from './changes/group-changes.ts';
import { noSuchGroup } from './plan-offsets-removal.ts';
import { readNamedTopics } from './read-named-topics.ts';

/** Where a group is to read on. `copy` takes the offsets of another group, `given` those of a file. */
export type ResetTarget =
	| { readonly kind: 'earliest' | 'latest' }
	| { readonly kind: 'time'; readonly atMs: number }
	| { readonly kind: 'offset'; readonly offset: bigint }
	| { readonly kind: 'shift'; readonly by: bigint }
	| { readonly kind: 'copy'; readonly group: string }
	| { readonly kind: 'given'; readonly offsets: readonly PartitionOffset[] };

export type ResetAsk = {
	readonly group: string;
	readonly target: ResetTarget;
	/** Empty: all topics the group holds commits on. */
	readonly topics: readonly string[];
	/** Empty: all partitions of the topics. */
	readonly partitions: readonly number[];
	/** Exactly these, in place of topics and numbers. */
	readonly exactly?: readonly TopicPartition[] | undefined;
};

/** Works out the offset of each partition that a reset means. Rejects with notFound for a group or partition that is not there. */
export const planGroupReset = async (known: KnownCluster, ask: ResetAsk, options?: ReadOptions): Promise<ResetOffsets> => {
	const { group, target } = ask;
	const facts = await readGroupChangeFacts(known, group, [], options);
	if (facts.state === null) throw noSuchGroup(group);
	const source = target.kind === 'copy' ? await readSource(known, target.group, options) : target.kind === 'given' ? target.offsets : [];
	const partitions = await partitionsOf(known, ask, [...facts.commits.keys()], source, options);
	if (partitions.length === 0)
		throw new Failure('usage', `Group ${group} holds no commits here, so that it is not clear which partitions are meant.`, {
			nextSteps: ['name a topic with --topic'],
		});
	const inOrder = partitions.toSorted((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1));
	const offsets = await offsetsFor(known, inOrder, target, facts.commits, source, options);
	return { kind: 'resetOffsets', group, offsets };
};

const readSource = async (known: KnownCluster, group: string, options?: ReadOptions): Promise<readonly PartitionOffset[]> => {
	const { state, commits } = await readGroupChangeFacts(known, group, [], options);
	if (state === null) throw new Failure('notFound', `Group ${group}, whose offsets were to be taken, does not exist.`);
	return [...commits].map(([key, offset]) => ({ ...splitPartitionKey(key as `${string}/${number}`), offset }));
};

const partitionsOf = async (
	known: KnownCluster,
	{ topics, partitions, exactly, target }: ResetAsk,
	committed: readonly string[],
	source: readonly PartitionOffset[],
	options?: ReadOptions,
): Promise<readonly TopicPartition[]> => {
	const exact = exactly && new Set<string>(exactly.map(p => partitionKey(p.topic, p.partition)));
	const isMeant = (p: TopicPartition): boolean =>
		exact?.has(partitionKey(p.topic, p.partition)) ??
		((topics.length === 0 || topics.includes(p.topic)) && (partitions.length === 0 || partitions.includes(p.partition)));
	if (target.kind === 'copy' || target.kind === 'given') return source.filter(isMeant);
	if (exactly !== undefined) return exactly;
	if (topics.length === 0) return committed.map(key => splitPartitionKey(key as `${string}/${number}`)).filter(isMeant);
	const found = await readNamedTopics(known, topics, options);
	const all = found.flatMap(t => t.partitions.map(p => ({ topic: t.name, partition: p.partition })));
	const missing = partitions.find(n => !all.some(p => p.partition === n));
	if (missing !== undefined) throw new Failure('notFound', `${topics.join(', ')} has no partition ${missing}.`);
	return all.filter(isMeant);
};

/** The offset of each partition that a target means; what lies outside of the log becomes its nearest end. */
export const offsetsFor = async (
	{ reader }: KnownCluster,
	partitions: readonly TopicPartition[],
	target: ResetTarget,
	commits: ReadonlyMap<string, bigint>,
	source: readonly PartitionOffset[],
	options?: ReadOptions,
): Promise<readonly PartitionOffset[]> => {
	const read = async (wanted: OffsetTarget): Promise<ReadonlyMap<string, bigint | null>> => {
		const answers = await reader.readOffsets(
			partitions.map(p => ({ ...p, target: wanted })),
			options,
		);
		const found = new Map<string, bigint | null>();
		for (const [key, outcome] of answers) {
			if (!outcome.ok)
				throw new Failure(outcome.failure.kind, `${key}: ${outcome.failure.message}`, {
					...(outcome.failure.needs && { needs: outcome.failure.needs }),
					cause: outcome.failure,
				});
			found.set(key, outcome.value.offset);
		}
		return found;
	};
	const [begins, ends] = await Promise.all([read('earliest'), read('latest')]);
	const atTime = target.kind === 'time' ? await read(target.atMs) : new Map<string, bigint | null>();
	const taken = new Map(source.map(o => [partitionKey(o.topic, o.partition) as string, o.offset]));
	return partitions.map(({ topic, partition }): PartitionOffset => {
		const key = partitionKey(topic, partition);
		const begin = begins.get(key) ?? 0n;
		const end = ends.get(key) ?? begin;
		// As Kafka's own tool does: what lies outside of the log becomes its nearest end.
		const within = (offset: bigint): bigint => (offset < begin ? begin : offset > end ? end : offset);
		const offset = ((): bigint => {
			switch (target.kind) {
				case 'earliest':
					return begin;
				case 'latest':
					return end;
				case 'time':
					// No record is that young: the group reads what comes next.
					return atTime.get(key) ?? end;
				case 'offset':
					return within(target.offset);
				case 'shift': {
					const from = commits.get(key);
					if (from === undefined) throw new Failure('usage', `The group holds no commit on ${key} that could be shifted.`);
					return within(from + target.by);
				}
				default:
					return within(taken.get(key) ?? begin);
			}
		})();
		return { topic, partition, offset };
	});
};
