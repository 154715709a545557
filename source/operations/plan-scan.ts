import { Failure, type Outcome } from '../model/failure.ts';
import { earlier, later } from '../model/offset-order.ts';
import { partitionKey, type TopicPartition } from '../model/partition-key.ts';
import type { Isolation, PlannedPartition, RecordPoint, ScanPlan, UnreadPart } from '../model/record-scan.ts';
import type { ClusterReader, OffsetAnswer, OffsetTarget, ReadOptions } from '../ports/cluster-reader.ts';

/** What is to be read. Without partitions all of a topic are. */
export type ScanQuestion = {
	readonly topics: readonly string[];
	readonly partitions?: readonly number[] | undefined;
	readonly from: RecordPoint;
	readonly to: RecordPoint;
	readonly isolation: Isolation;
};

type Answers = ReadonlyMap<string, Outcome<OffsetAnswer>>;

/** Finds the offsets that a question means, as they are now. Partitions that cannot be asked are named in the plan. */
export const planScan = async (reader: ClusterReader, question: ScanQuestion, options?: ReadOptions): Promise<ScanPlan> => {
	const { isolation, from, to } = question;
	const { topics, failures } = await reader.readTopics(question.topics, options);
	const unread: UnreadPart[] = [...failures].map(([topic, failure]) => ({ topic, partition: null, failure }));
	const asked: (TopicPartition & { readonly topicId: string })[] = [];
	for (const topic of topics) {
		const existing = new Set(topic.partitions.map(p => p.partition));
		for (const partition of question.partitions ?? existing)
			if (existing.has(partition)) asked.push({ topic: topic.name, topicId: topic.topicId, partition });
			else unread.push({ topic: topic.name, partition, failure: noPartition(topic.name, partition, existing.size) });
	}
	const ask = (target: OffsetTarget): Promise<Answers> =>
		reader.readOffsets(
			asked.map(({ topic, partition }) => ({ topic, partition, target })),
			options,
		);
	const isCommitted = isolation === 'read_committed';
	// The end before the beginning: what is deleted in between must not make a beginning behind the end.
	const [readables, ends, froms, tos] = await Promise.all([
		ask(isCommitted ? 'lastStable' : 'latest'),
		isCommitted ? ask('latest') : undefined,
		typeof from === 'object' && 'atMs' in from ? ask(from.atMs) : undefined,
		typeof to === 'object' && 'atMs' in to ? ask(to.atMs) : undefined,
	]);
	const begins = await ask('earliest');
	const partitions: PlannedPartition[] = [];
	let heldBackOffsets = 0n;
	for (const p of asked) {
		const key = partitionKey(p.topic, p.partition);
		const outcomes = [begins, readables, ends, froms, tos].map(answers => answers?.get(key));
		const failed = outcomes.find(o => o !== undefined && !o.ok);
		if (failed !== undefined && !failed.ok) {
			unread.push({ topic: p.topic, partition: p.partition, failure: failed.failure });
			continue;
		}
		const [begin, readable, end, fromTime, toTime] = outcomes.map(o => (o?.ok ? o.value.offset : null));
		if (begin === null || begin === undefined || readable === null || readable === undefined) {
			unread.push({
				topic: p.topic,
				partition: p.partition,
				failure: new Failure('incomplete', `The broker did not tell the ends of ${key}.`),
			});
			continue;
		}
		// The end was read first: retention may have passed it since.
		const readableOffset = later(readable, begin);
		const within = (offset: bigint): bigint => later(earlier(offset, readableOffset), begin);
		const toOffset = within(offsetOf(to, begin, readableOffset, toTime ?? null));
		// An offset that was asked for by its number and is gone by now is told as deleted, not passed over.
		const wanted = offsetOf(from, begin, readableOffset, fromTime ?? null);
		const fromOffset = earlier(toOffset, typeof from === 'object' && 'offset' in from ? wanted : within(wanted));
		partitions.push({ ...p, beginOffset: begin, readableOffset, fromOffset, toOffset });
		if (end !== null && end !== undefined && toOffset === readableOffset && end > readableOffset) heldBackOffsets += end - readableOffset;
	}
	return { isolation, partitions, unread, heldBackOffsets };
};

/** No record at or after a time: the end. */
const offsetOf = (point: RecordPoint, begin: bigint, end: bigint, found: bigint | null): bigint => {
	if (point === 'beginning') return begin;
	if (point === 'end') return end;
	return 'offset' in point ? point.offset : (found ?? end);
};

const noPartition = (topic: string, partition: number, count: number): Failure =>
	new Failure('notFound', `Topic ${topic} has no partition ${partition}: it has ${count}, 0 to ${count - 1}.`);
