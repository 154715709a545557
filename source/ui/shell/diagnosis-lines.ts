/** The steps of a failing connection, one line an address, and the cure of the first that failed. Pure. */
import { type DiagnosisStep, firstFailed, STEP_TITLES } from '../../model/diagnosis.ts';
import type { Failure } from '../../model/failure.ts';
import type { DiagnosisSoFar } from '../../state/diagnoser.ts';
import { type Piece, paintLine, piecesWidth } from '../styled-line.ts';
import type { Theme } from '../theme.ts';
import { wrapText } from './wrap-text.ts';

/** Addresses shown; the way to the others mostly fails in the same place. */
const MOST_ADDRESSES = 4;
const MARGIN = '  ';

/**
 * At most `height` painted lines, empty where there is room for less than two: a heading, the addresses, and then what the diagnosis
 * adds to `shown`, the failure that stands above.
 */
export const diagnosisLines = (
	{ steps, isDone }: DiagnosisSoFar,
	shown: Failure,
	size: { readonly width: number; readonly height: number },
	theme: Theme,
	underWay = 'Looking where it fails…',
): readonly string[] => {
	if (size.height < 2) return [];
	const line = (...pieces: readonly Piece[]) => paintLine([MARGIN, ...pieces], size.width, theme);
	const heading = line({ text: isDone ? 'The way there:' : underWay, style: 'muted' });
	const credentials = steps.filter(s => s.broker === null && s.ok === false);
	const brokers = [...new Set(steps.map(s => s.broker).filter(b => b !== null))];
	const walked = brokers.slice(0, MOST_ADDRESSES).map(broker => {
		// Steps that do not apply or were not reached say nothing about where it fails.
		const way = steps.filter(s => s.broker === broker && s.ok !== null).flatMap(marked);
		const full: readonly Piece[] = [`${broker}  `, ...way];
		return line(...(piecesWidth(full, theme) + MARGIN.length <= size.width ? full : [`${shortAddress(broker)}  `, ...way]));
	});
	const more =
		brokers.length > MOST_ADDRESSES ? [line({ text: `and ${brokers.length - MOST_ADDRESSES} more: msk-tui doctor`, style: 'muted' })] : [];
	return [heading, ...credentials.map(step => line(...marked(step))), ...walked, ...more, ...added(steps, shown, size.width, theme)].slice(
		0,
		size.height,
	);
};

/** Words, not signs: check marks are missing in many fonts, and colour alone would say nothing to some. */
const marked = ({ step, ok }: DiagnosisStep): readonly Piece[] => [
	`${STEP_TITLES[step]} `,
	ok ? { text: 'ok  ', style: 'ok' } : { text: 'failed  ', style: 'critical' },
];

/** `b-1:9098`: names of MSK brokers differ in their first label. An IP address stays whole. */
const shortAddress = (broker: string): string =>
	/^[\d.]+:|^\[?[0-9a-f]*:.*:/i.test(broker) ? broker : broker.replace(/\.[^:]*(?=:\d+$)/, '');

/** The first failing step's words and cures, as far as the failure above has not said them. */
const added = (steps: readonly DiagnosisStep[], shown: Failure, width: number, theme: Theme): readonly string[] => {
	const failed = firstFailed(steps)?.failure;
	if (failed === undefined) return [];
	const cures = failed.nextSteps.filter(step => !shown.nextSteps.includes(step));
	const words = shown.message.includes(failed.message)
		? []
		: wrapText(failed.message, width - 3).map(text => paintLine([MARGIN, text], width, theme));
	return [
		...words,
		...cures.flatMap(cure =>
			wrapText(cure, width - 5).map((text, i) => paintLine([MARGIN, i === 0 ? { text: '→ ', style: 'accent' } : '  ', text], width, theme)),
		),
	];
};
