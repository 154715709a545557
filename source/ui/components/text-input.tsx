/** One editable line. */
import { Text } from 'ink';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { cellWidth, splitGraphemes } from '../display-text.ts';
import type { KeyEvent } from '../keys/parse-keys.ts';
import type { Theme } from '../theme.ts';
import { useTheme } from '../theme-context.ts';
import { editLine, type LineState, lineOf } from './line-editor.ts';

/** Is a line's memory and the function a key layer gives its events to. */
export type LineInput = {
	readonly line: LineState;
	/** Returns the text as it is after every event so far, also before React has drawn it. */
	readonly current: () => string;
	/** Takes an event when it edits the line; returns whether it did. For `KeyLayer.onInput`. */
	readonly onInput: (event: KeyEvent) => boolean;
	readonly setText: (text: string) => void;
};

/** Keeps a line being edited. `onChange` hears every change at once. */
export const useLineInput = (initial: string, onChange?: (text: string) => void): LineInput => {
	const [line, setLine] = useState(() => lineOf(initial));
	// The truth is outside React: enter may be in the same chunk as the last letters.
	const now = useRef(line);
	const changed = useRef(onChange);
	changed.current = onChange;
	const put = useCallback((next: LineState) => {
		const isOther = next.text !== now.current.text;
		now.current = next;
		setLine(next);
		if (isOther) changed.current?.(next.text);
	}, []);
	const onInput = useCallback(
		(event: KeyEvent): boolean => {
			const next = editLine(now.current, event);
			if (next === undefined) return false;
			put(next);
			return true;
		},
		[put],
	);
	const setText = useCallback((text: string) => put(lineOf(text)), [put]);
	const current = useCallback(() => now.current.text, []);
	return useMemo(() => ({ line, current, onInput, setText }), [line, current, onInput, setText]);
};

/** Paints a line with its cursor as an inverse cell, scrolled so that the cursor is inside, and padded to exactly `width` cells. */
export const inputText = (line: LineState, width: number, theme: Theme): string => {
	const signs = splitGraphemes(line.text).map(theme.showSigns);
	const under = signs[line.cursor] ?? ' ';
	let from = line.cursor;
	let used = cellWidth(under);
	while (from > 0 && used + cellWidth(signs[from - 1]!) <= width) used += cellWidth(signs[--from]!);
	let to = line.cursor + 1;
	while (to < signs.length && used + cellWidth(signs[to]!) <= width) used += cellWidth(signs[to++]!);
	return (
		signs.slice(from, line.cursor).join('') +
		theme.paint('cursor', under) +
		signs.slice(line.cursor + 1, to).join('') +
		' '.repeat(Math.max(0, width - used))
	);
};

/** Draws an editable line with a label in front. */
export const TextInput = ({
	label = '',
	line,
	width,
}: {
	readonly label?: string;
	readonly line: LineState;
	readonly width: number;
}): ReactNode => {
	const theme = useTheme();
	return (
		<Text wrap="truncate">
			{theme.paint('accent', label)}
			{inputText(line, Math.max(1, width - cellWidth(label)), theme)}
		</Text>
	);
};
