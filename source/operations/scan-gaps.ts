import { Failure } from '../model/failure.ts';
import type { RightScope } from '../model/needed-right.ts';
import type { ScanCoverage } from '../model/record-scan.ts';
import { type Gap, gapOf } from '../model/unknown.ts';

/** What a scan could not read, as gaps of an answer. */
export const gapsOfScan = ({ unread, holes }: Pick<ScanCoverage, 'unread' | 'holes'>, scope: RightScope): readonly Gap[] => [
	...unread.map(({ topic, partition, failure }) =>
		gapOf(partition === null ? `topics.${topic}` : `topics.${topic}.partitions.${partition}`, failure, scope),
	),
	...holes.map(({ topic, partition, reason, failure }) =>
		gapOf(`topics.${topic}.partitions.${partition}`, failure ?? new Failure('incomplete', reason), scope),
	),
];
