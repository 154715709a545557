import { type PartitionKey, partitionKey } from '../model/partition-key.ts';
import type { DetachedRecord } from '../records/record-view.ts';

/** Records of some partitions, each in the order of its offsets. */
export type RecordLists = ReadonlyMap<PartitionKey, readonly DetachedRecord[]>;

/** Puts records into lists by partition; within one they keep their order. */
export const byPartition = (records: Iterable<DetachedRecord>): Map<PartitionKey, DetachedRecord[]> => {
	const lists = new Map<PartitionKey, DetachedRecord[]>();
	for (const record of records) {
		const key = partitionKey(record.topic, record.partition);
		const list = lists.get(key);
		if (list === undefined) lists.set(key, [record]);
		else list.push(record);
	}
	return lists;
};

/**
 * The first records over all lists by time. Within a partition the order of offsets stays, even where a producer's clock went back: a page
 * must end at one offset, or the next one would show records twice.
 */
export const oldestOf = (lists: RecordLists, count: number): readonly DetachedRecord[] =>
	merged(
		[...lists.values()].filter(list => list.length > 0).map(records => ({ records, at: 0, step: 1 })),
		count,
		(a, b) => a.timestampMs < b.timestampMs,
	);

/** The last records over all lists by time, oldest first. */
export const newestOf = (lists: RecordLists, count: number): readonly DetachedRecord[] =>
	merged(
		// From the last one back, where of two at the same time the later list's comes first.
		[...lists.values()]
			.filter(list => list.length > 0)
			.reverse()
			.map(records => ({ records, at: records.length - 1, step: -1 })),
		count,
		(a, b) => a.timestampMs > b.timestampMs,
	).reverse();

type Lane = { readonly records: readonly DetachedRecord[]; at: number; readonly step: 1 | -1 };

const merged = (lanes: Lane[], count: number, isFirst: (a: DetachedRecord, b: DetachedRecord) => boolean): DetachedRecord[] => {
	const result: DetachedRecord[] = [];
	while (result.length < count && lanes.length > 0) {
		let best = 0;
		for (let i = 1; i < lanes.length; i++) if (isFirst(lanes[i]!.records[lanes[i]!.at]!, lanes[best]!.records[lanes[best]!.at]!)) best = i;
		const lane = lanes[best]!;
		result.push(lane.records[lane.at]!);
		lane.at += lane.step;
		if (lane.at < 0 || lane.at >= lane.records.length) lanes.splice(best, 1);
	}
	return result;
};
