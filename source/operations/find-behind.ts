import { success } from '../model/failure.ts';
import type { GroupLag } from '../model/lag.ts';
import { partitionKey } from '../model/partition-key.ts';
import type { ClusterReader, ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import type { RecordTimeFound } from '../ports/record-time-memory.ts';
import { type RecordAge, readPosition } from './assemble-lag.ts';
import { bisectRecordTimes, positionKey, type RecordPosition } from './find-record-times.ts';

/**
 * Finds when the oldest unread record of each lagging partition was written. `exact` fetches that record; where it may not be
 * fetched (no right to read the topic) or did not fit, the time is bisected instead.
 */
export const findBehind = async (
	{ reader, recordTimes: memory }: Pick<KnownCluster, 'reader' | 'recordTimes'>,
	groups: readonly GroupLag[],
	method: 'bisect' | 'exact',
	options?: ReadOptions,
): Promise<ReadonlyMap<string, RecordAge>> => {
	const positions = [...new Map(groups.flatMap(unreadPositions).map(p => [positionKey(p), p])).values()];
	const ages = new Map<string, RecordAge>();
	const recall = (isGoodEnough: (found: RecordTimeFound) => boolean): void => {
		for (const position of positions) {
			const key = positionKey(position);
			const found = ages.has(key) ? undefined : memory?.found(key);
			if (found !== undefined && isGoodEnough(found)) ages.set(key, success(found));
		}
	};
	const left = () => positions.filter(p => !ages.has(positionKey(p)));
	const learn = (key: string, age: RecordAge): void => {
		ages.set(key, age);
		if (age.ok) memory?.learn(key, age.value);
	};
	if (method === 'exact') {
		recall(found => found.method === 'exact');
		for (const [key, age] of await fetchTimes(reader, left(), options)) learn(key, age);
	}
	recall(() => true);
	for (const [key, outcome] of await bisectRecordTimes(reader, left(), options, memory)) {
		learn(key, outcome.ok ? success({ timeMs: outcome.value, method: 'bisected' }) : outcome);
	}
	return ages;
};

const unreadPositions = (group: GroupLag): RecordPosition[] =>
	group.partitions.flatMap(p =>
		p.committed !== null && p.begin !== null && p.lag !== null && p.lag > 0n
			? [{ topic: p.topic, partition: p.partition, offset: readPosition(p.committed, p.begin) }]
			: [],
	);

/** A request fetches from a place of a partition once: where two groups stand at two places, the second is left to bisection. */
const fetchTimes = async (
	reader: ClusterReader,
	positions: readonly RecordPosition[],
	options?: ReadOptions,
): Promise<ReadonlyMap<string, RecordAge>> => {
	const once = [...new Map(positions.map(p => [partitionKey(p.topic, p.partition), p])).values()];
	if (once.length === 0) return new Map();
	const times = await reader.readRecordTimes(once, options);
	const ages = new Map<string, RecordAge>();
	for (const position of once) {
		const outcome = times.get(partitionKey(position.topic, position.partition));
		if (outcome?.ok) ages.set(positionKey(position), success({ timeMs: outcome.value.timestampMs, method: 'exact' }));
	}
	return ages;
};
