/** A line to type something into, above the footer's place; what is wrong with it stands above it, and it stays open. */
import { Box, Text } from 'ink';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { type Action, bindActions } from '../keys/actions.ts';
import { useKeyLayer } from '../keys/use-keys.ts';
import { paintLine } from '../styled-line.ts';
import { useTheme } from '../theme-context.ts';
import { TextInput, useLineInput } from './text-input.tsx';

type PromptContext = { readonly give: () => void; readonly recall: (by: 1 | -1) => void; readonly close: () => void };

const input = { changes: false, scope: 'input' } as const;
const promptActions: readonly Action<PromptContext>[] = [
	{ ...input, id: 'prompt-give', keys: ['enter'], label: 'go', description: 'Go on with what was typed', run: c => c.give() },
	{ ...input, id: 'prompt-older', keys: ['up'], label: 'older', description: 'What was typed before', run: c => c.recall(-1) },
	{ ...input, id: 'prompt-newer', keys: ['down'], label: 'newer', description: 'What was typed after it', run: c => c.recall(1) },
	{ ...input, id: 'prompt-close', keys: ['esc'], label: 'leave', description: 'Leave it', run: c => c.close() },
];

/** Draws the line at `top`, and one above it with help or an error. */
export const PromptLine = ({
	top,
	width,
	label,
	help,
	initial = '',
	history = [],
	onGive,
	onClose,
}: {
	readonly top: number;
	readonly width: number;
	readonly label: string;
	readonly help: string;
	readonly initial?: string;
	/** Newest last. */
	readonly history?: readonly string[];
	/** Returns what is wrong with the text; undefined closes the line. */
	readonly onGive: (text: string) => string | undefined;
	readonly onClose: () => void;
}): ReactNode => {
	const theme = useTheme();
	const [error, setError] = useState<string>();
	const { line, current, onInput, setText } = useLineInput(initial, () => setError(undefined));
	const at = useRef(history.length);
	const latest = useRef({ onGive, onClose, history });
	latest.current = { onGive, onClose, history };
	const actions = useMemo(
		() =>
			bindActions(promptActions, {
				give: () => {
					const wrong = latest.current.onGive(current());
					if (wrong === undefined) latest.current.onClose();
					else setError(wrong);
				},
				recall: by => {
					const { history: typed } = latest.current;
					at.current = Math.max(0, Math.min(typed.length, at.current + by));
					setText(typed[at.current] ?? '');
				},
				close: () => latest.current.onClose(),
			}),
		[current, setText],
	);
	useKeyLayer(useMemo(() => ({ level: 'input', actions, isModal: true, onInput }), [actions, onInput]));
	const hasHelp = top > 0;
	const above = error === undefined ? ({ text: help, style: 'muted' } as const) : ({ text: error, style: 'warning' } as const);
	return (
		<Box position="absolute" flexDirection="column" top={top - (hasHelp ? 1 : 0)} left={0} width={width} height={hasHelp ? 2 : 1}>
			{hasHelp ? <Text wrap="truncate">{paintLine([' ', above], width, theme, { isPadded: true })}</Text> : null}
			<TextInput label={` ${label}`} line={line} width={width - 1} />
		</Box>
	);
};
