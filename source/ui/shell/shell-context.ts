/** What the app offers to every screen. */
import { createContext, use } from 'react';
import type { ClusterSession } from '../../state/cluster-session.ts';
import type { Size } from '../components/frame.tsx';
import type { Notice } from '../components/frame-lines.ts';
import type { PlaceMemory } from './place-memory.ts';
import type { Place } from './places.ts';

export type Shell = {
	readonly session: ClusterSession;
	readonly size: Size;
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

export const ShellContext = createContext<Shell | undefined>(undefined);

export const useShell = (): Shell => {
	const shell = use(ShellContext);
	if (shell === undefined) throw new Error('a screen was drawn outside the app');
	return shell;
};
