/** The state behind help and palette: what is typed, which line is chosen, which lines are in the window. */
import { useCallback, useLayoutEffect, useMemo, useReducer, useRef } from 'react';
import { type Action, bindActions } from '../keys/actions.ts';
import { useKeyLayer } from '../keys/use-keys.ts';
import { windowOffset } from '../layout.ts';
import { type LineInput, useLineInput } from './text-input.tsx';

/** Is the place in a list one chooses from. */
export type PickState = { readonly cursor: number; readonly offset: number };

/** Names what can happen to it. */
export type PickEvent =
	| { readonly type: 'moveBy'; readonly rows: number; readonly count: number; readonly height: number }
	| { readonly type: 'reset' };

/** Returns the place after an event. */
export const reducePick = (state: PickState, event: PickEvent): PickState => {
	if (event.type === 'reset') return state.cursor === 0 && state.offset === 0 ? state : { cursor: 0, offset: 0 };
	const cursor = Math.max(0, Math.min(event.count - 1, state.cursor + event.rows));
	return { cursor, offset: windowOffset(cursor, event.count, event.height, state.offset) };
};

type PickContext = {
	readonly moveBy: (rows: number) => void;
	readonly page: () => number;
	readonly choose: () => void;
	readonly close: () => void;
};

const base = { changes: false, scope: 'input' } as const;
const pickActions: readonly Action<PickContext>[] = [
	{ ...base, id: 'pick-down', keys: ['down', 'ctrl+n'], label: 'down', description: 'Next line', isMovement: true, run: c => c.moveBy(1) },
	{ ...base, id: 'pick-up', keys: ['up', 'ctrl+p'], label: 'up', description: 'Previous line', isMovement: true, run: c => c.moveBy(-1) },
	{
		...base,
		id: 'pick-page-down',
		keys: ['pagedown'],
		label: 'page down',
		description: 'Next page',
		isMovement: true,
		run: c => c.moveBy(c.page()),
	},
	{
		...base,
		id: 'pick-page-up',
		keys: ['pageup'],
		label: 'page up',
		description: 'Previous page',
		isMovement: true,
		run: c => c.moveBy(-c.page()),
	},
	{ ...base, id: 'pick-choose', keys: ['enter'], label: 'choose', description: 'Take this line', hint: 1, run: c => c.choose() },
	{ ...base, id: 'pick-close', keys: ['esc'], label: 'close', description: 'Close', hint: 2, run: c => c.close() },
];

/** Is an open list one types into. */
export type Pick = { readonly input: LineInput; readonly cursor: number; readonly offset: number };

/** Keeps a modal list: typing goes into its line, arrows move, enter chooses the line under the cursor, esc closes. */
export const usePick = ({
	initialText = '',
	countOf,
	height,
	onChoose,
	onClose,
}: {
	readonly initialText?: string;
	/** Counts the lines that match a text. */
	readonly countOf: (text: string) => number;
	readonly height: number;
	readonly onChoose: (text: string, cursor: number) => void;
	readonly onClose: () => void;
}): Pick => {
	const [place, dispatch] = useReducer(reducePick, { cursor: 0, offset: 0 });
	const input = useLineInput(initialText, () => dispatch({ type: 'reset' }));
	const latest = useRef({ countOf, height, onChoose, onClose, cursor: 0 });
	// Another list or window may be shorter than where the cursor stood.
	const count = countOf(input.line.text);
	const cursor = Math.max(0, Math.min(place.cursor, count - 1));
	useLayoutEffect(() => {
		latest.current = { countOf, height, onChoose, onClose, cursor };
	});
	const { current } = input;
	const moveBy = useCallback(
		(rows: number) => dispatch({ type: 'moveBy', rows, count: latest.current.countOf(current()), height: latest.current.height }),
		[current],
	);
	const actions = useMemo(
		() =>
			bindActions(pickActions, {
				moveBy,
				page: () => Math.max(1, latest.current.height),
				choose: () => latest.current.onChoose(current(), latest.current.cursor),
				close: () => latest.current.onClose(),
			}),
		[moveBy, current],
	);
	useKeyLayer(useMemo(() => ({ level: 'overlay', actions, isModal: true, onInput: input.onInput }), [actions, input.onInput]));
	return { input, cursor, offset: windowOffset(cursor, count, height, place.offset) };
};
