/** A failure in place of a screen's body: what happened, what it means, what to do next. Pure. */
import type { Failure } from '../../model/failure.ts';
import { paintLine } from '../styled-line.ts';
import type { Theme } from '../theme.ts';
import { wrapText } from './wrap-text.ts';

const headings: Readonly<Partial<Record<Failure['kind'], string>>> = {
	connection: 'Not connected',
	timeout: 'No answer in time',
	authentication: 'The cluster did not let us in',
	authorization: 'Not allowed',
	notFound: 'Not there',
	bug: 'A bug in msk-tui',
};

/** Beyond this a sentence is hard to read. */
const MOST_COLUMNS = 96;

/** Painted lines, at most `height` of them; where room is short the blank lines go first, then the end. */
export const failureLines = (
	failure: Failure,
	size: { readonly width: number; readonly height: number },
	/** Whether refreshing is paused; undefined where nothing is refreshed. */
	isPaused: boolean | undefined,
	theme: Theme,
): readonly string[] => {
	const margin = size.width < 40 ? 1 : 2;
	const width = Math.min(MOST_COLUMNS, size.width - 1) - margin;
	const indent = ' '.repeat(margin);
	const plain = (text: string): string => indent + text;
	const heading = paintLine(
		[indent, { text: `${theme.signs.critical} ${headings[failure.kind] ?? 'Failed'}`, style: 'critical' }],
		width + margin,
		theme,
	);
	const again = isPaused ? 'Refreshing is paused; r tries now.' : 'It is tried again by itself; r tries now.';
	const sections = [
		[
			heading,
			...failure.message
				.split('\n')
				.flatMap(line => wrapText(line, width))
				.map(plain),
		],
		failure.nextSteps.flatMap(step =>
			wrapText(step, width - 2).map((line, i) =>
				paintLine([indent, i === 0 ? { text: '→ ', style: 'accent' } : '  ', line], size.width, theme),
			),
		),
		(isPaused === undefined ? [] : wrapText(again, width)).map(line =>
			paintLine([indent, { text: line, style: 'muted' }], size.width, theme),
		),
	].filter(section => section.length > 0);
	const airy = ['', ...sections.flatMap((section, i) => (i === 0 ? section : ['', ...section]))];
	return (airy.length <= size.height ? airy : sections.flat()).slice(0, size.height);
};
