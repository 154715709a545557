/** Asks for a secret: what is typed is counted, never shown. */
import { type ReactNode, useMemo, useRef } from 'react';
import { splitGraphemes } from '../display-text.ts';
import { type Action, bindActions } from '../keys/actions.ts';
import { useKeyLayer } from '../keys/use-keys.ts';
import { paintLine } from '../styled-line.ts';
import { useTheme } from '../theme-context.ts';
import type { Size } from './frame.tsx';
import { Overlay, overlayRegion } from './overlay.tsx';
import { inputText, useLineInput } from './text-input.tsx';

type SecretContext = { readonly give: () => void; readonly cancel: () => void };

const input = { changes: false, scope: 'input' } as const;
export const secretActions: readonly Action<SecretContext>[] = [
	{ ...input, id: 'secret-give', keys: ['enter'], label: 'go on', description: 'Go on with what was typed', hint: 1, run: c => c.give() },
	{ ...input, id: 'secret-cancel', keys: ['esc'], label: 'cancel', description: 'Give no secret', hint: 2, run: c => c.cancel() },
];

export const SecretOverlay = ({
	size,
	question,
	note,
	onGive,
	onCancel,
}: {
	readonly size: Size;
	/** `Password of reader` */
	readonly question: string;
	/** What becomes of it. */
	readonly note: string;
	readonly onGive: (secret: string) => void;
	readonly onCancel: () => void;
}): ReactNode => {
	const theme = useTheme();
	const { line, current, onInput } = useLineInput('');
	const latest = useRef({ onGive, onCancel });
	latest.current = { onGive, onCancel };
	const actions = useMemo(
		() => bindActions(secretActions, { give: () => latest.current.onGive(current()), cancel: () => latest.current.onCancel() }),
		[current],
	);
	useKeyLayer(useMemo(() => ({ level: 'overlay', actions, isModal: true, onInput }), [actions, onInput]));
	const region = overlayRegion(size, { width: 60, lines: 2 });
	const hidden = { text: theme.signs.mark.repeat(splitGraphemes(line.text).length), cursor: line.cursor };
	return (
		<Overlay
			region={region}
			title={question}
			hint="enter go on · esc cancel"
			lines={[
				inputText(hidden, region.innerWidth, theme),
				paintLine([{ text: note, style: 'muted' }], region.innerWidth, theme, { isPadded: true }),
			]}
		/>
	);
};
