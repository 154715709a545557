/** What was changed from this machine, newest first: on this cluster, on all, and work that was interrupted. */
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { changeText } from '../../columns/change-text.ts';
import { interruptedTable, resumableJobs } from '../../columns/interrupted-columns.ts';
import { journalTable } from '../../columns/journal-columns.ts';
import type { InterruptedJob } from '../../model/interrupted-job.ts';
import { isMadeOn, type JournalEntry } from '../../model/undoing.ts';
import type { JournalDesk } from '../../state/journal-poller.ts';
import type { Snapshot } from '../../state/poller.ts';
import { clockText } from '../../units/time.ts';
import { CommandOverlay } from '../components/command-overlay.tsx';
import type { TableColumn } from '../components/table-rows.ts';
import { nounColumns, type Width } from '../noun-columns.ts';
import { ScreenFrame } from '../shell/screen-frame.tsx';
import { useFrame } from '../shell/shell-context.ts';
import { usePoller } from '../shell/use-poller.ts';
import type { Piece } from '../styled-line.ts';
import { useList } from './use-list.tsx';
import { PANE_BAR_HEIGHT, type Pane, usePanes } from './use-panes.tsx';
import { useUndo } from './use-undo-selected.ts';

type PaneId = 'here' | 'all' | 'jobs';

/** The id is for the command line; here one opens the row. */
const LAST = 7;
const columnsOf = (first: Readonly<Record<string, Width>>): readonly TableColumn<JournalEntry>[] =>
	nounColumns(journalTable, {
		...first,
		change: [24, 80],
		result: 9,
		undoable: 8,
		osUser: [6, 14],
		warnings: [9, 40],
		principal: [9, 40],
		id: 20,
	}).map(column => (column.id === 'id' ? { ...column, priority: LAST } : column));
const ownColumns = columnsOf({ at: 19 });
const allColumns = columnsOf({ at: 19, cluster: [8, 24] });
const interrupted = nounColumns(interruptedTable, { at: 19, cluster: [8, 24], covered: [10, 30], matched: 9, command: [36, 160] });

const idOf = (entry: JournalEntry): string => entry.id;
const textOf = (entry: JournalEntry): string =>
	[changeText(entry.change), entry.cluster.name, entry.who.osUser, entry.who.principal ?? '', entry.id].join(' ');
const jobId = (job: InterruptedJob): string => job.file;
const commandOf = (job: InterruptedJob): string => job.command;
const byTime = { columnId: 'at', isDescending: true } as const;
const noEntries: readonly JournalEntry[] = [];
const noJobs: readonly InterruptedJob[] = [];

/** The journal as the app holds it; read anew each time somebody comes to look. */
export const useJournal = ({ poller }: JournalDesk) => {
	// Before the poller is started, so that a file known already is read again.
	useEffect(() => poller.refresh(), [poller]);
	return usePoller(poller);
};

/** It is read when somebody comes or asks: that it is older by now is no fault. */
const asOf = ({ atMs }: Snapshot<unknown>): readonly Piece[] =>
	atMs === undefined ? [] : [{ text: `as of ${clockText(atMs)}`, style: 'muted' }];

export const JournalScreen = (): ReactNode => {
	const { journal } = useFrame();
	if (journal === undefined) throw new Error('the journal was drawn where there is none');
	return <Journal journal={journal} />;
};

const Journal = ({ journal }: { readonly journal: JournalDesk }): ReactNode => {
	const { open, bodyHeight, size, session, here, copy } = useFrame();
	const snapshot = useJournal(journal);
	const { value } = snapshot;
	const { id: clusterId, name: clusterName } = here();
	const entries = value?.entries ?? noEntries;
	const own = useMemo(
		() => entries.filter(e => isMadeOn(e.cluster, { id: clusterId, name: clusterName })),
		[entries, clusterId, clusterName],
	);
	const jobs = useMemo(() => (value === undefined ? noJobs : resumableJobs(value.jobs)), [value]);
	const panes = usePanes<PaneId>(
		[
			...(session === undefined ? [] : [{ id: 'here', title: 'This cluster', count: value && own.length } as const satisfies Pane<PaneId>]),
			{ id: 'all', title: 'All clusters', count: value && entries.length },
			{ id: 'jobs', title: 'Interrupted', count: value && jobs.length },
		],
		size.columns,
	);
	const openEntry = useCallback((entry: JournalEntry) => open({ kind: 'change', id: entry.id }), [open]);
	const [command, setCommand] = useState<string>();
	const openJob = useCallback((job: InterruptedJob) => setCommand(job.command), []);
	const closeCommand = useCallback(() => setCommand(undefined), []);
	const height = bodyHeight - PANE_BAR_HEIGHT;
	const reading = value === undefined ? 'reading the journal…' : undefined;
	const shared = { noun: journalTable, idOf, textOf, height, initialSort: byTime, open: openEntry };
	const lists = {
		here: useList({
			...shared,
			memoryName: 'journal here',
			rows: own,
			columns: ownColumns,
			empty: reading ?? 'nothing was changed on this cluster from here; tab shows other clusters',
		}),
		all: useList({
			...shared,
			memoryName: 'journal all',
			rows: entries,
			columns: allColumns,
			empty: reading ?? 'nothing was changed from here',
		}),
		jobs: useList({
			noun: interruptedTable,
			rows: jobs,
			columns: interrupted,
			idOf: jobId,
			height,
			initialSort: byTime,
			copyOf: commandOf,
			open: openJob,
			empty: reading ?? 'no export waits to be gone on with',
		}),
	};
	const list = lists[panes.pane];
	const undo = useUndo(panes.pane === 'jobs' ? undefined : lists[panes.pane].table.selected);
	const actions = useMemo(() => [...panes.actions, ...undo], [panes.actions, undo]);
	return (
		<ScreenFrame
			title="Journal"
			shown={list.table.rows.length}
			total={value === undefined ? undefined : list.table.total}
			gaps={value?.gaps}
			details={asOf(snapshot)}
			snapshot={{ ...snapshot, atMs: undefined }}
			list={
				command === undefined
					? list
					: {
							...list,
							overlay: (
								<CommandOverlay
									size={size}
									title="Goes on with it"
									command={command}
									onCopy={() => copy(command, 'the command')}
									onClose={closeCommand}
								/>
							),
						}
			}
			actions={actions}
		>
			{panes.bar}
			{list.body}
		</ScreenFrame>
	);
};
