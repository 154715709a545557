/**
 * Characters of foreign text (group ids, client ids, config values, error words) that could move the cursor, paint, ring, hide
 * or reorder what a terminal shows: controls (Cc), format characters such as bidi marks, zero-width characters and tags (Cf),
 * line and paragraph separators, variation selectors.
 */
const UNSAFE = /\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}|\p{Variation_Selector}/gu;

const escaped = (character: string): string => {
	const code = character.codePointAt(0)!;
	return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
};

/** Makes foreign text safe to print: every unsafe character becomes its visible escape (`\x1b`), nothing disappears silently. */
export const printable = (text: string): string => (isPlainAscii(text) ? text : text.replace(UNSAFE, escaped));

const isPlainAscii = (text: string): boolean => {
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code < 0x20 || code > 0x7e) return false;
	}
	return true;
};
