/** One record in place of its list: scrolled text that keeps its form from record to record. */
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { DecodedRecord } from '../../decoding/record/record-document.ts';
import type { RecordDesk } from '../../state/records/record-desk.ts';
import type { RecordRow } from '../../state/records/record-row.ts';
import { bindActions } from '../keys/actions.ts';
import { recordActions } from '../keys/record-actions.ts';
import type { ListFacts } from '../shell/screen-frame.tsx';
import { useShell } from '../shell/shell-context.ts';
import { paintLine } from '../styled-line.ts';
import { useTheme } from '../theme-context.ts';
import { detailLines, FORMS, formText, type RecordForm } from './record-detail-lines.ts';
import { LinesBody } from './use-lines.tsx';

export type RecordDetail = ListFacts & { readonly body: ReactNode };

/** Shows `row`; undefined where none is open. */
export const useRecordDetail = (
	desk: RecordDesk,
	row: RecordRow | undefined,
	height: number,
	moveRecord: (by: 1 | -1) => void,
	close: () => void,
): RecordDetail | undefined => {
	const { size, copy } = useShell();
	const theme = useTheme();
	const [form, setForm] = useState<RecordForm>('tree');
	const [read, setRead] = useState<{ readonly row: RecordRow; readonly record: DecodedRecord }>();
	const [top, setTop] = useState(0);
	useEffect(() => {
		if (row === undefined) return;
		let isWanted = true;
		setTop(0);
		void desk.decoded(row).then(record => isWanted && setRead({ row, record }));
		return () => {
			isWanted = false;
		};
	}, [desk, row]);
	const record = read !== undefined && read.row === row ? read.record : undefined;
	const lines = useMemo(() => (record === undefined ? [] : detailLines(record, form, size.columns - 1)), [record, form, size.columns]);
	const most = Math.max(0, lines.length - height);
	const actions = useMemo(
		() =>
			bindActions(recordActions, {
				scroll: by => setTop(now => Math.max(0, Math.min(most, now + by))),
				scrollPages: by => setTop(now => Math.max(0, Math.min(most, now + Math.trunc(by * height)))),
				scrollTo: where => setTop(where === 'first' ? 0 : most),
				moveForm: by => {
					setTop(0);
					setForm(now => FORMS[(FORMS.indexOf(now) + by + FORMS.length) % FORMS.length]!);
				},
				moveRecord,
				close,
				copy: () => record !== undefined && copy(formText(record.value, form), `the value of ${record.partition}@${record.offset}`),
			}),
		[most, height, moveRecord, record, form, copy, close],
	);
	if (row === undefined) return undefined;
	const at = Math.min(top, most);
	const shown = lines.slice(at, at + height);
	return {
		actions,
		details: most === 0 ? [] : [{ text: `line ${at + 1} of ${lines.length}`, style: 'muted' }],
		sortPieces: [],
		note: undefined,
		selectedUnknown: undefined,
		isEmpty: false,
		overlay: undefined,
		clear: () => {
			close();
			return true;
		},
		body: <LinesBody lines={shown.map(line => paintLine(line, size.columns, theme))} height={height} />,
	};
};
