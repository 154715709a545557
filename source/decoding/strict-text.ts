import { isUtf8 } from 'node:buffer';

/** The text of some bytes; null when they are not UTF-8, so that no byte is replaced by `�`. */
export const strictText = (bytes: Buffer): string | null => {
	const text = bytes.toString();
	// What was replaced leaves this character behind; without it the bytes need no second look.
	return text.includes('\ufffd') && !isUtf8(bytes) ? null : text;
};

/** Control characters that texts do not hold: all but tab, line feed, carriage return, form feed, backspace and escape (colours in logs). */
const BINARY = /[\0-\x07\x0b\x0e-\x1a\x1c-\x1f\x7f]/;

/** The text of some bytes; null when they are not UTF-8 or hold characters that say they are no text, as a number of eight bytes does. */
export const plainText = (bytes: Buffer): string | null => {
	const text = strictText(bytes);
	return text === null || BINARY.test(text) ? null : text;
};
