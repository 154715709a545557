/**
 * Names of keys, as actions spell them: `j`, `G`, `ctrl+d`, `alt+b`, `shift+tab`, `up`, `pagedown`, `enter`, `esc`, `space`, `f5`.
 * Modifiers come in the order ctrl, alt, shift; shift is named only where the character does not show it.
 */

const controls: Readonly<Record<string, string>> = {
	'\r': 'enter',
	'\n': 'enter',
	'\t': 'tab',
	'\u007F': 'backspace',
	'\b': 'backspace',
	'\u0000': 'ctrl+space',
	'\u001C': 'ctrl+\\',
	'\u001D': 'ctrl+]',
	'\u001E': 'ctrl+^',
	'\u001F': 'ctrl+_',
};

/** Names a single control character; undefined for printable ones. */
export const controlChord = (character: string): string | undefined => {
	const named = controls[character];
	if (named !== undefined) return named;
	const code = character.codePointAt(0)!;
	if (code >= 0x01 && code <= 0x1a) return `ctrl+${String.fromCharCode(code + 0x60)}`;
	return code >= 0x80 && code <= 0x9f ? 'unknown' : undefined;
};

const byLetter: Readonly<Record<string, string>> = {
	A: 'up',
	B: 'down',
	C: 'right',
	D: 'left',
	F: 'end',
	H: 'home',
	P: 'f1',
	Q: 'f2',
	R: 'f3',
	S: 'f4',
	M: 'enter',
};

const byNumber: Readonly<Record<number, string>> = {
	1: 'home',
	2: 'insert',
	3: 'delete',
	4: 'end',
	5: 'pageup',
	6: 'pagedown',
	7: 'home',
	8: 'end',
	11: 'f1',
	12: 'f2',
	13: 'f3',
	14: 'f4',
	15: 'f5',
	17: 'f6',
	18: 'f7',
	19: 'f8',
	20: 'f9',
	21: 'f10',
	23: 'f11',
	24: 'f12',
};

const modifiersOf = (parameter: number): string => {
	const bits = Math.max(0, parameter - 1);
	return `${bits & 4 ? 'ctrl+' : ''}${bits & 2 ? 'alt+' : ''}${bits & 1 ? 'shift+' : ''}`;
};

/** Names a key sent as ESC O letter. */
export const ss3Chord = (letter: string): string | undefined => byLetter[letter];

type Chord = { readonly name: string; readonly text: string };

const kittyChord = (code: number, modifiers: string): Chord | undefined => {
	if (!Number.isInteger(code) || code <= 0 || code > 0x10_ff_ff) return undefined;
	if (code === 27) return { name: `${modifiers}esc`, text: '' };
	const character = String.fromCodePoint(code);
	const control = controlChord(character);
	if (control !== undefined) return { name: modifiers + control, text: '' };
	// Private use: kitty's names for keys that type nothing.
	if (code >= 0xe0_00 && code <= 0xf8_ff) return undefined;
	const isShifted = modifiers === 'shift+';
	const typed = isShifted ? character.toUpperCase() : character;
	const name = typed === ' ' ? 'space' : typed;
	return isShifted || modifiers === '' ? { name, text: typed } : { name: modifiers + name, text: '' };
};

/** Names a key sent as ESC [ parameters letter; undefined for a terminal's answers, mouse and focus reports, and anything unknown. */
export const csiChord = (parameters: string, final: string): Chord | undefined => {
	// ?, > and < mark answers (DA1, DECRPM, kitty flags) and SGR mouse reports.
	if (!/^[\d;:]*$/.test(parameters)) return undefined;
	const numbers = parameters.split(';').map(part => Number(part.split(':')[0] || '0'));
	const first = numbers[0] ?? 0;
	const modifiers = modifiersOf(numbers[1] ?? 1);
	if (final === 'Z') return { name: 'shift+tab', text: '' };
	if (final === '~') {
		// xterm's modifyOtherKeys: CSI 27 ; modifiers ; code ~
		if (first === 27 && numbers.length === 3) return kittyChord(numbers[2]!, modifiers);
		const name = byNumber[first];
		return name === undefined ? undefined : { name: modifiers + name, text: '' };
	}
	if (final === 'u') return kittyChord(first, modifiers);
	// A cursor position report (CSI row ; column R) looks like a modified F3; nobody binds that one.
	if (final === 'R' && numbers.length > 1) return undefined;
	const name = byLetter[final];
	return name === undefined || final === 'M' ? undefined : { name: modifiers + name, text: '' };
};
