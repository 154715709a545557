import { sizeText } from '../units/size.ts';
import { byValue, cellOf, groupedCell, textCell } from './cells.ts';
import type { NounTable, Severity } from './column.ts';

/** One side of a record on one line; foreign text, already cut. */
export type SideText = { readonly text: string; readonly severity?: Severity | undefined };

/** A record in a list; its texts are undefined as long as it is not decoded. */
export type ListedRecord = {
	readonly partition: number;
	readonly offset: bigint;
	readonly timestampMs: number;
	readonly sizeBytes: number;
	readonly key: SideText | undefined;
	readonly value: SideText | undefined;
};

const sideCell = (side: SideText | undefined) => cellOf(side, ({ text, severity }) => textCell(text, severity));

const two = (n: number): string => String(n).padStart(2, '0');
const LAST_TIME_MS = 8.64e15;

/** Local time to the millisecond: `2026-11-24 12:04:05.123`; `–` where the record has none. */
export const recordTimeText = (timestampMs: number): string => {
	if (timestampMs < 0) return '–';
	if (timestampMs > LAST_TIME_MS) return String(timestampMs);
	const at = new Date(timestampMs);
	const clock = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, '0')}`;
	return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${clock}`;
};

/** The same for narrow columns: a time of today `12:04:05.123`, another day `11-24 12:04:05`. */
export const shortTimeText = (timestampMs: number, nowMs: number): string => {
	const text = recordTimeText(timestampMs);
	if (text.length !== 23) return text;
	return text.slice(0, 10) === recordTimeText(nowMs).slice(0, 10) ? text.slice(11) : text.slice(5, 19);
};

/** Records of one topic. */
export const recordTable: NounTable<ListedRecord> = {
	noun: 'records',
	unknownOf: () => [],
	columns: [
		{
			id: 'partition',
			title: 'P',
			align: 'right',
			priority: 1,
			cell: r => textCell(String(r.partition)),
			compare: byValue(r => r.partition),
		},
		{ id: 'offset', title: 'OFFSET', align: 'right', priority: 2, cell: r => groupedCell(r.offset), compare: byValue(r => r.offset) },
		{
			id: 'time',
			title: 'TIME',
			align: 'left',
			priority: 3,
			cell: r => textCell(shortTimeText(r.timestampMs, Date.now())),
			compare: byValue(r => r.timestampMs),
		},
		{
			id: 'fullTime',
			title: 'TIME',
			align: 'left',
			priority: 3,
			cell: r => textCell(recordTimeText(r.timestampMs)),
			compare: byValue(r => r.timestampMs),
		},
		{ id: 'key', title: 'KEY', align: 'left', priority: 4, cell: r => sideCell(r.key), compare: byValue(r => r.key?.text) },
		{ id: 'value', title: 'VALUE', align: 'left', priority: 0, cell: r => sideCell(r.value), compare: byValue(r => r.value?.text) },
		{
			id: 'sizeBytes',
			title: 'SIZE',
			unit: 'bytes',
			align: 'right',
			priority: 5,
			cell: r => textCell(sizeText(BigInt(r.sizeBytes))),
			compare: byValue(r => r.sizeBytes),
		},
	],
};
