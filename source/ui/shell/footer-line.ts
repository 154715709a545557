/** The last line: hints; or a message with the keys that lead on from it, so that they never vanish for long. Pure. */
import { hintsLine, type Notice, noticeLine } from '../components/frame-lines.ts';
import type { BoundAction } from '../keys/actions.ts';
import { showKeys } from '../keys/actions.ts';
import { type Piece, paintSides, piecesWidth } from '../styled-line.ts';
import type { Theme } from '../theme.ts';

/** Beside a message stand only these, where they can act now. */
const BESIDE = ['why', 'help'];
/** Narrower, the message gets the whole line. */
const LEAST_BESIDE = 60;

/** `notice` passes by and has the line for itself; `note` stays as long as what it speaks of. */
export const footerLine = (
	{
		notice,
		note,
		actions,
	}: { readonly notice: Notice | undefined; readonly note: Notice | undefined; readonly actions: readonly BoundAction[] },
	width: number,
	theme: Theme,
): string => {
	if (notice !== undefined) return noticeLine(notice, width, theme);
	if (note === undefined) return hintsLine(actions, width, theme);
	const keys = BESIDE.flatMap((id): Piece[] => {
		const action = actions.find(a => a.id === id && a.disabledReason() === undefined);
		return action === undefined ? [] : ['  ', { text: showKeys({ keys: action.keys.slice(0, 1) }), style: 'accent' }, ` ${action.label}`];
	}).slice(1);
	if (width < LEAST_BESIDE || keys.length === 0) return noticeLine(note, width, theme);
	const left = width - piecesWidth(keys, theme) - 3;
	const word: Piece[] = note.tone === 'info' ? [] : [{ text: note.tone, style: note.tone === 'failed' ? 'critical' : 'warning' }, '  '];
	return left < 1 ? noticeLine(note, width, theme) : paintSides([' ', ...word, note.text], [...keys, ' '], width, theme);
};
