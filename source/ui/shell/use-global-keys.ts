/** The keys that mean the same on every screen: what each does in the app. */
import { useMemo, useRef } from 'react';
import type { ClusterSession } from '../../state/cluster-session.ts';
import type { JournalDesk } from '../../state/journal-poller.ts';
import type { Notice } from '../components/frame-lines.ts';
import { paletteActions } from '../components/palette.tsx';
import { type BoundAction, bindActions } from '../keys/actions.ts';
import { type GlobalContext, globalActions, systemActions } from '../keys/global-actions.ts';
import { useKeyLayer } from '../keys/use-keys.ts';
import { useTerminal } from '../terminal-context.ts';
import type { OpenOverlay } from './app-overlay.tsx';
import { auditFilterOf } from './audit-filter.ts';
import type { ClustersAccess } from './clusters-access.ts';
import { headlessCommand } from './headless-command.ts';
import { offeredActions } from './offered-actions.ts';
import type { PlaceMemory } from './place-memory.ts';
import type { Place, PlaceEvent } from './places.ts';
import type { Unlocking } from './use-unlocking.ts';

export type GlobalKeys = {
	readonly session: ClusterSession | undefined;
	readonly clusters: ClustersAccess | undefined;
	readonly journal: JournalDesk | undefined;
	/** What is shown, and whether anything is behind it. */
	readonly place: Place;
	readonly isRoot: boolean;
	readonly memory: PlaceMemory;
	readonly connectionWords: readonly string[];
	readonly show: (notice: Notice) => void;
	readonly clearNotice: () => void;
	readonly readActions: () => readonly BoundAction[];
	readonly go: (event: PlaceEvent) => void;
	readonly open: (place: Place) => void;
	readonly setOverlay: (overlay: OpenOverlay) => void;
	readonly refreshShown: () => void;
	readonly unlocking: Unlocking;
	readonly undoing: { readonly undo: () => void; readonly undoRefusal: () => string | undefined };
	/** Whether a change was confirmed and is not at its end. */
	readonly isMaking: () => boolean;
};

const NO_CLUSTER = 'no cluster is connected yet';
const appActions = offeredActions(globalActions);

/** What one sees of a place is over once one leaves it: most keys take the message away. */
const contextOf = (now: () => GlobalKeys, exit: () => void): GlobalContext => {
	const goTo = (place: Place): void => {
		now().clearNotice();
		now().open(place);
	};
	const refuse = (text: string): void => now().show({ tone: 'refused', text });
	return {
		openTab: digit => {
			now().clearNotice();
			if (now().session === undefined) refuse(NO_CLUSTER);
			else now().go({ type: 'tab', digit });
		},
		openPalette: () => now().setOverlay({ kind: 'palette', actions: paletteActions(now().readActions()) }),
		openHelp: () => now().setOverlay({ kind: 'help', actions: now().readActions() }),
		refresh: () => {
			now().clearNotice();
			now().refreshShown();
		},
		toggleRefreshing: () => {
			const { session, show } = now();
			if (session === undefined) return refuse(NO_CLUSTER);
			const isPaused = !session.isPaused();
			session.pause(isPaused);
			show({ tone: 'info', text: isPaused ? 'refreshing is paused; R resumes, r reads once' : 'refreshing again' });
		},
		showHeadlessCommand: () => {
			const { place, connectionWords, memory, session, setOverlay } = now();
			const view = {
				...memory.tables.get(place.kind),
				showsInternal: session?.showsInternalTopics() ?? false,
				records: memory.words,
				pane: memory.pane,
			};
			setOverlay({ kind: 'command', text: headlessCommand(place, connectionWords, view) });
		},
		auditRefusal: () => (['audit', 'finding'].includes(now().place.kind) ? 'this is the audit' : undefined),
		showAudit: () => {
			const { session, place, memory } = now();
			now().clearNotice();
			if (session === undefined) refuse(NO_CLUSTER);
			else goTo({ kind: 'audit', filter: auditFilterOf(place, memory.selected) });
		},
		unlockWrites: () => now().unlocking.toggle(),
		unlockRefusal: () => now().unlocking.refusal(),
		openJournal: () => {
			now().clearNotice();
			if (now().journal === undefined) refuse('there is no journal here');
			else goTo({ kind: 'journal' });
		},
		undo: () => {
			now().clearNotice();
			now().undoing.undo();
		},
		undoRefusal: () => (now().session === undefined ? NO_CLUSTER : now().undoing.undoRefusal()),
		openClusters: () => goTo({ kind: 'clusters' }),
		clustersRefusal: () => (now().clusters === undefined ? 'there are no other clusters here' : undefined),
		back: () => {
			now().clearNotice();
			if (now().isRoot) exit();
			else now().go({ type: 'back' });
		},
		quit: exit,
	};
};

/** Puts the keys of the app, and the one that always quits, on the stack. */
export const useGlobalKeys = (given: GlobalKeys): void => {
	const { exit } = useTerminal();
	const latest = useRef(given);
	latest.current = given;
	const wasWarned = useRef(false);
	const { session, clusters, journal, unlocking, undoing } = given;
	// biome-ignore lint/correctness/useExhaustiveDependencies: what refusals depend on draws the footer anew; all else is read when a key comes
	const global = useMemo(
		() =>
			bindActions(
				appActions,
				contextOf(() => latest.current, exit),
			),
		[exit, session, clusters, journal, unlocking, undoing],
	);
	const system = useMemo(
		() =>
			bindActions(systemActions, {
				quit: () => {
					const { session: open, show, isMaking } = latest.current;
					if (open?.records.cancelSearches()) return show({ tone: 'info', text: 'the search was stopped; ctrl+c again quits' });
					if (!isMaking() || wasWarned.current) return exit();
					wasWarned.current = true;
					show({ tone: 'info', text: 'a change is being made; ctrl+c again quits as soon as it is read back' });
				},
			}),
		[exit],
	);
	useKeyLayer(useMemo(() => ({ level: 'system', actions: system }), [system]));
	useKeyLayer(useMemo(() => ({ level: 'global', actions: global }), [global]));
};
