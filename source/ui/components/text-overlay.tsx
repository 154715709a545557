/** A box of lines to be read, with the keys that lead on from it. */
import { type ReactNode, useMemo } from 'react';
import type { BoundAction } from '../keys/actions.ts';
import { useKeyLayer } from '../keys/use-keys.ts';
import { type Piece, paintLine } from '../styled-line.ts';
import type { StyleName } from '../theme.ts';
import { useTheme } from '../theme-context.ts';
import { DIALOG_WIDTH } from './confirm-overlay.tsx';
import type { Size } from './frame.tsx';
import { Overlay, overlayRegion } from './overlay.tsx';
import { useScroll } from './use-scroll.ts';

export const TextOverlay = ({
	size,
	title,
	lines,
	hint = '',
	style = 'accent',
	actions,
}: {
	readonly size: Size;
	readonly title: string;
	readonly lines: readonly (readonly Piece[])[];
	readonly hint?: string;
	readonly style?: StyleName;
	/** All keys but those that scroll: others stop here. */
	readonly actions: readonly BoundAction[];
}): ReactNode => {
	const theme = useTheme();
	const region = overlayRegion(size, { width: Math.min(DIALOG_WIDTH, size.columns), lines: lines.length });
	const { top, isLong, actions: scrolling } = useScroll(lines.length, region.innerHeight, false);
	useKeyLayer(useMemo(() => ({ level: 'overlay', actions: [...actions, ...scrolling], isModal: true }), [actions, scrolling]));
	return (
		<Overlay
			region={region}
			title={title}
			style={style}
			hint={[isLong ? '↑ ↓ scroll' : '', hint].filter(text => text !== '').join(' · ')}
			lines={lines.slice(top, top + region.innerHeight).map(line => paintLine(line, region.innerWidth, theme, { isPadded: true }))}
		/>
	);
};
