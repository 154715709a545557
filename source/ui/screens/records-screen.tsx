/** Records of one topic: pages through the log, a tail, and a search, each with its own list. */
import { Text } from 'ink';
import { type ReactNode, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { asFailure } from '../../model/failure.ts';
import { parseQuery, parseStart } from '../../operations/record-query.ts';
import { gapsOfScan } from '../../operations/scan-gaps.ts';
import type { RecordRow } from '../../state/records/record-row.ts';
import { PromptLine } from '../components/prompt-line.tsx';
import { frameRegions } from '../layout.ts';
import { ScreenFrame } from '../shell/screen-frame.tsx';
import { useShell } from '../shell/shell-context.ts';
import { paintLine } from '../styled-line.ts';
import { useTheme } from '../theme-context.ts';
import { browseStatus, searchStatus, tailStatus } from './records-status.ts';
import { recordsWords } from './records-words.ts';
import { PANE_BAR_HEIGHT, usePanes } from './use-panes.tsx';
import { useRecordDetail } from './use-record-detail.tsx';
import { useRecordList } from './use-record-list.tsx';
import { useRecordsActions } from './use-records-actions.ts';

type Prompt = 'query' | 'start' | 'export';

export const RecordsScreen = ({ name, view }: { readonly name: string; readonly view: 'browse' | 'tail' | undefined }): ReactNode => {
	const { session, bodyHeight, size, memory, show, clock } = useShell();
	const theme = useTheme();
	const desk = session.records.of(name);
	const browse = useSyncExternalStore(desk.browser.subscribe, desk.browser.snapshot);
	const tail = useSyncExternalStore(desk.tail.subscribe, desk.tail.snapshot);
	const search = useSyncExternalStore(desk.search.subscribe, desk.search.snapshot);
	useSyncExternalStore(desk.subscribe, desk.snapshot);
	const [prompt, setPrompt] = useState<Prompt>();
	const [opened, setOpened] = useState<RecordRow>();
	const panes = usePanes(
		[
			{ id: 'browse', title: 'Browse' },
			{ id: 'tail', title: tail.state === 'paused' ? 'Tail, paused' : tail.state === 'live' ? `Tail ${tail.recordsPerSecond}/s` : 'Tail' },
			{
				id: 'search',
				title:
					search.state === 'none'
						? 'Search'
						: search.state === 'ended'
							? 'Search, ended'
							: `Search ${Math.floor(search.progress.share * 100)} %`,
			},
		],
		size.columns,
	);
	const { pane, show: showPane } = panes;
	useEffect(() => {
		if (view === 'tail') {
			showPane('tail');
			void desk.tail.start();
		} else if (desk.browser.snapshot().rows === undefined) void desk.browser.go(desk.browser.snapshot().start);
		return () => desk.tail.stop();
	}, [desk, view, showPane]);
	useEffect(() => {
		if (pane === 'browse' && desk.browser.snapshot().rows === undefined && !desk.browser.snapshot().isReading) void desk.browser.refresh();
	}, [desk, pane]);
	const height = Math.max(2, bodyHeight - PANE_BAR_HEIGHT - 1);
	const shared = { desk, height, open: setOpened };
	const lists = {
		browse: useRecordList({
			...shared,
			id: 'records',
			rows: browse.rows,
			empty: browse.rows === undefined ? 'reading records…' : browse.start.text === '' ? 'the topic holds no records' : 'no records there',
		}),
		tail: useRecordList({
			...shared,
			id: 'tail',
			rows: tail.rows,
			empty: tail.state === 'ended' ? 'nothing came' : 'waiting for records…',
		}),
		search: useRecordList({
			...shared,
			id: 'hits',
			rows: search.rows,
			empty: search.state === 'none' ? 'type / and what is looked for' : search.state === 'ended' ? 'nothing matched' : 'no hit yet',
		}),
	};
	const list = lists[pane];
	const { dispatch, rows } = list.table;
	const browseDispatch = lists.browse.table.dispatch;
	// biome-ignore lint/correctness/useExhaustiveDependencies: another page starts at its first row
	useEffect(() => browseDispatch({ type: 'follow' }), [browse.shown, browseDispatch]);
	useEffect(() => {
		memory.words = () => recordsWords(name, pane, desk);
	}, [memory, name, pane, desk]);
	const close = useCallback(() => setOpened(undefined), []);
	const { ids } = list.table;
	const moveRecord = useCallback(
		(by: 1 | -1) => {
			const at = opened === undefined ? -1 : ids.indexOf(opened.id);
			const next = rows[at + by];
			if (at < 0 || next === undefined) return show({ tone: 'info', text: 'there is no further record in this list' });
			dispatch({ type: 'select', id: next.id, view: { ids, height } });
			setOpened(next);
		},
		[opened, ids, rows, dispatch, height, show],
	);
	const detail = useRecordDetail(desk, opened, bodyHeight, moveRecord, close);
	const actions = useRecordsActions(desk, pane, list, {
		openQuery: () => setPrompt('query'),
		openStart: () => setPrompt('start'),
		openExport: () => setPrompt('export'),
		showTail: () => showPane('tail'),
		follow: () => lists.tail.table.dispatch({ type: 'follow' }),
	});
	const closePrompt = useCallback(() => setPrompt(undefined), []);
	const give = (text: string): string | undefined => {
		try {
			if (prompt === 'export') {
				const chosen = list.table.state.marks.size > 0 ? list.table.targets : rows;
				void desk.export(chosen, text.trim()).then(
					() => show({ tone: 'done', text: `${chosen.length} records written to ${text.trim()}` }),
					error => show({ tone: 'failed', text: asFailure(error).message }),
				);
			} else if (prompt === 'start') {
				void desk.browser.go(parseStart(text, clock.now()));
				showPane('browse');
			} else {
				if (text.trim() === '') return 'say what is looked for, e.g. key order-17';
				const query = parseQuery(text, clock.now());
				session.records.remember(text);
				lists.search.table.dispatch({ type: 'clearMarks' });
				lists.search.table.dispatch({ type: 'follow' });
				void desk.search.start(text, query);
				showPane('search');
			}
			return undefined;
		} catch (error) {
			return asFailure(error).message;
		}
	};
	const { footer } = frameRegions(size.columns, size.rows);
	const scope = session.known.scope;
	const coverage = { browse, tail, search }[pane].coverage;
	const gaps = useMemo(() => (coverage === undefined ? undefined : gapsOfScan(coverage, scope)), [coverage, scope]);
	const status = pane === 'browse' ? browseStatus(browse) : pane === 'tail' ? tailStatus(tail) : searchStatus(search, scope);
	const overlay =
		prompt === undefined || footer === undefined ? undefined : (
			<PromptLine
				key={prompt}
				top={footer}
				width={size.columns}
				{...PROMPTS[prompt]}
				initial={prompt === 'export' ? `${name}.jsonl` : ''}
				history={prompt === 'query' ? session.records.queries : []}
				onGive={give}
				onClose={closePrompt}
			/>
		);
	const shownActions = useMemo(() => (detail === undefined ? [...actions, ...panes.actions] : []), [detail, actions, panes.actions]);
	return (
		<ScreenFrame
			title={opened === undefined ? name : `${name} ${opened.id}`}
			gaps={gaps}
			snapshot={{
				value: pane === 'browse' ? browse.rows : NOTHING,
				atMs: undefined,
				failure: pane === 'browse' ? browse.failure : undefined,
				isReading: false,
				isPaused: false,
			}}
			list={detail ?? { ...list, overlay }}
			actions={shownActions}
		>
			{detail?.body ?? (
				<>
					{panes.bar}
					<Text wrap="truncate">{paintLine(['  ', ...status], size.columns - 1, theme)}</Text>
					{list.body}
				</>
			)}
		</ScreenFrame>
	);
};

const NOTHING: readonly RecordRow[] = [];

const PROMPTS: Readonly<Record<Prompt, { readonly label: string; readonly help: string }>> = {
	query: {
		label: '/',
		help: 'key order-17 · contains "timeout" · matches RE · not · from -2h · to end · partition 3 · where value.amount > 100',
	},
	start: {
		label: 'go to ',
		help: 'end · beginning · -15m · 2026-11-24T10:00 · an offset: 1200 · partition and offset: 3@1200 · partition 3',
	},
	export: { label: 'write to ', help: 'JSON Lines, readable by you alone; the marked records, or all of the list' },
};
