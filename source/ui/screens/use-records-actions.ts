import { useMemo, useRef } from 'react';
import { asFailure } from '../../model/failure.ts';
import type { DeskView, RecordDesk } from '../../state/records/record-desk.ts';
import type { RecordRow } from '../../state/records/record-row.ts';
import { type BoundAction, bindActions } from '../keys/actions.ts';
import { recordsActions } from '../keys/record-actions.ts';
import { useShell } from '../shell/shell-context.ts';
import type { List } from './use-list.tsx';

export type RecordsWays = {
	readonly openQuery: () => void;
	readonly openStart: () => void;
	readonly openExport: () => void;
	readonly showTail: () => void;
	/** Puts the tail's cursor back to its newest record. */
	readonly follow: () => void;
};

/** Binds the keys of the Records screen. */
export const useRecordsActions = (desk: RecordDesk, pane: DeskView, list: List<RecordRow>, ways: RecordsWays): readonly BoundAction[] => {
	const { copy, show } = useShell();
	const latest = useRef({ list, ways });
	latest.current = { list, ways };
	const browse = desk.browser.snapshot();
	const isTailing = desk.tail.snapshot().state;
	const searching = desk.search.snapshot().state;
	// biome-ignore lint/correctness/useExhaustiveDependencies: what the refusals depend on draws the footer anew
	return useMemo(
		() =>
			bindActions(recordsActions, {
				openQuery: () => latest.current.ways.openQuery(),
				openStart: () => latest.current.ways.openStart(),
				startTail: () => {
					latest.current.ways.showTail();
					latest.current.ways.follow();
					void desk.tail.start();
				},
				togglePause: () => {
					if (pane === 'search') return desk.search.togglePause();
					if (desk.tail.snapshot().state === 'paused') latest.current.ways.follow();
					desk.tail.togglePause();
				},
				pauseRefusal: () => {
					if (pane === 'search') return desk.search.isRunning ? undefined : 'no search is running';
					if (pane === 'browse') return 'browsing stands still by itself';
					return ['live', 'paused'].includes(desk.tail.snapshot().state) ? undefined : 'no tail is running';
				},
				nextPage: () => void desk.browser.nextPage(),
				nextRefusal: () =>
					pane !== 'browse' ? 'only browsing has pages' : desk.browser.snapshot().hasNext ? undefined : 'this is the last page',
				previousPage: () => void desk.browser.previousPage(),
				previousRefusal: () =>
					pane !== 'browse' ? 'only browsing has pages' : desk.browser.snapshot().page > 1 ? undefined : 'this is the first page',
				stopSearch: () => desk.search.cancel(),
				stopRefusal: () => (desk.search.isRunning ? undefined : 'no search is running'),
				copy: () => {
					const { targets } = latest.current.list.table;
					void desk.jsonLines(targets).then(
						text => copy(text, targets.length === 1 ? `record ${targets[0]!.id}` : `${targets.length} records`),
						error => show({ tone: 'failed', text: asFailure(error).message }),
					);
				},
				export: () => latest.current.ways.openExport(),
				emptyRefusal: () => (latest.current.list.table.rows.length === 0 ? 'the list is empty' : undefined),
			}),
		[desk, pane, browse.hasNext, browse.page, isTailing, searching, list.isEmpty, copy, show],
	);
};
