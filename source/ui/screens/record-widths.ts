import type { ListedRecord } from '../../columns/record-columns.ts';
import { recordTable } from '../../columns/record-columns.ts';
import { groupedText } from '../../units/count.ts';
import type { TableColumn } from '../components/table-rows.ts';
import { gutterWidth } from '../components/table-rows.ts';
import { cellWidth, displayText } from '../display-text.ts';
import { nounColumns } from '../noun-columns.ts';

/** Widths that the rows seen so far asked for: they only grow, so that a tail does not jump. */
export type SeenWidths = { partition: number; offset: number; key: number };

export const noWidths = (): SeenWidths => ({ partition: 1, offset: 6, key: 4 });

const WIDE_COLUMNS = 110;
const LOOKED_AT = 100;
const LEAST_VALUE = 20;

/** The columns of a list of records; the value takes what the others leave. Updates `seen`. */
export const recordColumns = <Row extends ListedRecord>(
	rows: readonly Row[],
	columns: number,
	seen: SeenWidths,
): readonly TableColumn<Row>[] => {
	const isWide = columns >= WIDE_COLUMNS;
	const mostKey = isWide ? 36 : 16;
	for (const { partition, offset, key } of rows.slice(0, LOOKED_AT)) {
		seen.partition = Math.max(seen.partition, String(partition).length);
		seen.offset = Math.max(seen.offset, groupedText(offset).length);
		if (key !== undefined && seen.key < mostKey)
			seen.key = Math.min(mostKey, Math.max(seen.key, cellWidth(displayText(key.text.slice(0, 40)))));
	}
	const time = isWide ? 23 : 14;
	const key = Math.min(seen.key, mostKey);
	const size = isWide ? 9 : 0;
	// One blank or two between columns, whichever leaves the value its room.
	const gaps = isWide ? 10 : 4;
	const value = Math.max(LEAST_VALUE, columns - gutterWidth - 1 - seen.partition - seen.offset - time - key - size - gaps);
	return nounColumns<Row>(recordTable, {
		partition: seen.partition,
		offset: seen.offset,
		[isWide ? 'fullTime' : 'time']: time,
		key,
		...(isWide && { sizeBytes: size }),
		value,
	});
};
