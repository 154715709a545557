/** The interactive program: identity, tabs, the stack of screens and the overlays above them. */
import { useWindowSize } from 'ink';
import { type ReactNode, useCallback, useMemo, useReducer, useState } from 'react';
import type { ClusterSession } from '../state/cluster-session.ts';
import { copyText } from './clipboard.ts';
import { CommandOverlay } from './components/command-overlay.tsx';
import { type Identity, identityLine, tabsLine } from './components/frame-lines.ts';
import { HelpOverlay } from './components/help-overlay.tsx';
import { Palette, type PaletteEntry, paletteActions } from './components/palette.tsx';
import { useNotice } from './components/use-notice.ts';
import { type BoundAction, bindActions } from './keys/actions.ts';
import { type GlobalContext, globalActions, systemActions } from './keys/global-actions.ts';
import { useActionsReader, useKeyLayer } from './keys/use-keys.ts';
import { frameRegions } from './layout.ts';
import { BrokersScreen } from './screens/brokers-screen.tsx';
import { GroupScreen } from './screens/group-screen.tsx';
import { GroupsScreen } from './screens/groups-screen.tsx';
import { TopicScreen } from './screens/topic-screen.tsx';
import { TopicsScreen } from './screens/topics-screen.tsx';
import { headlessCommand } from './shell/headless-command.ts';
import { type Place, placeKey, reducePlaces, TABS, tabOf } from './shell/places.ts';
import { resourceEntries } from './shell/resource-entries.ts';
import { type Shell, ShellContext } from './shell/shell-context.ts';
import { ShellOverlay } from './shell/shell-overlay.ts';
import { useTerminal } from './terminal-context.ts';
import { useTheme } from './theme-context.ts';

export type AppProps = {
	readonly session: ClusterSession;
	readonly identity: Identity;
	/** Options the program was started with, for `!`. */
	readonly connectionWords: readonly string[];
	readonly stateDirectory: string;
	readonly start?: Place;
};

type Open =
	| { readonly kind: 'help'; readonly actions: readonly BoundAction[] }
	| { readonly kind: 'palette'; readonly entries: readonly PaletteEntry[] }
	| { readonly kind: 'command'; readonly text: string };

/** Screens by place. */
const screenOf = (place: Place): ReactNode => {
	switch (place.kind) {
		case 'topics':
			return <TopicsScreen />;
		case 'topic':
			return <TopicScreen name={place.name} />;
		case 'groups':
			return <GroupsScreen />;
		case 'group':
			return <GroupScreen name={place.name} />;
		case 'brokers':
			return <BrokersScreen />;
	}
};

/** Actions of ux.md whose screens do not exist in this version are not offered: a key that does nothing is worse than none. */
const offered = new Set([
	'palette',
	'help',
	'refresh',
	'pause-refreshing',
	'headless-command',
	'back',
	...TABS.map(t => `tab-${t.title.toLowerCase()}`),
]);
const appActions = globalActions.filter(action => offered.has(action.id));

export const App = ({ session, identity, connectionWords, stateDirectory, start = { kind: 'topics' } }: AppProps): ReactNode => {
	const size = useWindowSize();
	const theme = useTheme();
	const terminal = useTerminal();
	const { notice, show, clear: clearNotice } = useNotice();
	const [places, go] = useReducer(reducePlaces, [start]);
	const [overlay, setOverlay] = useState<Open>();
	const [isPaused, setPaused] = useState(false);
	const readActions = useActionsReader();
	const place = places.at(-1)!;
	const active = useMemo(() => pollerOf(session, place), [session, place]);

	const open = useCallback((next: Place) => go({ type: 'open', place: next }), []);
	const back = useCallback(() => go({ type: 'back' }), []);
	const copy = useCallback(
		(text: string, what: string) => {
			const result = copyText(text, {
				writeControl: terminal.writeControl,
				environment: process.env,
				stateDirectory,
				now: () => new Date(),
			});
			if (result.kind === 'terminal') show({ tone: 'done', text: `copied the ${what}: ${text}` });
			else if (result.kind === 'file') show({ tone: 'done', text: `written to ${result.path} (${result.reason})` });
			else show({ tone: 'failed', text: `the ${what} could not be copied: ${result.reason}` });
		},
		[terminal, stateDirectory, show],
	);
	const close = useCallback(() => setOverlay(undefined), []);

	const global = useMemo(() => {
		const context: Pick<
			GlobalContext,
			'openTab' | 'openPalette' | 'openHelp' | 'refresh' | 'toggleRefreshing' | 'showHeadlessCommand' | 'back' | 'quit'
		> = {
			openTab: digit => {
				clearNotice();
				go({ type: 'tab', digit });
			},
			openPalette: () => setOverlay({ kind: 'palette', entries: [...paletteActions(readActions()), ...resourceEntries(session, open)] }),
			openHelp: () => setOverlay({ kind: 'help', actions: readActions() }),
			refresh: () => {
				clearNotice();
				active.refresh();
			},
			toggleRefreshing: () => {
				const next = !isPaused;
				setPaused(next);
				for (const poller of [session.topics, session.groups, session.brokers, active]) poller.pause(next);
				show({ tone: 'info', text: next ? 'refreshing is paused; R resumes, r reads once' : 'refreshing again' });
			},
			showHeadlessCommand: () => setOverlay({ kind: 'command', text: headlessCommand(place, connectionWords) }),
			back: () => {
				clearNotice();
				if (places.length > 1) back();
				else terminal.exit();
			},
			quit: () => terminal.exit(),
		};
		return bindActions(appActions, context as GlobalContext);
	}, [active, back, clearNotice, connectionWords, isPaused, open, place, places.length, readActions, session, show, terminal]);
	const system = useMemo(() => bindActions(systemActions, { quit: () => terminal.exit() }), [terminal]);
	useKeyLayer(useMemo(() => ({ level: 'system', actions: system }), [system]));
	useKeyLayer(useMemo(() => ({ level: 'global', actions: global }), [global]));

	const shell = useMemo(
		(): Shell => ({
			session,
			size,
			bodyHeight: frameRegions(size.columns, size.rows).body.height,
			identity: identityLine(identity, size.columns, theme),
			tabs: tabsLine(TABS, tabOf(places), size.columns, theme),
			notice,
			show,
			open,
			back,
			copy,
			isRefreshing: !isPaused,
		}),
		[session, size, identity, theme, places, notice, show, open, back, copy, isPaused],
	);
	return (
		<ShellContext value={shell}>
			<ShellOverlay
				value={
					overlay?.kind === 'help' ? (
						<HelpOverlay size={size} actions={overlay.actions} onClose={close} />
					) : overlay?.kind === 'palette' ? (
						<Palette size={size} entries={overlay.entries} onClose={close} onRefused={text => show({ tone: 'refused', text })} />
					) : overlay?.kind === 'command' ? (
						<CommandOverlay size={size} command={overlay.text} onCopy={() => copy(overlay.text, 'command')} onClose={close} />
					) : undefined
				}
			>
				<ScreenAt key={placeKey(place)} place={place} />
			</ShellOverlay>
		</ShellContext>
	);
};

const ScreenAt = ({ place }: { readonly place: Place }): ReactNode => screenOf(place);

const pollerOf = (session: ClusterSession, place: Place): { refresh(): void; pause(isPaused: boolean): void } => {
	switch (place.kind) {
		case 'topics':
			return session.topics;
		case 'topic':
			return session.topic(place.name);
		case 'groups':
			return session.groups;
		case 'group':
			return session.group(place.name);
		case 'brokers':
			return session.brokers;
	}
};
