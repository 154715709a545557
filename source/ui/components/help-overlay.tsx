/** All keys of the screen, searchable. */
import { type ReactNode, useState } from 'react';
import type { BoundAction } from '../keys/actions.ts';
import { useTheme } from '../theme-context.ts';
import type { Size } from './frame.tsx';
import { helpLines } from './help-lines.ts';
import { Overlay, overlayRegion } from './overlay.tsx';
import { usePick } from './pick-list.ts';
import { inputText } from './text-input.tsx';

/** Draws help over `actions`, which the caller read before opening it: the overlay's own keys hide the screen's. */
export const HelpOverlay = ({
	size,
	actions,
	onClose,
}: {
	readonly size: Size;
	readonly actions: readonly BoundAction[];
	readonly onClose: () => void;
}): ReactNode => {
	const theme = useTheme();
	// Reasons are read once, so lines do not move under the reader.
	const [shown] = useState(actions);
	const wished = { width: 84, lines: 100 };
	const region = overlayRegion(size, wished);
	const height = Math.max(1, region.innerHeight - 1);
	const linesFor = (typed: string): string[] => helpLines(shown, typed, region.innerWidth, theme);
	// Help is read by scrolling: the "cursor" is the first line in the window.
	const steps = (typed: string): number => Math.max(1, linesFor(typed).length - height + 1);
	const { input, cursor } = usePick({ countOf: steps, height, onChoose: onClose, onClose });
	const lines = linesFor(input.line.text);
	const search = theme.paint('accent', '/') + inputText(input.line, region.innerWidth - 1, theme);
	return (
		<Overlay
			region={region}
			title={`Keys of this screen   ${theme.signs.changes} changes something`}
			hint={lines.length > height ? 'type to search · ↑ ↓ scroll · esc close' : 'type to search · esc close'}
			lines={[search, ...lines.slice(cursor, cursor + height)]}
		/>
	);
};
