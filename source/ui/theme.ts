/**
 * Semantic styles and signs: the only place that knows SGR codes and which glyphs stand for what.
 *
 * Only the 16 ANSI colours and plain attributes are used, so the operator's own palette rules. Styles are painted into the string itself
 * because a table row is one Text node: a node a cell costs Ink three times as much.
 */

/** Names what a piece of text means, never how it looks. */
export type StyleName =
	| 'critical'
	| 'warning'
	| 'ok'
	| 'muted'
	| 'accent'
	| 'strong'
	| 'heading'
	| 'selection'
	| 'cursor'
	| 'match'
	| 'badgeProd'
	| 'badgeStaging'
	| 'badgeDev';

/** Lists the signs the program draws, each at most three cells wide. */
export type Signs = {
	readonly critical: string;
	readonly warning: string;
	readonly ok: string;
	readonly unknown: string;
	readonly cursor: string;
	readonly mark: string;
	readonly changes: string;
	readonly ellipsis: string;
	readonly sortUp: string;
	readonly sortDown: string;
	readonly separator: string;
	readonly moreLeft: string;
	readonly moreRight: string;
	readonly scrollThumb: string;
	readonly box: {
		readonly horizontal: string;
		readonly vertical: string;
		readonly topLeft: string;
		readonly topRight: string;
		readonly bottomLeft: string;
		readonly bottomRight: string;
		readonly leftTee: string;
		readonly rightTee: string;
	};
	/** From lowest to highest; a chart picks by position. */
	readonly bars: readonly string[];
};

/** Holds everything a view needs to paint: styles, signs and the translation of signs for terminals without UTF-8. */
export type Theme = {
	readonly hasColour: boolean;
	readonly hasUnicode: boolean;
	readonly signs: Signs;
	/** Wraps text in a style; closes only what it opened, so styles nest. Empty text stays empty. */
	readonly paint: (style: StyleName, text: string) => string;
	/** Replaces the program's own Unicode signs where the terminal cannot show them. Apply before measuring. */
	readonly showSigns: (text: string) => string;
};

const ESC = '\u001B[';
const closing: Readonly<Record<number, number>> = { 1: 22, 2: 22, 4: 24, 7: 27 };
const closerOf = (code: number): number => closing[code] ?? ((code >= 40 && code < 50) || code >= 100 ? 49 : 39);

// Dim rather than bright black for muted: several popular palettes (Solarized) give bright black the background's colour.
const colourCodes: Readonly<Record<StyleName, readonly number[]>> = {
	critical: [1, 31],
	warning: [33],
	ok: [32],
	muted: [2],
	accent: [36],
	strong: [1],
	heading: [1, 36],
	selection: [7],
	cursor: [7],
	match: [1, 4],
	badgeProd: [1, 97, 41],
	badgeStaging: [30, 43],
	badgeDev: [30, 42],
};

const plainCodes: Readonly<Record<StyleName, readonly number[]>> = {
	...colourCodes,
	critical: [1],
	warning: [1],
	ok: [],
	accent: [],
	heading: [1],
	badgeProd: [1, 7],
	badgeStaging: [7],
	badgeDev: [1],
};

const unicodeSigns: Signs = {
	critical: '●',
	warning: '▲',
	ok: '●',
	unknown: '○',
	cursor: '▌',
	mark: '•',
	changes: '±',
	ellipsis: '…',
	sortUp: '▲',
	sortDown: '▼',
	separator: '·',
	moreLeft: '‹',
	moreRight: '›',
	scrollThumb: '█',
	box: { horizontal: '─', vertical: '│', topLeft: '╭', topRight: '╮', bottomLeft: '╰', bottomRight: '╯', leftTee: '├', rightTee: '┤' },
	bars: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
};

const asciiSigns: Signs = {
	critical: 'X',
	warning: '!',
	ok: 'o',
	unknown: '?',
	cursor: '>',
	mark: '*',
	changes: '+',
	ellipsis: '~',
	sortUp: '^',
	sortDown: 'v',
	separator: '-',
	moreLeft: '<',
	moreRight: '>',
	scrollThumb: '#',
	box: { horizontal: '-', vertical: '|', topLeft: '+', topRight: '+', bottomLeft: '+', bottomRight: '+', leftTee: '+', rightTee: '+' },
	bars: ['.', '.', ':', '-', '=', '+', '*', '#'],
};

// Covers every sign units and screens print as text; foreign letters are left alone, a terminal shows its own stand-in for those.
const asciiFor: ReadonlyMap<string, string> = new Map([
	['…', '~'],
	['–', '-'],
	['—', '-'],
	['·', '-'],
	['•', '*'],
	['±', '+'],
	['≤', '<='],
	['≥', '>='],
	['≈', '~'],
	['∞', 'inf'],
	['→', '->'],
	['←', '<-'],
	['↑', '^'],
	['↓', 'v'],
	['●', 'X'],
	['○', 'o'],
	['▲', '!'],
	['▼', 'v'],
	['▌', '>'],
	['‹', '<'],
	['›', '>'],
	['─', '-'],
	['│', '|'],
	['µ', 'u'],
	['×', 'x'],
	...unicodeSigns.bars.map((bar, i): [string, string] => [bar, asciiSigns.bars[i] ?? '#']),
]);

const toAscii = (text: string): string =>
	// Control pictures come from display-text: back to the escape they stand for.
	text
		.replace(/[\u2400-\u241F]/g, c => `\\x${(c.charCodeAt(0) - 0x24_00).toString(16).padStart(2, '0')}`)
		.replace(/[^\u0000-\u007E]/gu, c => asciiFor.get(c) ?? c);

/** Builds a theme from two facts about the terminal. */
export const createTheme = ({ hasColour, hasUnicode }: { readonly hasColour: boolean; readonly hasUnicode: boolean }): Theme => {
	const codes = hasColour ? colourCodes : plainCodes;
	const wraps = new Map<StyleName, readonly [string, string]>();
	for (const [name, list] of Object.entries(codes) as [StyleName, readonly number[]][]) {
		// One sequence a code: Ink's tokenizer matches each opener with its closer only when they are apart.
		wraps.set(name, [
			list.map(c => `${ESC}${c}m`).join(''),
			[...new Set(list.map(closerOf))]
				.reverse()
				.map(c => `${ESC}${c}m`)
				.join(''),
		]);
	}
	return {
		hasColour,
		hasUnicode,
		signs: hasUnicode ? unicodeSigns : asciiSigns,
		paint: (style, text) => {
			if (text === '') return '';
			const [open, close] = wraps.get(style)!;
			return open + text + close;
		},
		showSigns: hasUnicode ? text => text : toAscii,
	};
};

/** Reads from the environment what the terminal can show. NO_COLOR and --no-color are honoured; without a UTF-8 locale, signs are ASCII. */
export const themeFromEnvironment = (
	environment: Readonly<Record<string, string | undefined>>,
	{ noColour = false, ascii = false }: { readonly noColour?: boolean; readonly ascii?: boolean } = {},
): Theme => {
	const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || '';
	return createTheme({
		// The convention (no-color.org): any value but the empty string.
		hasColour: !noColour && !environment.NO_COLOR && environment.TERM !== 'dumb',
		hasUnicode: !ascii && /utf-?8/i.test(locale),
	});
};
