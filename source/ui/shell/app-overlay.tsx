/** What the app has open above whatever screen is shown, as a box over its body. */
import type { ReactNode } from 'react';
import type { ClusterSession } from '../../state/cluster-session.ts';
import { CommandOverlay } from '../components/command-overlay.tsx';
import type { Size } from '../components/frame.tsx';
import type { Notice } from '../components/frame-lines.ts';
import { HelpOverlay } from '../components/help-overlay.tsx';
import { Palette, type PaletteEntry } from '../components/palette.tsx';
import type { BoundAction } from '../keys/actions.ts';
import type { Place } from './places.ts';
import { ResourcePalette } from './resource-palette.tsx';
import { UnlockOverlay } from './unlock-overlay.tsx';

export type OpenOverlay =
	| { readonly kind: 'help'; readonly actions: readonly BoundAction[] }
	| { readonly kind: 'palette'; readonly actions: readonly PaletteEntry[] }
	| { readonly kind: 'command'; readonly text: string }
	| { readonly kind: 'unlock' };

export const AppOverlay = ({
	overlay,
	entries,
	session,
	clusterName,
	size,
	open,
	show,
	copy,
	onUnlock,
	onClose,
}: {
	readonly overlay: OpenOverlay;
	/** Lines of the palette. */
	readonly entries: readonly PaletteEntry[];
	readonly session: ClusterSession | undefined;
	readonly clusterName: string;
	readonly size: Size;
	readonly open: (place: Place) => void;
	readonly show: (notice: Notice) => void;
	readonly copy: (text: string, what: string) => void;
	readonly onUnlock: () => void;
	readonly onClose: () => void;
}): ReactNode => {
	const refuse = (text: string): void => show({ tone: 'refused', text });
	switch (overlay.kind) {
		case 'help':
			return <HelpOverlay size={size} actions={overlay.actions} onClose={onClose} />;
		case 'palette':
			return session === undefined ? (
				<Palette size={size} entries={entries} onClose={onClose} onRefused={refuse} />
			) : (
				<ResourcePalette session={session} size={size} actions={entries} open={open} onClose={onClose} onRefused={refuse} />
			);
		case 'command':
			return <CommandOverlay size={size} command={overlay.text} onCopy={() => copy(overlay.text, 'the command')} onClose={onClose} />;
		case 'unlock':
			return (
				<UnlockOverlay
					size={size}
					name={clusterName}
					onUnlock={() => {
						onClose();
						onUnlock();
					}}
					onClose={onClose}
				/>
			);
	}
};
