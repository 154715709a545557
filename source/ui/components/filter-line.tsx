/** The line in which a list is filtered as one types. */
import { Box } from 'ink';
import { type ReactNode, useMemo } from 'react';
import { type Action, bindActions } from '../keys/actions.ts';
import { useKeyLayer } from '../keys/use-keys.ts';
import { TextInput, useLineInput } from './text-input.tsx';

type FilterContext = { readonly keep: () => void; readonly clear: () => void };

const input = { changes: false, scope: 'input' } as const;
const filterActions: readonly Action<FilterContext>[] = [
	{ ...input, id: 'filter-keep', keys: ['enter'], label: 'keep', description: 'Keep the filter', run: c => c.keep() },
	{ ...input, id: 'filter-clear', keys: ['esc'], label: 'clear', description: 'Clear the filter', run: c => c.clear() },
];

/** Draws the line at `top` over the footer; every change of the text is told at once. */
export const FilterLine = ({
	top,
	width,
	initial,
	onChange,
	onClose,
}: {
	readonly top: number;
	readonly width: number;
	readonly initial: string;
	readonly onChange: (text: string) => void;
	readonly onClose: (isKept: boolean) => void;
}): ReactNode => {
	const { line, onInput } = useLineInput(initial, onChange);
	const actions = useMemo(() => bindActions(filterActions, { keep: () => onClose(true), clear: () => onClose(false) }), [onClose]);
	useKeyLayer(useMemo(() => ({ level: 'input', actions, isModal: true, onInput }), [actions, onInput]));
	return (
		<Box position="absolute" top={top} left={0} width={width} height={1}>
			<TextInput label=" /" line={line} width={width - 1} />
		</Box>
	);
};
