/** Readline editing of one line, as pure state: text, and the cursor as a count of graphemes before it. */
import { displayText, splitGraphemes } from '../display-text.ts';
import type { KeyEvent } from '../keys/parse-keys.ts';

/** Is a line being edited. */
export type LineState = { readonly text: string; readonly cursor: number };

/** Makes a line with the cursor at its end. */
export const lineOf = (text: string): LineState => ({ text, cursor: splitGraphemes(text).length });

const wordStart = (signs: readonly string[], cursor: number): number => {
	let at = cursor;
	while (at > 0 && signs[at - 1] === ' ') at--;
	while (at > 0 && signs[at - 1] !== ' ') at--;
	return at;
};

const wordEnd = (signs: readonly string[], cursor: number): number => {
	let at = cursor;
	while (at < signs.length && signs[at] === ' ') at++;
	while (at < signs.length && signs[at] !== ' ') at++;
	return at;
};

const splice = (signs: readonly string[], from: number, to: number, inserted = ''): LineState => {
	const before = signs.slice(0, from).join('') + inserted;
	return { text: before + signs.slice(to).join(''), cursor: splitGraphemes(before).length };
};

// A pasted list of names arrives as lines; one line keeps them as words.
const pastedText = (text: string): string => displayText(text.replace(/[\r\n\t]+/g, ' ').trim());

/** Returns the line after an event, or undefined when the event does not edit a line (enter, esc, arrows up and down, function keys). */
export const editLine = (line: LineState, event: KeyEvent): LineState | undefined => {
	const signs = splitGraphemes(line.text);
	const { cursor } = line;
	if (event.kind === 'paste') return splice(signs, cursor, cursor, pastedText(event.text));
	if (event.text !== '') return splice(signs, cursor, cursor, displayText(event.text));
	switch (event.chord) {
		case 'left':
		case 'ctrl+b':
			return { ...line, cursor: Math.max(0, cursor - 1) };
		case 'right':
		case 'ctrl+f':
			return { ...line, cursor: Math.min(signs.length, cursor + 1) };
		case 'home':
		case 'ctrl+a':
			return { ...line, cursor: 0 };
		case 'end':
		case 'ctrl+e':
			return { ...line, cursor: signs.length };
		case 'alt+b':
		case 'ctrl+left':
			return { ...line, cursor: wordStart(signs, cursor) };
		case 'alt+f':
		case 'ctrl+right':
			return { ...line, cursor: wordEnd(signs, cursor) };
		case 'backspace':
			return cursor === 0 ? line : splice(signs, cursor - 1, cursor);
		case 'delete':
		case 'ctrl+d':
			return splice(signs, cursor, cursor + 1);
		case 'ctrl+u':
			return splice(signs, 0, cursor);
		case 'ctrl+k':
			return splice(signs, cursor, signs.length);
		case 'ctrl+w':
		case 'alt+backspace':
			return splice(signs, wordStart(signs, cursor), cursor);
		default:
			return undefined;
	}
};
