import { useEffect, useMemo, useRef } from 'react';
import { recordTable } from '../../columns/record-columns.ts';
import type { RecordDesk } from '../../state/records/record-desk.ts';
import type { RecordRow } from '../../state/records/record-row.ts';
import { useFrame } from '../shell/shell-context.ts';
import { noWidths, recordColumns } from './record-widths.ts';
import { type List, useList } from './use-list.tsx';

const idOf = (row: RecordRow): string => row.id;
const none: readonly RecordRow[] = [];

/** A list of records; what is on the screen gets decoded. `id` keeps the cursors of several lists of one place apart. */
export const useRecordList = ({
	id,
	desk,
	rows = none,
	height,
	empty,
	open,
}: {
	readonly id: string;
	readonly desk: RecordDesk;
	readonly rows: readonly RecordRow[] | undefined;
	readonly height: number;
	readonly empty: string;
	readonly open: (row: RecordRow) => void;
}): List<RecordRow> => {
	const { size } = useFrame();
	const seen = useRef(noWidths());
	const columns = useMemo(() => recordColumns(rows, size.columns, seen.current), [rows, size.columns]);
	const noun = useMemo(() => ({ ...recordTable, noun: id }), [id]);
	const list = useList<RecordRow>({ noun, rows, columns, idOf, height, empty, open });
	const { rows: ordered, offset, height: shown } = list.table;
	useEffect(() => void desk.want(ordered.slice(offset, offset + shown)), [desk, ordered, offset, shown]);
	return list;
};
