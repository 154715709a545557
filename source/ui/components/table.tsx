/** The table's view: a header and one Text a row, only for the rows in the window. */
import { Box, Text } from 'ink';
import { memo, type ReactNode } from 'react';
import { useTheme } from '../theme-context.ts';
import { headerLine, rowLine } from './table-rows.ts';
import type { TableModel } from './use-table.ts';

// Yoga and React touch a line only when its string is another one.
const Line = memo(({ text }: { readonly text: string }) => <Text wrap="truncate">{text}</Text>);

/** Draws a table. `empty` is the sentence shown in place of rows. `isActive` false (another pane has the keys) hides the cursor. */
export const Table = <Row,>({
	table,
	empty = 'nothing here',
	isActive = true,
}: {
	readonly table: TableModel<Row>;
	readonly empty?: string;
	readonly isActive?: boolean;
}): ReactNode => {
	const theme = useTheme();
	const { state, columns, fitted, rows, ids, cursor, offset, width, height, hasHeader } = table;
	const lines: ReactNode[] = [];
	for (let index = offset; index < Math.min(rows.length, offset + height); index++) {
		const id = ids[index]!;
		const text = rowLine(rows[index]!, columns, fitted, theme, {
			width,
			isSelected: isActive && index === cursor,
			isMarked: state.marks.has(id),
			scrolled: state.scrolled,
		});
		lines.push(<Line key={id} text={text} />);
	}
	if (rows.length === 0) lines.push(<Line key="" text={theme.paint('muted', `   ${theme.showSigns(empty)}`)} />);
	return (
		<Box flexDirection="column" width={width} height={height + (hasHeader ? 1 : 0)} overflow="hidden">
			{hasHeader ? <Line text={headerLine(columns, fitted, state.sort, theme)} /> : null}
			{lines}
		</Box>
	);
};
