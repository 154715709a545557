/** The interactive program: identity, tabs, the stack of screens and the overlays above them. */
import { useWindowSize } from 'ink';
import { type ReactNode, useCallback, useEffect, useMemo, useReducer, useRef, useState, useSyncExternalStore } from 'react';
import { asFailure } from '../model/failure.ts';
import { systemClock } from '../ports/clock.ts';
import type { ClusterIdCheck } from '../state/cluster-id-check.ts';
import type { ClusterSession } from '../state/cluster-session.ts';
import type { JournalDesk } from '../state/journal-poller.ts';
import { copyText } from './clipboard.ts';
import { type Identity, identityLine, type Notice, tabsLine } from './components/frame-lines.ts';
import { paletteActions } from './components/palette.tsx';
import { useNotice } from './components/use-notice.ts';
import { bindActions } from './keys/actions.ts';
import { type GlobalContext, globalActions, systemActions } from './keys/global-actions.ts';
import { useActionsReader, useEveryKey, useKeyLayer } from './keys/use-keys.ts';
import { frameRegions } from './layout.ts';
import { pollerOf } from './place-poller.ts';
import { ScreenAt } from './screen-at.tsx';
import { AppOverlay, type OpenOverlay } from './shell/app-overlay.tsx';
import { auditFilterOf, findingCounts } from './shell/audit-filter.ts';
import { ChangeDialog } from './shell/change-dialog.tsx';
import { clusterEntries } from './shell/cluster-entries.ts';
import type { ClustersAccess } from './shell/clusters-access.ts';
import { headlessCommand } from './shell/headless-command.ts';
import { alarmedIdentity, IdAlarm } from './shell/id-alarm.tsx';
import { jobsText } from './shell/jobs-text.ts';
import { offeredActions } from './shell/offered-actions.ts';
import { createPlaceMemories } from './shell/place-memory.ts';
import { type Place, placeKey, reducePlaces, TABS, tabOf } from './shell/places.ts';
import { type Frame, ShellContext } from './shell/shell-context.ts';
import { ShellOverlay } from './shell/shell-overlay.ts';
import { type ChangeAccess, useChanging } from './shell/use-changing.ts';
import { useClusterSwitch } from './shell/use-cluster-switch.tsx';
import { useKnown } from './shell/use-poller.ts';
import { useUndoLast } from './shell/use-undo.ts';
import { useUnlocking } from './shell/use-unlocking.ts';
import { useTerminal } from './terminal-context.ts';
import { useTheme } from './theme-context.ts';

export type AppProps = {
	/** Undefined as long as no cluster is connected: then there are only the clusters to choose from. */
	readonly session: ClusterSession | undefined;
	readonly clusters?: ClustersAccess | undefined;
	readonly idCheck?: Pick<ClusterIdCheck, 'otherCluster' | 'subscribe' | 'accept'> | undefined;
	/** What changing the cluster takes; without it everything that changes something is refused. */
	readonly changing?: ChangeAccess | undefined;
	/** A dialog of who drew the app, above everything. */
	readonly dialog?: ReactNode;
	readonly identity: Identity;
	/** Options the program was started with, for `!`. */
	readonly connectionWords: readonly string[];
	readonly stateDirectory: string;
	readonly journal?: JournalDesk | undefined;
	readonly start?: Place;
	/** Calls the listener with the reason whenever a key cannot act; returns what ends it. */
	readonly onRefusedKey?: (listener: (reason: string) => void) => () => void;
	/** The same for what is to be said besides. */
	readonly onWarning?: ((listener: (text: string) => void) => () => void) | undefined;
};

/** Stands there until somebody comes back. */
const IDLE_NOTICE: Notice = {
	tone: 'info',
	text: 'paused, since no key came for 10 min; any key resumes',
};

const NO_CLUSTER = 'no cluster is connected yet';
const never = (): (() => void) => () => {};
const nothing = (): undefined => undefined;

const appActions = offeredActions(globalActions);

export const App = ({
	session,
	clusters,
	idCheck,
	changing: changeAccess,
	dialog,
	identity,
	connectionWords,
	stateDirectory,
	journal,
	start = { kind: session === undefined ? 'clusters' : 'topics' },
	onRefusedKey,
	onWarning,
}: AppProps): ReactNode => {
	const size = useWindowSize();
	const theme = useTheme();
	const terminal = useTerminal();
	const { notice, show, clear: clearNotice } = useNotice();
	const [places, go] = useReducer(reducePlaces, [start]);
	const [overlay, setOverlay] = useState<OpenOverlay>();
	const [memoryOf] = useState(createPlaceMemories);
	useEffect(() => {
		session?.watch.start();
		session?.idle.start();
		session?.load?.start();
		return () => {
			session?.watch.stop();
			session?.idle.stop();
			session?.load?.stop();
			session?.records.stop();
		};
	}, [session]);
	useEveryKey(useCallback(() => session?.idle.touch(), [session]));
	const isIdle = useSyncExternalStore(session?.idle.subscribe ?? never, session?.idle.isIdle ?? nothing) === true;
	const load = useSyncExternalStore(session?.load?.subscribe ?? never, session?.load?.snapshot ?? nothing);
	const audited = useSyncExternalStore(session?.audit.subscribe ?? never, session?.audit.snapshot ?? nothing)?.value;
	const searches = useSyncExternalStore(session?.records.subscribe ?? never, session?.records.snapshot ?? nothing);
	const readActions = useActionsReader();
	const place = places.at(-1)!;
	const memory = memoryOf(place);
	useEffect(() => onRefusedKey?.(reason => show({ tone: 'refused', text: reason })), [onRefusedKey, show]);
	useEffect(() => onWarning?.(text => show({ tone: 'info', text })), [onWarning, show]);
	const other = useSyncExternalStore(idCheck?.subscribe ?? never, idCheck?.otherCluster ?? nothing);
	const [isAlarmSeen, setAlarmSeen] = useState(false);
	const closeAlarm = useCallback(() => setAlarmSeen(true), []);
	const acceptOther = useCallback(() => {
		closeAlarm();
		idCheck?.accept().catch(error => show({ tone: 'failed', text: asFailure(error).message }));
	}, [closeAlarm, idCheck, show]);

	const open = useCallback(
		(next: Place) => {
			if ('filter' in next) memoryOf(next).wantedFilter = next.filter;
			go({ type: 'open', place: next });
		},
		[memoryOf],
	);
	const back = useCallback(() => go({ type: 'back' }), []);
	const copy = useCallback(
		(text: string, what: string) => {
			const result = copyText(text, {
				writeControl: terminal.writeControl,
				environment: process.env,
				stateDirectory,
				now: () => new Date(),
			});
			if (result.kind === 'terminal') show({ tone: 'done', text: `sent to your clipboard: ${what}` });
			else if (result.kind === 'file') show({ tone: 'done', text: `written to ${result.path}: ${result.reason}` });
			else show({ tone: 'failed', text: `not copied: ${result.reason}` });
		},
		[terminal, stateDirectory, show],
	);
	const close = useCallback(() => setOverlay(undefined), []);
	const refreshShown = useCallback(() => {
		const shown = pollerOf(session, clusters, place, journal?.poller);
		if (shown === undefined) return;
		if (session === undefined) shown.refresh();
		else session.refresh(shown);
	}, [session, clusters, place, journal]);
	// Also what is behind the screen that is shown: one comes back to it.
	const refreshChanged = useCallback(() => {
		if (session === undefined) return;
		for (const where of places) {
			const behind = pollerOf(session, clusters, where, journal?.poller);
			if (behind !== undefined) session.refresh(behind);
		}
		session.topics.refresh();
		session.groups.refresh();
		journal?.poller.refresh();
	}, [session, clusters, places, journal]);
	const { changing, talk, access, isMaking } = useChanging(changeAccess, show, refreshChanged);
	const here = useCallback(() => ({ id: session?.clusterId(), name: identity.cluster }), [session, identity.cluster]);
	const { undo, undoRefusal } = useUndoLast(journal, here, changing, show);
	const openUnlock = useCallback(() => setOverlay({ kind: 'unlock' }), []);
	const { refusal: unlockRefusal, toggle: toggleLock } = useUnlocking(
		changeAccess?.writeLock,
		identity.environment,
		other !== undefined,
		openUnlock,
	);
	const { connect, refusal } = useClusterSwitch(clusters, show);
	const contexts = useKnown(clusters?.contexts, overlay?.kind === 'palette');
	const entries = useMemo(
		() => (overlay?.kind === 'palette' ? [...overlay.actions, ...clusterEntries(contexts ?? [], clusters?.connected, connect)] : []),
		[overlay, contexts, clusters, connect],
	);

	const global = useMemo(() => {
		const context: Pick<
			GlobalContext,
			| 'openTab'
			| 'openPalette'
			| 'openHelp'
			| 'refresh'
			| 'toggleRefreshing'
			| 'showHeadlessCommand'
			| 'showAudit'
			| 'unlockWrites'
			| 'unlockRefusal'
			| 'openJournal'
			| 'undo'
			| 'undoRefusal'
			| 'openClusters'
			| 'clustersRefusal'
			| 'back'
			| 'quit'
		> = {
			openTab: digit => {
				clearNotice();
				if (session === undefined) show({ tone: 'refused', text: NO_CLUSTER });
				else go({ type: 'tab', digit });
			},
			openPalette: () => setOverlay({ kind: 'palette', actions: paletteActions(readActions()) }),
			openHelp: () => setOverlay({ kind: 'help', actions: readActions() }),
			refresh: () => {
				clearNotice();
				refreshShown();
			},
			toggleRefreshing: () => {
				if (session === undefined) return show({ tone: 'refused', text: NO_CLUSTER });
				const isPaused = !session.isPaused();
				session.pause(isPaused);
				show({ tone: 'info', text: isPaused ? 'refreshing is paused; R resumes, r reads once' : 'refreshing again' });
			},
			showHeadlessCommand: () =>
				setOverlay({
					kind: 'command',
					text: headlessCommand(place, connectionWords, {
						...memory.tables.get(place.kind),
						showsInternal: session?.showsInternalTopics() ?? false,
						records: memory.words,
						pane: memory.pane,
					}),
				}),
			showAudit: () => {
				clearNotice();
				if (session === undefined) show({ tone: 'refused', text: NO_CLUSTER });
				else open({ kind: 'audit', filter: auditFilterOf(place, memory.selected) });
			},
			unlockWrites: toggleLock,
			unlockRefusal,
			openJournal: () => {
				clearNotice();
				if (journal === undefined) show({ tone: 'refused', text: 'there is no journal here' });
				else open({ kind: 'journal' });
			},
			undo: () => {
				clearNotice();
				undo();
			},
			undoRefusal: () => (session === undefined ? NO_CLUSTER : undoRefusal()),
			openClusters: () => {
				clearNotice();
				open({ kind: 'clusters' });
			},
			clustersRefusal: () => (clusters === undefined ? 'there are no other clusters here' : undefined),
			back: () => {
				clearNotice();
				if (places.length > 1) back();
				else terminal.exit();
			},
			quit: () => terminal.exit(),
		};
		return bindActions(appActions, context as GlobalContext);
	}, [
		back,
		clearNotice,
		clusters,
		connectionWords,
		journal,
		memory,
		open,
		place,
		places.length,
		readActions,
		refreshShown,
		session,
		show,
		terminal,
		toggleLock,
		undo,
		undoRefusal,
		unlockRefusal,
	]);
	const wasWarned = useRef(false);
	const system = useMemo(
		() =>
			bindActions(systemActions, {
				quit: () => {
					if (session?.records.cancelSearches()) return show({ tone: 'info', text: 'the search was stopped; ctrl+c again quits' });
					if (!isMaking() || wasWarned.current) return terminal.exit();
					wasWarned.current = true;
					show({ tone: 'info', text: 'a change is being made; ctrl+c again quits as soon as it is read back' });
				},
			}),
		[session, show, terminal, isMaking],
	);
	useKeyLayer(useMemo(() => ({ level: 'system', actions: system }), [system]));
	useKeyLayer(useMemo(() => ({ level: 'global', actions: global }), [global]));

	const shell = useMemo(
		(): Frame => ({
			session,
			clock: session?.known.clock ?? systemClock,
			clusters,
			changing,
			here,
			journal,
			size,
			bodyHeight: frameRegions(size.columns, size.rows).body.height,
			identity: identityLine(
				{
					...alarmedIdentity({ ...identity, ...(access && { access }) }, other),
					...findingCounts(audited),
					load,
					jobs: jobsText(searches),
				},
				size.columns,
				theme,
			),
			tabs: tabsLine(session === undefined ? [] : TABS, tabOf(places), size.columns, theme),
			notice: notice ?? (isIdle ? IDLE_NOTICE : undefined),
			show,
			memory,
			open,
			back,
			copy,
		}),
		[
			session,
			here,
			clusters,
			journal,
			changing,
			access,
			size,
			identity,
			audited,
			other,
			load,
			searches,
			theme,
			places,
			notice,
			isIdle,
			show,
			memory,
			open,
			back,
			copy,
		],
	);
	return (
		<ShellContext value={shell}>
			<ShellOverlay
				value={
					dialog ??
					(other !== undefined && !isAlarmSeen ? (
						<IdAlarm size={size} name={identity.cluster} other={other} onAccept={acceptOther} onClose={closeAlarm} />
					) : talk !== undefined ? (
						<ChangeDialog talk={talk} size={size} scope={session?.known.scope ?? { isIam: false }} />
					) : overlay !== undefined ? (
						<AppOverlay
							overlay={overlay}
							entries={entries}
							session={session}
							clusterName={identity.cluster}
							size={size}
							open={open}
							show={show}
							copy={copy}
							onUnlock={() => changeAccess?.writeLock.unlock()}
							onClose={close}
						/>
					) : (
						refusal
					))
				}
			>
				<ScreenAt key={placeKey(place)} place={place} />
			</ShellOverlay>
		</ShellContext>
	);
};
