/** The frame every screen stands in. It fills the whole terminal always: the alternate screen does not home the cursor by itself. */
import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { frameRegions } from '../layout.ts';

/** Is the terminal's size in cells. */
export type Size = { readonly columns: number; readonly rows: number };

/** Draws the fixed lines (painted by frame-lines.ts) around a body, and an overlay above the body that leaves identity and tabs visible. */
export const Frame = ({
	size,
	identity,
	tabs,
	title,
	footer,
	overlay,
	children,
}: {
	readonly size: Size;
	readonly identity: string;
	readonly tabs: string;
	readonly title: string;
	readonly footer: string;
	readonly overlay?: ReactNode;
	readonly children: ReactNode;
}): ReactNode => {
	const regions = frameRegions(size.columns, size.rows);
	const line = (at: number | undefined, text: string): ReactNode =>
		at === undefined ? null : (
			<Box height={1} flexShrink={0}>
				<Text wrap="truncate">{text || ' '}</Text>
			</Box>
		);
	return (
		<Box width={size.columns} height={size.rows} flexDirection="column" overflow="hidden">
			{line(regions.identity, identity)}
			{line(regions.tabs, tabs)}
			{line(regions.title, title)}
			<Box width={size.columns} height={regions.body.height} flexShrink={0} flexDirection="column" overflow="hidden">
				{children}
			</Box>
			{line(regions.footer, footer)}
			{overlay}
		</Box>
	);
};
