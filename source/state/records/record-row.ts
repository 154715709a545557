import type { ListedRecord, SideText } from '../../columns/record-columns.ts';
import type { DecodedValue } from '../../decoding/decoded-value.ts';
import type { DecodedRecord } from '../../decoding/record/record-document.ts';
import { valueText } from '../../decoding/value-text.ts';
import type { RecordAccess } from '../../operations/record-access.ts';
import type { DetachedRecord } from '../../records/record-view.ts';
import { printable } from '../../units/foreign-text.ts';

/** A record of a list. Only what is looked at is decoded: a tail of many thousands a second has no time for more. */
export type RecordRow = ListedRecord & {
	/** `3@1204` */
	readonly id: string;
	readonly record: DetachedRecord;
	key: SideText | undefined;
	value: SideText | undefined;
};

/** What a line holds at most; the detail shows the rest. */
const LINE_CHARACTERS = 4_000;

export const rowOf = (record: DetachedRecord): RecordRow => ({
	id: `${record.partition}@${record.offset}`,
	partition: record.partition,
	offset: record.offset,
	timestampMs: record.timestampMs,
	sizeBytes: record.sizeBytes,
	record,
	key: undefined,
	value: undefined,
});

/** What a row costs in memory, roughly: its bytes, and what stands around them. */
export const rowBytes = ({ sizeBytes }: RecordRow): number => sizeBytes + 400;

export const decodedOf = async (row: RecordRow, access: Pick<RecordAccess, 'decoder' | 'maskOf'>): Promise<DecodedRecord> => {
	const { decodeRecord } = await import('../../decoding/record/record-document.ts');
	return decodeRecord(row.record, access.decoder, access.maskOf(row.record.topic));
};

/** Fills in the texts of rows that have none yet; tells whether there were any. */
export const decodeRows = async (rows: readonly RecordRow[], access: Pick<RecordAccess, 'decoder' | 'maskOf'>): Promise<boolean> => {
	const open = rows.filter(row => row.value === undefined);
	await Promise.all(
		open.map(async row => {
			const { key, value } = await decodedOf(row, access);
			row.key = sideOf(key);
			row.value = sideOf(value);
		}),
	);
	return open.length > 0;
};

const sideOf = (side: DecodedValue): SideText => {
	if (side.kind === 'null') return { text: 'null', severity: 'muted' };
	const text = printable(valueText(side).slice(0, LINE_CHARACTERS));
	return side.failure === null ? { text } : { text, severity: 'warning' };
};
