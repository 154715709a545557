/**
 * Takes a picture of a program on a terminal: `node scripts/screenshot.ts OUT.png 120x40 "keys" -- command args…`
 *
 * Keys are separated by blanks and sent one after the other, each when the screen has come to rest: `j`, `G`, `enter`, `esc`, `ctrl+d`,
 * `space`, `tab`, `wait` (half a second), or any word, typed as it is. With --text the screen is printed too.
 */
import { writeFileSync } from 'node:fs';
import { terminalPng } from './terminal-picture.ts';

const keyBytes: Readonly<Record<string, string>> = {
	enter: '\r',
	esc: '\u001B',
	space: ' ',
	tab: '\t',
	'shift+tab': '\u001B[Z',
	up: '\u001B[A',
	down: '\u001B[B',
	right: '\u001B[C',
	left: '\u001B[D',
	pageup: '\u001B[5~',
	pagedown: '\u001B[6~',
	home: '\u001B[H',
	end: '\u001B[F',
	backspace: '\u007F',
	wait: '',
};

const bytesOf = (word: string): string => {
	const named = keyBytes[word];
	if (named !== undefined) return named;
	return /^ctrl\+[a-z]$/.test(word) ? String.fromCharCode(word.charCodeAt(5) - 96) : word;
};

const all = process.argv.slice(2);
const split = all.indexOf('--');
const [out, size, keys = ''] = all.slice(0, split).filter(a => !a.startsWith('--'));
const [command, ...args] = split < 0 ? [] : all.slice(split + 1);
const match = /^(\d+)x(\d+)$/.exec(size ?? '');
if (!out || !match || !command) {
	console.error('usage: node scripts/screenshot.ts [--text] OUT.png 120x40 "keys" -- command args…');
	process.exit(2);
}
// tsx gives the helpers their JSX; this script itself runs with or without it.
const { register } = await import('tsx/esm/api');
register();
const { runInPty } = await import('../test/helpers/pty.ts');
// NO_COLOR is one of the looks that are wanted.
const environment = { COLORTERM: 'truecolor', ...(process.env.NO_COLOR && { NO_COLOR: process.env.NO_COLOR }) };
const program = runInPty(command, args, { columns: Number(match[1]), rows: Number(match[2]), environment });
await program.waitFor(() => program.bytes() > 0, 60_000);
await program.quiet(1000);
for (const word of keys.split(' ').filter(Boolean)) {
	const bytes = bytesOf(word);
	if (bytes !== '') program.send(bytes);
	await program.quiet(500);
}
writeFileSync(out, await terminalPng(program.terminal, { title: 'msk-tui' }));
if (all.includes('--text')) console.log(program.screen());
await program.close();
process.exit(0);
