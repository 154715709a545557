/** A body of lines to be read: scrolled, without a cursor. */
import { Box, Text } from 'ink';
import { type ReactNode, useMemo, useState } from 'react';
import { bindActions } from '../keys/actions.ts';
import { listActions } from '../keys/list-actions.ts';
import type { ListFacts } from '../shell/screen-frame.tsx';
import { useFrame } from '../shell/shell-context.ts';

const KEYS: ReadonlySet<string> = new Set(['copy', ...listActions.filter(a => a.isMovement && !a.id.startsWith('scroll-')).map(a => a.id)]);
const lineActions = listActions.filter(a => KEYS.has(a.id));

/** Painted lines from the top down. */
export const LinesBody = ({ lines, height }: { readonly lines: readonly string[]; readonly height: number }): ReactNode => (
	<Box flexDirection="column" height={height} overflow="hidden">
		{lines.map((line, i) => (
			// biome-ignore lint/suspicious/noArrayIndexKey: the lines have fixed places
			<Text key={i} wrap="truncate">
				{line || ' '}
			</Text>
		))}
	</Box>
);

export type Lines = ListFacts & { readonly body: ReactNode };

/** `lines` are painted. `copyText` is what `c` copies, named by `copyName`. */
export const useLines = (lines: readonly string[], height: number, copyText: string, copyName: string): Lines => {
	const { copy } = useFrame();
	const [top, setTop] = useState(0);
	const most = Math.max(0, lines.length - height);
	const isEmpty = lines.length === 0;
	const actions = useMemo(() => {
		const scroll = (by: number) => setTop(now => Math.max(0, Math.min(most, now + by)));
		return bindActions(lineActions, {
			moveBy: scroll,
			movePages: pages => scroll(Math.trunc(pages * height)),
			moveTo: where => setTop(where === 'first' ? 0 : most),
			scrollColumns: () => {},
			openFilter: () => {},
			nextSort: () => {},
			reverseSort: () => {},
			toggleMark: () => {},
			isEmpty: () => isEmpty,
			copy: () => copy(copyText, copyName),
		});
	}, [most, height, isEmpty, copy, copyText, copyName]);
	const at = Math.min(top, most);
	return {
		actions,
		details: most === 0 ? [] : [{ text: `line ${at + 1} of ${lines.length}`, style: 'muted' }],
		sortPieces: [],
		note: undefined,
		selectedUnknown: undefined,
		isEmpty: false,
		overlay: undefined,
		clear: () => false,
		body: <LinesBody lines={lines.slice(at, at + height)} height={height} />,
	};
};
