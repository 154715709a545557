import type { Outcome } from '../model/failure.ts';
import { Failure, failed, success } from '../model/failure.ts';
import { type PartitionKey, partitionKey, type TopicPartition } from '../model/partition-key.ts';
import { answered, nextQuestion, startTimeSearch, type TimePoint, type TimeSearch } from '../model/time-search.ts';
import type { ClusterReader, OffsetAnswer, OffsetQuestion, OffsetTarget, ReadOptions } from '../ports/cluster-reader.ts';
import type { RecordTimeMemory } from '../ports/record-time-memory.ts';

export type RecordPosition = TopicPartition & { readonly offset: bigint };

/** `topic/partition@offset`: several groups may stand at different offsets of one partition. */
export const positionKey = (p: RecordPosition): string => `${partitionKey(p.topic, p.partition)}@${p.offset}`;

type Searching = { readonly position: RecordPosition; search: TimeSearch };

/**
 * Tells when the record at each position was written (epoch ms), by ListOffsets alone: a few rounds, in each at most one request
 * per leader and per group that stands elsewhere on the same partition.
 */
export const bisectRecordTimes = async (
	reader: ClusterReader,
	positions: readonly RecordPosition[],
	options?: ReadOptions,
	memory?: RecordTimeMemory,
): Promise<ReadonlyMap<string, Outcome<number>>> => {
	const found = new Map<string, Outcome<number>>();
	const unique = [...new Map(positions.map(p => [positionKey(p), p])).values()];
	const near = new Map(unique.map(p => [p, memory?.around(partitionKey(p.topic, p.partition), p.offset)]));
	const lacking = (side: 'low' | 'high') => [
		...new Map(unique.filter(p => near.get(p)?.[side] === undefined).map(p => [partitionKey(p.topic, p.partition), p])).values(),
	];
	const ask = (asked: readonly RecordPosition[], target: OffsetTarget) =>
		asked.length === 0 ? new Map<PartitionKey, Outcome<OffsetAnswer>>() : reader.readOffsets(asked.map(toQuestion(target)), options);
	const [firsts, latests] = await Promise.all([ask(lacking('low'), 0), ask(lacking('high'), 'maxTimestamp')]);
	let open: Searching[] = [];
	for (const position of unique) {
		const key = partitionKey(position.topic, position.partition);
		const start = startOf(position, near.get(position), firsts.get(key), latests.get(key));
		if (start instanceof Failure) found.set(positionKey(position), failed(start));
		else open.push({ position, search: start });
	}
	while (open.length > 0) {
		open = open.filter(({ position, search }) => {
			if (search.foundMs === undefined) return true;
			found.set(positionKey(position), success(search.foundMs));
			memory?.learnPoints(partitionKey(position.topic, position.partition), pointsOf(search));
			return false;
		});
		await Promise.all(lanesOf(open).map(lane => askLane(reader, lane, found, options)));
		open = open.filter(o => !found.has(positionKey(o.position)));
	}
	return found;
};

const toQuestion =
	(target: OffsetTarget) =>
	(p: TopicPartition): OffsetQuestion => ({ topic: p.topic, partition: p.partition, target });

const startOf = (
	position: RecordPosition,
	near: ReturnType<RecordTimeMemory['around']> | undefined,
	first: Outcome<OffsetAnswer> | undefined,
	latest: Outcome<OffsetAnswer> | undefined,
): TimeSearch | Failure => {
	const a = near?.low ?? pointOf(first);
	if (a instanceof Failure) return a;
	const b = near?.high ?? pointOf(latest);
	// Brokers before 3.0 cannot tell the maximum timestamp; now is always after it.
	return startTimeSearch(position.offset, a, b instanceof Failure ? { offset: position.offset + 1n, timeMs: Date.now() } : b);
};

/** What the next search may start from. */
const pointsOf = ({ offset, low, high, foundMs }: TimeSearch): readonly TimePoint[] => [
	low,
	...(high.offset > offset ? [high] : []),
	...(foundMs === undefined || low.offset === offset ? [] : [{ offset, timeMs: foundMs }]),
];

const pointOf = (outcome: Outcome<OffsetAnswer> | undefined): { offset: bigint; timeMs: number } | Failure => {
	if (outcome === undefined) return new Failure('incomplete', 'The broker did not answer for this partition.');
	if (!outcome.ok) return outcome.failure;
	const { offset, timestampMs } = outcome.value;
	return offset === null || timestampMs === null
		? new Failure('incomplete', 'No record carries a usable timestamp.')
		: { offset, timeMs: timestampMs };
};

/** A request may name a partition once: positions on the same partition go to different lanes. */
const lanesOf = (open: readonly Searching[]): readonly Searching[][] => {
	const lanes: Searching[][] = [];
	const used = new Map<PartitionKey, number>();
	for (const one of open) {
		const key = partitionKey(one.position.topic, one.position.partition);
		const lane = used.get(key) ?? 0;
		used.set(key, lane + 1);
		const own = lanes[lane];
		if (own === undefined) lanes[lane] = [one];
		else own.push(one);
	}
	return lanes;
};

const askLane = async (
	reader: ClusterReader,
	lane: readonly Searching[],
	found: Map<string, Outcome<number>>,
	options?: ReadOptions,
): Promise<void> => {
	const questions = lane.map(one => ({ one, askedMs: nextQuestion(one.search) as number }));
	const answers = await reader.readOffsets(
		questions.map(q => toQuestion(q.askedMs)(q.one.position)),
		options,
	);
	for (const { one, askedMs } of questions) {
		const outcome = answers.get(partitionKey(one.position.topic, one.position.partition));
		if (outcome?.ok) {
			const { offset, timestampMs } = outcome.value;
			one.search = answered(one.search, askedMs, offset === null ? null : { offset, timeMs: timestampMs ?? askedMs });
		} else
			found.set(positionKey(one.position), outcome ?? failed(new Failure('incomplete', 'The broker did not answer for this partition.')));
	}
};
