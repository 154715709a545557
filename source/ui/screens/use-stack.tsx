/** The body of a screen of several small tables: cursor, opening and copying over all of their rows. */
import { Box, Text } from 'ink';
import { type ReactNode, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'react';
import { type StackedLine, type StackedWindow, stackedWindow } from '../components/stacked-tables.ts';
import { emptyTableState, placeCursor, reduceTable } from '../components/table-state.ts';
import { bindActions } from '../keys/actions.ts';
import { listActions } from '../keys/list-actions.ts';
import { tableMemory } from '../shell/place-memory.ts';
import { useFrame } from '../shell/shell-context.ts';

/** What the keys of lists do here; filter, sort and marks need rows of one kind. */
const KEYS: ReadonlySet<string> = new Set([
	'open',
	'copy',
	...listActions.filter(a => a.isMovement && !a.id.startsWith('scroll-')).map(a => a.id),
]);
const stackActions = listActions.filter(a => KEYS.has(a.id));

export type Stack = { readonly selectedId: string | undefined; readonly actions: ReturnType<typeof bindActions>; readonly body: ReactNode };

/** Keeps the cursor of a stack. `open` and `copyOf` get the id of the selected line. */
export const useStack = (
	lines: readonly StackedLine[],
	height: number,
	{ open, copyOf }: { readonly open: (id: string) => void; readonly copyOf: (id: string) => string | undefined },
): Stack => {
	const { memory: place, copy, size } = useFrame();
	const [memory] = useState(() => tableMemory(place, 'stack'));
	const [state, dispatch] = useReducer(reduceTable, undefined, () => memory.load(emptyTableState));
	useLayoutEffect(() => memory.save(state), [memory, state]);
	const ids = useMemo(() => lines.flatMap(line => line.id ?? []), [lines]);
	const view = { ids, height };
	const { cursor } = placeCursor(state, view);
	const selectedId = ids[cursor];
	const latest = useRef({ view, selectedId, open, copyOf });
	latest.current = { view, selectedId, open, copyOf };
	const actions = useMemo(() => {
		const now = () => latest.current;
		return bindActions(stackActions, {
			moveBy: rows => dispatch({ type: 'moveBy', rows, view: now().view }),
			movePages: pages => dispatch({ type: 'movePages', pages, view: now().view }),
			moveTo: where => dispatch({ type: 'moveTo', where, view: now().view }),
			scrollColumns: () => {},
			openFilter: () => {},
			nextSort: () => {},
			reverseSort: () => {},
			toggleMark: () => {},
			isEmpty: () => now().view.ids.length === 0,
			open: () => now().selectedId !== undefined && now().open(now().selectedId!),
			copy: () => {
				const text = now().selectedId === undefined ? undefined : now().copyOf(now().selectedId!);
				if (text !== undefined) copy(text, text);
			},
		});
	}, [copy]);
	const at = Math.max(
		0,
		lines.findIndex(line => line.id !== undefined && line.id === selectedId),
	);
	const last = useRef<StackedWindow & { readonly id: string | undefined }>(undefined);
	const shown = stackedWindow(last.current, selectedId, at, lines.length, height, last.current?.id);
	useLayoutEffect(() => {
		last.current = { ...shown, id: selectedId };
	});
	const body = (
		<Box flexDirection="column" width={size.columns} height={height} overflow="hidden">
			{lines.slice(shown.offset, shown.offset + height).map((line, i) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: the lines of the window have fixed places
				<Text key={i} wrap="truncate">
					{line.paint(line.id !== undefined && line.id === selectedId)}
				</Text>
			))}
		</Box>
	);
	return { selectedId, actions, body };
};
