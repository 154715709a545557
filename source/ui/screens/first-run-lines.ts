/** What stands on the Clusters screen as long as there are none: how to begin. Pure. */
import { homedir } from 'node:os';
import { wrapText } from '../shell/wrap-text.ts';
import { type Piece, paintLine } from '../styled-line.ts';
import type { Theme } from '../theme.ts';

const MOST_COLUMNS = 90;
const MARGIN = '  ';

const WAYS: readonly (readonly [keys: string, what: string])[] = [
	['+  add a cluster', 'give its brokers, see each step of the way there tested, then save it'],
	['f  find clusters on AWS', 'asks MSK which clusters the AWS profile can see'],
	['msk-tui demo', 'a cluster inside this program, to look around: nothing to set up'],
	['msk-tui --bootstrap HOST:PORT', 'once, without saving anything'],
];

/** `~/.config/…`: a path as people say it. */
export const homePath = (path: string): string => {
	const home = process.env.HOME || homedir();
	return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
};

/** Painted lines, at most `height`. */
export const firstRunLines = (file: string, size: { readonly width: number; readonly height: number }, theme: Theme): readonly string[] => {
	const width = Math.min(MOST_COLUMNS, size.width - 1) - MARGIN.length;
	const line = (...pieces: readonly Piece[]): string => paintLine([MARGIN, ...pieces], size.width, theme);
	const wrapped = (text: string, style?: 'muted'): readonly string[] => wrapText(text, width).map(part => line({ text: part, style }));
	const lines = [
		'',
		line({ text: 'No cluster is known yet.', style: 'strong' }),
		'',
		...WAYS.flatMap(([keys, what]) => [
			line({ text: keys, style: 'accent' }),
			...wrapText(what, width - 2).map(part => line('  ', part)),
			'',
		]),
		...wrapped(
			`Clusters are kept in ${homePath(file)}, which you may as well write by hand. It names where a password is, never the password itself.`,
			'muted',
		),
	];
	return (lines.length <= size.height ? lines : lines.filter(text => text !== '')).slice(0, size.height);
};
