/** The interactive program: identity, tabs, the stack of screens and the overlays above them. */
import { useWindowSize } from 'ink';
import { type ReactNode, useCallback, useEffect, useMemo, useReducer, useState, useSyncExternalStore } from 'react';
import { asFailure } from '../model/failure.ts';
import { systemClock } from '../ports/clock.ts';
import type { ClusterIdCheck } from '../state/cluster-id-check.ts';
import type { ClusterSession } from '../state/cluster-session.ts';
import type { JournalDesk } from '../state/journal-poller.ts';
import { type Identity, identityLine, type Notice, tabsLine } from './components/frame-lines.ts';
import { useNotice } from './components/use-notice.ts';
import { useActionsReader, useEveryKey } from './keys/use-keys.ts';
import { frameRegions } from './layout.ts';
import { pollerOf } from './place-poller.ts';
import { ScreenAt } from './screen-at.tsx';
import { AppOverlay, type OpenOverlay } from './shell/app-overlay.tsx';
import { findingCounts } from './shell/audit-filter.ts';
import { ChangeDialog } from './shell/change-dialog.tsx';
import { clusterEntries } from './shell/cluster-entries.ts';
import type { ClustersAccess } from './shell/clusters-access.ts';
import { alarmedIdentity, IdAlarm } from './shell/id-alarm.tsx';
import { jobsText } from './shell/jobs-text.ts';
import { createPlaceMemories } from './shell/place-memory.ts';
import { type Place, placeKey, reducePlaces, TABS, tabOf } from './shell/places.ts';
import { type Frame, ShellContext } from './shell/shell-context.ts';
import { ShellOverlay } from './shell/shell-overlay.ts';
import { type ChangeAccess, useChanging } from './shell/use-changing.ts';
import { useClipboard } from './shell/use-clipboard.ts';
import { useClusterSwitch } from './shell/use-cluster-switch.tsx';
import { useGlobalKeys } from './shell/use-global-keys.ts';
import { useKnown } from './shell/use-poller.ts';
import { useUndoLast } from './shell/use-undo.ts';
import { useUnlocking } from './shell/use-unlocking.ts';
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

const never = (): (() => void) => () => {};
const nothing = (): undefined => undefined;

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
	const copy = useClipboard(stateDirectory, show);
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
	const undoing = useUndoLast(journal, here, changing, show);
	const openUnlock = useCallback(() => setOverlay({ kind: 'unlock' }), []);
	const unlocking = useUnlocking(changeAccess?.writeLock, identity.environment, other !== undefined, openUnlock);
	const { connect, refusal } = useClusterSwitch(clusters, show);
	const contexts = useKnown(clusters?.contexts, overlay?.kind === 'palette');
	const entries = useMemo(
		() => (overlay?.kind === 'palette' ? [...overlay.actions, ...clusterEntries(contexts ?? [], clusters?.connected, connect)] : []),
		[overlay, contexts, clusters, connect],
	);

	useGlobalKeys({
		session,
		clusters,
		journal,
		place,
		isRoot: places.length === 1,
		memory,
		connectionWords,
		show,
		clearNotice,
		readActions,
		go,
		open,
		setOverlay,
		refreshShown,
		unlocking,
		undoing,
		isMaking,
	});

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
