/** The interactive program: identity, tabs, the stack of screens and the overlays above them. */
import { useWindowSize } from 'ink';
import { type ReactNode, useCallback, useEffect, useMemo, useReducer, useState, useSyncExternalStore } from 'react';
import { asFailure } from '../model/failure.ts';
import { systemClock } from '../ports/clock.ts';
import type { ClusterIdCheck } from '../state/cluster-id-check.ts';
import type { ClusterSession } from '../state/cluster-session.ts';
import type { RunningSearch } from '../state/records/record-desk.ts';
import { copyText } from './clipboard.ts';
import { CommandOverlay } from './components/command-overlay.tsx';
import { type Identity, identityLine, type Notice, tabsLine } from './components/frame-lines.ts';
import { HelpOverlay } from './components/help-overlay.tsx';
import { Palette, type PaletteEntry, paletteActions } from './components/palette.tsx';
import { useNotice } from './components/use-notice.ts';
import { truncate } from './display-text.ts';
import { type BoundAction, bindActions } from './keys/actions.ts';
import { type GlobalContext, globalActions, systemActions } from './keys/global-actions.ts';
import { useActionsReader, useEveryKey, useKeyLayer } from './keys/use-keys.ts';
import { frameRegions } from './layout.ts';
import { pollerOf } from './place-poller.ts';
import { ScreenAt } from './screen-at.tsx';
import { clusterEntries } from './shell/cluster-entries.ts';
import type { ClustersAccess } from './shell/clusters-access.ts';
import { headlessCommand } from './shell/headless-command.ts';
import { alarmedIdentity, IdAlarm } from './shell/id-alarm.tsx';
import { offeredActions } from './shell/offered-actions.ts';
import { createPlaceMemories } from './shell/place-memory.ts';
import { type Place, placeKey, reducePlaces, TABS, tabOf } from './shell/places.ts';
import { ResourcePalette } from './shell/resource-palette.tsx';
import { type Frame, ShellContext } from './shell/shell-context.ts';
import { ShellOverlay } from './shell/shell-overlay.ts';
import { useClusterSwitch } from './shell/use-cluster-switch.tsx';
import { useKnown } from './shell/use-poller.ts';
import { useTerminal } from './terminal-context.ts';
import { useTheme } from './theme-context.ts';

export type AppProps = {
	/** Undefined as long as no cluster is connected: then there are only the clusters to choose from. */
	readonly session: ClusterSession | undefined;
	readonly clusters?: ClustersAccess | undefined;
	readonly idCheck?: Pick<ClusterIdCheck, 'otherCluster' | 'subscribe' | 'accept'> | undefined;
	/** A dialog of who drew the app, above everything. */
	readonly dialog?: ReactNode;
	readonly identity: Identity;
	/** Options the program was started with, for `!`. */
	readonly connectionWords: readonly string[];
	readonly stateDirectory: string;
	readonly start?: Place;
	/** Calls the listener with the reason whenever a key cannot act; returns what ends it. */
	readonly onRefusedKey?: (listener: (reason: string) => void) => () => void;
	/** The same for what is to be said besides. */
	readonly onWarning?: ((listener: (text: string) => void) => () => void) | undefined;
};

type Open =
	| { readonly kind: 'help'; readonly actions: readonly BoundAction[] }
	| { readonly kind: 'palette'; readonly actions: readonly PaletteEntry[] }
	| { readonly kind: 'command'; readonly text: string };

/** Stands there until somebody comes back. */
const IDLE_NOTICE: Notice = {
	tone: 'info',
	text: 'paused, since no key came for 10 min; any key resumes',
};

const NO_CLUSTER = 'no cluster is connected yet';
const never = (): (() => void) => () => {};
const nothing = (): undefined => undefined;

/** `search orders 42 %, 3 hits`: what runs on whatever is shown. */
const jobsText = (searches: readonly RunningSearch[] | undefined): string | undefined => {
	const [first] = searches ?? [];
	if (first === undefined) return undefined;
	const more = searches!.length > 1 ? ` (+${searches!.length - 1} more)` : '';
	return `search ${truncate(first.topic, 20)} ${first.isPaused ? 'paused ' : ''}${first.percent} %, ${first.hits} hits${more}`;
};

const appActions = offeredActions(globalActions);

export const App = ({
	session,
	clusters,
	idCheck,
	dialog,
	identity,
	connectionWords,
	stateDirectory,
	start = { kind: session === undefined ? 'clusters' : 'topics' },
	onRefusedKey,
	onWarning,
}: AppProps): ReactNode => {
	const size = useWindowSize();
	const theme = useTheme();
	const terminal = useTerminal();
	const { notice, show, clear: clearNotice } = useNotice();
	const [places, go] = useReducer(reducePlaces, [start]);
	const [overlay, setOverlay] = useState<Open>();
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
				const shown = pollerOf(session, clusters, place);
				if (shown === undefined) return;
				if (session === undefined) shown.refresh();
				else session.refresh(shown);
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
					}),
				}),
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
	}, [back, clearNotice, clusters, connectionWords, memory, open, place, places.length, readActions, session, show, terminal]);
	const system = useMemo(
		() =>
			bindActions(systemActions, {
				quit: () => {
					if (session?.records.cancelSearches()) show({ tone: 'info', text: 'the search was stopped; ctrl+c again quits' });
					else terminal.exit();
				},
			}),
		[session, show, terminal],
	);
	useKeyLayer(useMemo(() => ({ level: 'system', actions: system }), [system]));
	useKeyLayer(useMemo(() => ({ level: 'global', actions: global }), [global]));

	const shell = useMemo(
		(): Frame => ({
			session,
			clock: session?.known.clock ?? systemClock,
			clusters,
			size,
			bodyHeight: frameRegions(size.columns, size.rows).body.height,
			identity: identityLine({ ...alarmedIdentity(identity, other), load, jobs: jobsText(searches) }, size.columns, theme),
			tabs: tabsLine(session === undefined ? [] : TABS, tabOf(places), size.columns, theme),
			notice: notice ?? (isIdle ? IDLE_NOTICE : undefined),
			show,
			memory,
			open,
			back,
			copy,
		}),
		[session, clusters, size, identity, other, load, searches, theme, places, notice, isIdle, show, memory, open, back, copy],
	);
	return (
		<ShellContext value={shell}>
			<ShellOverlay
				value={
					dialog ??
					(other !== undefined && !isAlarmSeen ? (
						<IdAlarm size={size} name={identity.cluster} other={other} onAccept={acceptOther} onClose={closeAlarm} />
					) : overlay?.kind === 'help' ? (
						<HelpOverlay size={size} actions={overlay.actions} onClose={close} />
					) : overlay?.kind === 'palette' && session === undefined ? (
						<Palette size={size} entries={entries} onClose={close} onRefused={text => show({ tone: 'refused', text })} />
					) : overlay?.kind === 'palette' && session !== undefined ? (
						<ResourcePalette
							session={session}
							size={size}
							actions={entries}
							open={open}
							onClose={close}
							onRefused={text => show({ tone: 'refused', text })}
						/>
					) : overlay?.kind === 'command' ? (
						<CommandOverlay size={size} command={overlay.text} onCopy={() => copy(overlay.text, 'the command')} onClose={close} />
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
