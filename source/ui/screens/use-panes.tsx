/** Panes of a screen, one shown at a time: a line names them, tab and shift+tab go from one to the next. */
import { Text } from 'ink';
import { type ReactNode, useLayoutEffect, useMemo, useState } from 'react';
import { type BoundAction, bindActions } from '../keys/actions.ts';
import { paneActions } from '../keys/list-actions.ts';
import { useFrame } from '../shell/shell-context.ts';
import { type Piece, paintLine } from '../styled-line.ts';
import { useTheme } from '../theme-context.ts';

export type Panes<Id extends string> = {
	readonly pane: Id;
	readonly show: (pane: Id) => void;
	readonly actions: readonly BoundAction[];
	readonly bar: ReactNode;
};

/** Lines the bar takes from the body. */
export const PANE_BAR_HEIGHT = 1;

export type Pane<Id extends string> = { readonly id: Id; readonly title: string; readonly count?: number | undefined };

/** Keeps which pane is shown, also while another place is. */
export const usePanes = <Id extends string>(panes: readonly Pane<Id>[], width: number): Panes<Id> => {
	const theme = useTheme();
	const [memory] = useState(useFrame().memory);
	const [pane, setPane] = useState<Id>(() => panes.find(p => p.id === memory.pane)?.id ?? panes[0]!.id);
	useLayoutEffect(() => {
		memory.pane = pane;
	}, [memory, pane]);
	const ids = panes.map(p => p.id).join(' ');
	const actions = useMemo(
		() =>
			bindActions(paneActions, {
				movePane: by => {
					const order = ids.split(' ') as Id[];
					setPane(now => order[(order.indexOf(now) + by + order.length) % order.length]!);
				},
			}),
		[ids],
	);
	const pieces = panes.flatMap(({ id, title, count }): Piece[] => {
		const text = count === undefined ? title : `${title} ${count}`;
		return ['  ', id === pane ? { text: `[${text}]`, style: 'heading' } : { text, style: 'muted' }];
	});
	return { pane, show: setPane, actions, bar: <Text wrap="truncate">{paintLine(pieces, width, theme)}</Text> };
};
