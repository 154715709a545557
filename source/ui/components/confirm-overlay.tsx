/** A dialog before a change. Enter never commits by itself: `y` does, or a name typed in full where one is asked. */
import { type ReactNode, useMemo, useRef } from 'react';
import { type Action, bindActions } from '../keys/actions.ts';
import { useKeyLayer } from '../keys/use-keys.ts';
import { type Piece, paintLine } from '../styled-line.ts';
import { useTheme } from '../theme-context.ts';
import type { Size } from './frame.tsx';
import { Overlay, overlayRegion } from './overlay.tsx';
import { inputText, useLineInput } from './text-input.tsx';

type ConfirmContext = { readonly commit: () => void; readonly cancel: () => void; readonly refusal: () => string | undefined };

const base = { changes: false, scope: 'input' } as const;
const cancelAction: Action<ConfirmContext> = {
	...base,
	id: 'confirm-cancel',
	keys: ['esc'],
	label: 'leave it alone',
	hint: 2,
	description: 'Leave everything as it is',
	run: c => c.cancel(),
};
const plainActions: readonly Action<ConfirmContext>[] = [
	{ ...base, changes: true, id: 'confirm-yes', keys: ['y'], label: 'yes', hint: 1, description: 'Do it', run: c => c.commit() },
	{ ...cancelAction, keys: ['esc', 'n', 'q'] },
];
const namedActions: readonly Action<ConfirmContext>[] = [
	{
		...base,
		changes: true,
		id: 'confirm-named',
		keys: ['enter'],
		label: 'apply',
		hint: 1,
		description: 'Do it',
		disabledReason: c => c.refusal(),
		run: c => c.commit(),
	},
	cancelAction,
];

/** Draws the dialog. `lines` say what the change would do; `nameToType` asks for a name, as for anything that destroys on PROD. */
export const ConfirmOverlay = ({
	size,
	title,
	lines,
	question,
	nameToType,
	onCommit,
	onCancel,
}: {
	readonly size: Size;
	readonly title: string;
	readonly lines: readonly (readonly Piece[])[];
	/** What is asked, such as `Delete 3 topics?`. */
	readonly question: string;
	readonly nameToType?: string | undefined;
	readonly onCommit: () => void;
	readonly onCancel: () => void;
}): ReactNode => {
	const theme = useTheme();
	const input = useLineInput('');
	const latest = useRef({ onCommit, onCancel });
	latest.current = { onCommit, onCancel };
	const { current, onInput } = input;
	const actions = useMemo(
		() =>
			bindActions(nameToType === undefined ? plainActions : namedActions, {
				commit: () => latest.current.onCommit(),
				cancel: () => latest.current.onCancel(),
				refusal: () => (current() === nameToType ? undefined : 'the name is not typed in full'),
			}),
		[nameToType, current],
	);
	useKeyLayer(
		useMemo(
			() => ({ level: 'overlay', actions, isModal: true, ...(nameToType === undefined ? {} : { onInput }) }),
			[actions, nameToType, onInput],
		),
	);
	const width = Math.min(80, size.columns);
	const innerWidth = overlayRegion(size, { width, lines: 1 }).innerWidth;
	const padded = (...pieces: Piece[]): string => paintLine(pieces, innerWidth, theme, { isPadded: true });
	const asked: string[] = [padded({ text: question, style: 'strong' })];
	if (nameToType === undefined)
		asked.push(padded({ text: 'y', style: 'accent' }, ' yes   ', { text: 'esc', style: 'accent' }, ' leave it alone'));
	else {
		asked.push(padded('Type the name to apply, esc to leave it alone:'));
		// Never cut: one must be able to read what one is asked to type, and topic names have up to 249 letters.
		for (let at = 0; at < nameToType.length; at += innerWidth - 2)
			asked.push(padded('  ', { text: nameToType.slice(at, at + innerWidth - 2), style: 'accent' }));
		asked.push(theme.paint('accent', theme.showSigns('→ ')) + inputText(input.line, innerWidth - theme.showSigns('→ ').length, theme));
	}
	const region = overlayRegion(size, { width, lines: lines.length + 1 + asked.length });
	const painted = lines.map(line => padded(...line));
	// The question must stay in sight however much there is to say before it.
	const room = Math.max(0, region.innerHeight - asked.length - 1);
	if (painted.length > room) {
		const hidden = painted.length - Math.max(0, room - 1);
		painted.splice(
			Math.max(0, room - 1),
			hidden,
			padded({ text: `… and ${hidden} more lines: enlarge the terminal to read them`, style: 'warning' }),
		);
	}
	return <Overlay region={region} title={title} style="warning" lines={[...painted, padded(), ...asked]} />;
};
