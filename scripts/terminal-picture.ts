/** Draws what an xterm.js terminal shows: buffer → SVG → PNG. Everything comes from npm packages, so pictures are the same on every machine. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import type { IBufferCell, Terminal } from '@xterm/headless';

const ansi = [
	'#1d1f21',
	'#cc6666',
	'#b5bd68',
	'#f0c674',
	'#81a2be',
	'#b294bb',
	'#8abeb7',
	'#c5c8c6',
	'#666666',
	'#d54e53',
	'#b9ca4a',
	'#e7c547',
	'#7aa6da',
	'#c397d8',
	'#70c0b1',
	'#ffffff',
];
const foreground = '#d4d4d4';
const background = '#16181d';

const hex = (value: number): string => value.toString(16).padStart(2, '0');

const paletteColour = (index: number): string => {
	if (index < 16) return ansi[index]!;
	if (index < 232) {
		const levels = [0, 95, 135, 175, 215, 255];
		const at = index - 16;
		return `#${hex(levels[Math.floor(at / 36)]!)}${hex(levels[Math.floor(at / 6) % 6]!)}${hex(levels[at % 6]!)}`;
	}
	return `#${hex(8 + (index - 232) * 10).repeat(3)}`;
};

const colourOf = (cell: IBufferCell, isForeground: boolean): string => {
	if (isForeground ? cell.isFgDefault() : cell.isBgDefault()) return isForeground ? foreground : background;
	const value = isForeground ? cell.getFgColor() : cell.getBgColor();
	return (isForeground ? cell.isFgRGB() : cell.isBgRGB()) ? `#${value.toString(16).padStart(6, '0')}` : paletteColour(value);
};

const escaped = (text: string): string => text.replace(/[&<>]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]!);

type Run = { readonly x: number; text: string; readonly key: string; readonly fill: string; readonly style: string };

/** Draws the visible screen as SVG. */
export const terminalSvg = (
	terminal: Terminal,
	{ title = '', fontSize = 15 }: { readonly title?: string; readonly fontSize?: number } = {},
): string => {
	const cellWidth = fontSize * 0.6;
	const cellHeight = Math.round(fontSize * 1.32);
	const padding = 14;
	const top = 34;
	const width = Math.ceil(terminal.cols * cellWidth + padding * 2);
	const height = Math.ceil(terminal.rows * cellHeight + top + padding);
	const buffer = terminal.buffer.active;
	const cell = buffer.getNullCell();
	const rectangles: string[] = [];
	const texts: string[] = [];
	for (let y = 0; y < terminal.rows; y++) {
		const line = buffer.getLine(buffer.viewportY + y);
		if (!line) continue;
		let run: Run | undefined;
		const flush = (): void => {
			if (run?.text.trim()) {
				const x = (padding + run.x * cellWidth).toFixed(1);
				texts.push(
					`<text x="${x}" y="${(top + (y + 0.76) * cellHeight).toFixed(1)}" fill="${run.fill}"${run.style} xml:space="preserve">${escaped(run.text)}</text>`,
				);
			}
			run = undefined;
		};
		for (let x = 0; x < terminal.cols; x++) {
			line.getCell(x, cell);
			const cells = cell.getWidth();
			if (cells === 0) continue;
			let fill = colourOf(cell, true);
			let behind = colourOf(cell, false);
			if (cell.isInverse()) [fill, behind] = [behind, fill];
			if (behind !== background) {
				rectangles.push(
					`<rect x="${(padding + x * cellWidth).toFixed(1)}" y="${top + y * cellHeight}" width="${(cellWidth * cells + 0.3).toFixed(1)}" height="${cellHeight}" fill="${behind}"/>`,
				);
			}
			const style = `${cell.isBold() ? ' font-weight="700"' : ''}${cell.isDim() ? ' opacity="0.6"' : ''}${cell.isItalic() ? ' font-style="italic"' : ''}${cell.isUnderline() ? ' text-decoration="underline"' : ''}`;
			const key = fill + style;
			const text = cell.getChars() || ' ';
			if (!run || run.key !== key || cells === 2) {
				flush();
				run = { x, text, key, fill, style };
			} else run.text += text;
			// A wide sign's advance is not two cells in every font: what follows starts its own run.
			if (cells === 2) flush();
		}
		flush();
	}
	const bar = `<circle cx="20" cy="17" r="5.5" fill="#ff5f57"/><circle cx="38" cy="17" r="5.5" fill="#febc2e"/><circle cx="56" cy="17" r="5.5" fill="#28c840"/><text x="${width / 2}" y="21" fill="#9aa0a6" font-size="12" text-anchor="middle">${escaped(title)}</text>`;
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="JetBrains Mono" font-size="${fontSize}"><rect width="${width}" height="${height}" rx="8" fill="${background}"/>${bar}${rectangles.join('')}${texts.join('\n')}</svg>`;
};

/** Draws the visible screen as PNG. */
export const terminalPng = async (
	terminal: Terminal,
	options: { readonly title?: string; readonly scale?: number } = {},
): Promise<Buffer> => {
	const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/jetbrains-mono/package.json'));
	const fontFiles = [
		'400Regular/JetBrainsMono_400Regular.ttf',
		'700Bold/JetBrainsMono_700Bold.ttf',
		'400Regular_Italic/JetBrainsMono_400Regular_Italic.ttf',
	]
		.map(file => join(fonts, file))
		.filter(file => existsSync(file));
	const image = new Resvg(terminalSvg(terminal, options), {
		fitTo: { mode: 'zoom', value: options.scale ?? 2 },
		font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'JetBrains Mono' },
	}).render();
	return Buffer.from(image.asPng());
};
