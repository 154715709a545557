/**
 * What Ink writes, taken apart. Ink 8 (incrementalRendering off, alternate screen) writes, each in a write of its own or joined:
 *
 *     erase     ESC[2K, ESC[nA, ESC[G, ESC[H, ESC[J   undoing the last frame by moving up and erasing: not needed, dropped
 *     sync      ESC[?2026h/l                          decided anew by size
 *     pass      ESC[?25h/l, ESC[?1049h/l, ESC[?2004h/l, kitty keyboard, OSC, DCS: handed on unchanged
 *     frame     the rest: lines of text and SGR, divided by \n
 */

/** Is one write taken apart. `isNewScreen`: another screen buffer, so nothing is known about what it shows. */
export type InkWrite = { readonly pass: string; readonly frame: string | undefined; readonly isNewScreen: boolean };

const dropped = /\u001B\[(?:[\d;]*[AGHJK]|\?2026[hl])/y;
const passed = /\u001B\[(?:[?>=<][\d;]*[hlu]|[\d;]*n)|\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)|\u001BP[\s\S]*?\u001B\\/y;

/** Takes a write apart. */
export const splitWrite = (text: string): InkWrite => {
	let at = 0;
	let pass = '';
	for (;;) {
		dropped.lastIndex = at;
		const drop = dropped.exec(text);
		if (drop) {
			at += drop[0].length;
			continue;
		}
		passed.lastIndex = at;
		const keep = passed.exec(text);
		if (!keep) break;
		pass += keep[0];
		at += keep[0].length;
	}
	// Ink ends a frame lower than the terminal with a newline; a lone one is such an end, not a frame.
	const rest = text.slice(at);
	return { pass, frame: rest === '' ? undefined : rest, isNewScreen: pass.includes('\u001B[?1049') };
};
