import type { Failure } from '../model/failure.ts';
import { type RightScope, rightText } from '../model/needed-right.ts';
import { isComplete, type ScanCost, type ScanCoverage, type ScanEnd, type ScanHole, type UnreadPart } from '../model/record-scan.ts';
import { groupedText } from '../units/count.ts';
import { ageText } from '../units/duration.ts';
import { countText } from '../units/plural.ts';
import { sizeText } from '../units/size.ts';

/** What a scan came to: one honest line, and one for each thing that it does not say. */
export type ScanVerdict = {
	readonly kind: 'complete' | 'incomplete' | 'limit' | 'interrupted';
	/** `complete: 41,200,113 offsets covered, 41,187,902 records seen, 24 partitions, read_committed, 3 matched`. */
	readonly line: string;
	/** `orders/7 from offset 1,204: …`. */
	readonly details: readonly string[];
};

/** Says what was looked at. Without an end the scan is taken as stopped by whoever asks. */
export const scanVerdict = (coverage: ScanCoverage, end: ScanEnd | undefined, scope: RightScope): ScanVerdict => {
	const { plannedOffsets, coveredOffsets, recordsSeen, partitions, isolation, matched, isVerified } = coverage;
	const kind = end === 'limit' ? 'limit' : end === 'covered' ? (isComplete(coverage) ? 'complete' : 'incomplete') : 'interrupted';
	const covered =
		plannedOffsets === coveredOffsets
			? `${countText(coveredOffsets, 'offset', 'offsets')} covered`
			: `${groupedText(coveredOffsets)} of ${countText(plannedOffsets, 'offset', 'offsets')} covered`;
	const parts = [
		covered,
		`${countText(recordsSeen, 'record', 'records')} seen`,
		countText(partitions, 'partition', 'partitions'),
		isolation,
		...(isVerified ? ['checksums compared'] : []),
		`${groupedText(matched)} matched`,
	];
	return { kind, line: `${HEADS[kind]}: ${parts.join(', ')}`, details: detailsOf(coverage, scope) };
};

/** `about 1.2 GiB, 41,200,113 offsets, at most 32 MiB/s: 38s or more`; without sizes the offsets alone, why, and which right is missing. */
export const scanCostText = ({ offsets, bytes, failure }: ScanCost, bytesPerSecond: number | null, scope: RightScope): string => {
	const count = countText(offsets, 'offset', 'offsets');
	const most = bytesPerSecond === null ? '' : `, at most ${sizeText(BigInt(Math.round(bytesPerSecond)))}/s`;
	if (bytes === null)
		return `${count}${most}; how many bytes is not known${failure === null ? '' : `: ${failure.message}${neededText(failure, scope)}`}`;
	const takes = bytesPerSecond === null ? '' : `: ${ageText((Number(bytes) / bytesPerSecond) * 1000)} or more`;
	return `about ${sizeText(bytes)}, ${count}${most}${takes}`;
};

const HEADS: Readonly<Record<ScanVerdict['kind'], string>> = {
	complete: 'complete',
	incomplete: 'incomplete',
	limit: 'stopped at the limit',
	interrupted: 'interrupted',
};

const detailsOf = (
	{ holes, unread, heldBackOffsets, abortedRecords, whereFailures }: ScanCoverage,
	scope: RightScope,
): readonly string[] => [
	...unread.map(part => partText(part, scope)),
	...holes.map(hole => holeText(hole, scope)),
	...(heldBackOffsets > 0n
		? [`${countText(heldBackOffsets, 'offset', 'offsets')} behind an open transaction not read; --isolation read_uncommitted reads them`]
		: []),
	...(abortedRecords > 0
		? [`${countText(abortedRecords, 'record', 'records')} of aborted transactions left out; --isolation read_uncommitted shows them`]
		: []),
	...whereFailures.map(whereText),
];

/** `where failed on 12 records: no such key: amount`. */
export const whereText = ({ reason, records }: ScanCoverage['whereFailures'][number]): string =>
	`where failed on ${countText(records, 'record', 'records')}: ${reason}`;

/** `orders/3 not read: …`. */
export const partText = ({ topic, partition, failure }: UnreadPart, scope: RightScope): string =>
	`${partition === null ? topic : `${topic}/${partition}`} not read: ${failure.message}${neededText(failure, scope)}`;

/** ` Needs kafka-cluster:ReadData on …`, where a right is missing. */
const neededText = (failure: Failure | null, scope: RightScope): string =>
	failure?.needs === undefined ? '' : ` Needs ${rightText(failure.needs, scope)}.`;

/** `orders/3: 1,200 offsets from 300 on: they were deleted before they were read`. */
export const holeText = ({ topic, partition, kind, fromOffset, nextOffset, reason, failure }: ScanHole, scope: RightScope): string => {
	const count = countText(nextOffset - fromOffset, 'offset', 'offsets');
	const place = `${topic}/${partition}`;
	return kind === 'deleted'
		? `${place}: ${count} from ${groupedText(fromOffset)} on: ${reason}`
		: `${place}: ${count} from ${groupedText(fromOffset)} on not read: ${reason}${neededText(failure, scope)}`;
};
