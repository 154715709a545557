/** A box over the body: help, palette, dialogs. Lines 1 and 2 stay visible, so one always sees which cluster a change would hit. */
import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { cellWidth, displayText, truncate } from '../display-text.ts';
import { frameRegions } from '../layout.ts';
import type { StyleName, Theme } from '../theme.ts';
import { useTheme } from '../theme-context.ts';
import type { Size } from './frame.tsx';

/** Says where an overlay stands and how much it holds. */
export type OverlayRegion = {
	readonly top: number;
	readonly left: number;
	readonly width: number;
	readonly height: number;
	/** Room inside the border and one blank at each side. */
	readonly innerWidth: number;
	readonly innerHeight: number;
};

/** Places a box of a wished size in the middle below the tabs; on a small terminal it takes all there is. */
export const overlayRegion = (size: Size, wished: { readonly width: number; readonly lines: number }): OverlayRegion => {
	const regions = frameRegions(size.columns, size.rows);
	const top = regions.title ?? regions.body.top;
	// The last line stays too: it shows the keys of the box.
	const room = Math.max(1, size.rows - top - (regions.footer === undefined || size.rows - top < 4 ? 0 : 1));
	// A strip of a few cells beside the box would show torn text: then the box takes the whole width.
	const width = size.columns - wished.width < 12 ? size.columns : wished.width;
	const height = Math.max(1, Math.min(room, wished.lines + 2));
	return {
		top: top + Math.min(1, room - height),
		left: Math.floor((size.columns - width) / 2),
		width,
		height,
		innerWidth: Math.max(1, width - 4),
		innerHeight: Math.max(0, height - 2),
	};
};

/** Builds the lines of a box around painted lines, each of which must be exactly `innerWidth` cells wide. */
export const boxLines = (
	region: OverlayRegion,
	title: string,
	hint: string,
	lines: readonly string[],
	style: StyleName,
	theme: Theme,
): string[] => {
	const { horizontal, vertical, topLeft, topRight, bottomLeft, bottomRight } = theme.signs.box;
	const edge = (text: string): string => theme.paint(style, text);
	const bar = (text: string, left: string, right: string): string => {
		const shown = text ? ` ${truncate(theme.showSigns(displayText(text)), Math.max(0, region.width - 6), theme.signs.ellipsis)} ` : '';
		const rest = Math.max(0, region.width - 3 - cellWidth(shown));
		return (
			edge(left + horizontal) +
			(left === topLeft ? theme.paint('strong', shown) : theme.paint('muted', shown)) +
			edge(horizontal.repeat(rest) + right)
		);
	};
	const inner = Array.from({ length: region.innerHeight }, (_, i) => lines[i] ?? ' '.repeat(region.innerWidth));
	return [
		bar(title, topLeft, topRight),
		...inner.map(line => `${edge(vertical)} ${line} ${edge(vertical)}`),
		bar(hint, bottomLeft, bottomRight),
	];
};

/** Draws a box of painted lines; put it into Frame's `overlay`. */
export const Overlay = ({
	region,
	title,
	hint = '',
	lines,
	style = 'accent',
}: {
	readonly region: OverlayRegion;
	readonly title: string;
	readonly hint?: string;
	readonly lines: readonly string[];
	readonly style?: StyleName;
}): ReactNode => {
	const theme = useTheme();
	// A blank beside the border keeps it from touching what is behind.
	const margin = region.left > 0 ? 1 : 0;
	const blank = ' '.repeat(margin);
	const text = boxLines(region, title, hint, lines, style, theme)
		.map(line => blank + line + blank)
		.join('\n');
	return (
		<Box
			position="absolute"
			top={region.top}
			left={region.left - margin}
			width={region.width + 2 * margin}
			height={region.height}
			overflow="hidden"
		>
			<Text wrap="truncate">{text}</Text>
		</Box>
	);
};
