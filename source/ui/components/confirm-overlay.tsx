/** A dialog before a change. Enter never commits by itself: `y` does, or a name typed in full where one is asked. */
import { type ReactNode, useMemo, useRef } from 'react';
import { bindActions } from '../keys/actions.ts';
import { confirmActions, namedConfirmActions } from '../keys/dialog-actions.ts';
import { useKeyLayer } from '../keys/use-keys.ts';
import { type Piece, paintLine } from '../styled-line.ts';
import { useTheme } from '../theme-context.ts';
import type { Size } from './frame.tsx';
import { Overlay, overlayRegion } from './overlay.tsx';
import { inputText, useLineInput } from './text-input.tsx';
import { useScroll } from './use-scroll.ts';

/** How wide dialogs are at most; their lines are wrapped to it. */
export const DIALOG_WIDTH = 100;

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
	const isTyping = nameToType !== undefined;
	const width = Math.min(DIALOG_WIDTH, size.columns);
	const { innerWidth } = overlayRegion(size, { width, lines: 1 });
	const padded = (...pieces: Piece[]): string => paintLine(pieces, innerWidth, theme, { isPadded: true });
	const prompt: string[] = [];
	if (nameToType === undefined)
		prompt.push(padded({ text: 'y', style: 'accent' }, ' yes   ', { text: 'esc', style: 'accent' }, ' leave it alone'));
	else {
		prompt.push(padded('Type this to apply, esc to leave it alone:'));
		// Never cut: one must be able to read what one is asked to type, and topic names have up to 249 letters.
		for (let at = 0; at < nameToType.length; at += innerWidth - 2)
			prompt.push(padded('  ', { text: nameToType.slice(at, at + innerWidth - 2), style: 'accent' }));
		prompt.push(theme.paint('accent', theme.showSigns('→ ')) + inputText(input.line, innerWidth - theme.showSigns('→ ').length, theme));
	}
	const region = overlayRegion(size, { width, lines: lines.length + 2 + prompt.length });
	// What is asked stays in sight however much there is to say before it; where room is short the blank above it goes first, then the question.
	const spare = region.innerHeight - prompt.length;
	// The name and the line below it say it alone where there is no room for more.
	if (spare < 1 && isTyping) prompt.shift();
	const asked = [...(spare > 4 ? [padded()] : []), ...(spare > 3 ? [padded({ text: question, style: 'strong' })] : []), ...prompt];
	const height = Math.max(0, region.innerHeight - asked.length);
	// Nothing is made that nobody can have seen.
	const isUnseen = height === 0 && lines.length > 0;
	const { top, isLong, actions: scrolling } = useScroll(lines.length, height, isTyping);
	const actions = useMemo(
		() => [
			...bindActions(isTyping ? namedConfirmActions : confirmActions, {
				commit: () => latest.current.onCommit(),
				cancel: () => latest.current.onCancel(),
				refusal: () =>
					isUnseen
						? 'enlarge the terminal: what it would do does not fit'
						: isTyping && current() !== nameToType
							? 'it is not typed in full'
							: undefined,
			}),
			...scrolling,
		],
		[isTyping, nameToType, current, scrolling, isUnseen],
	);
	useKeyLayer(useMemo(() => ({ level: 'overlay', actions, isModal: true, ...(isTyping && { onInput }) }), [actions, isTyping, onInput]));
	const below = lines.length - top - height;
	return (
		<Overlay
			region={region}
			title={title}
			style="warning"
			hint={isLong ? (below > 0 ? `↓ ${below} more ${below === 1 ? 'line' : 'lines'}` : '↑ ↓ scroll') : ''}
			lines={[...lines.slice(top, top + height).map(line => padded(...line)), ...asked]}
		/>
	);
};
