/** What the app offers to every screen. */
import { createContext, use } from 'react';
import type { Here } from '../../model/undoing.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ClusterSession } from '../../state/cluster-session.ts';
import type { JournalDesk } from '../../state/journal-poller.ts';
import type { Size } from '../components/frame.tsx';
import type { Notice } from '../components/frame-lines.ts';
import type { ClustersAccess } from './clusters-access.ts';
import type { PlaceMemory } from './place-memory.ts';
import type { Place } from './places.ts';
import type { Changing } from './use-changing.ts';

/** What there is on every screen, also on those that need no cluster. */
export type Frame = {
	/** Undefined as long as no cluster is connected. */
	readonly session: ClusterSession | undefined;
	readonly clock: Clock;
	/** Other clusters; undefined where there are none to choose from, as in the demo. */
	readonly clusters: ClustersAccess | undefined;
	/** Which cluster the identity line names, as far as it has told its id. */
	readonly here: () => Here;
	/** What was changed from this machine; undefined where nobody told where that stands. */
	readonly journal: JournalDesk | undefined;
	readonly size: Size;
	/** Changes of the cluster: whether there may be any, and the one way to them. */
	readonly changing: Changing;
	/** Lines a screen has for itself. */
	readonly bodyHeight: number;
	/** The painted first two lines. */
	readonly identity: string;
	readonly tabs: string;
	readonly notice: Notice | undefined;
	readonly show: (notice: Notice) => void;
	/** Memory of the place that is shown. */
	readonly memory: PlaceMemory;
	readonly open: (place: Place) => void;
	readonly back: () => void;
	/** Copies text to the person's clipboard and says so in a few words: `copied orders`. */
	readonly copy: (text: string, what: string) => void;
};

/** The same on a screen of a connected cluster. */
export type Shell = Frame & { readonly session: ClusterSession };

export const ShellContext = createContext<Frame | undefined>(undefined);

export const useFrame = (): Frame => {
	const frame = use(ShellContext);
	if (frame === undefined) throw new Error('a screen was drawn outside the app');
	return frame;
};

export const useShell = (): Shell => {
	const { session, ...frame } = useFrame();
	if (session === undefined) throw new Error('a screen of a cluster was drawn without one');
	return { ...frame, session };
};

/** What a screen needs that changes something: why it may not, and `propose`. */
export const useChange = (): Changing => useFrame().changing;
