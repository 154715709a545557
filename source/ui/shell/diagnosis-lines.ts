/** The steps of a failing connection, one line an address, and the cure of the first that failed. Pure. */
import { type DiagnosisStep, firstFailed, STEP_TITLES } from '../../model/diagnosis.ts';
import type { Failure } from '../../model/failure.ts';
import type { DiagnosisSoFar } from '../../state/diagnoser.ts';
import { type Piece, paintLine } from '../styled-line.ts';
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
): readonly string[] => {
	if (size.height < 2) return [];
	const line = (...pieces: readonly Piece[]) => paintLine([MARGIN, ...pieces], size.width, theme);
	const heading = line({ text: isDone ? 'The way there:' : 'Looking where it fails…', style: 'muted' });
	const credentials = steps.filter(s => s.broker === null && s.ok === false);
	const brokers = [...new Set(steps.map(s => s.broker).filter(b => b !== null))];
	const walked = brokers.slice(0, MOST_ADDRESSES).flatMap(broker => {
		const own = steps.filter(s => s.broker === broker);
		return [line(`${broker}  `, ...own.flatMap(step => marked(step, theme)))];
	});
	const more =
		brokers.length > MOST_ADDRESSES ? [line({ text: `and ${brokers.length - MOST_ADDRESSES} more: msk-tui doctor`, style: 'muted' })] : [];
	return [
		heading,
		...credentials.map(step => line(...marked(step, theme))),
		...walked,
		...more,
		...added(steps, shown, size.width, theme),
	].slice(0, size.height);
};

const marked = ({ step, ok }: DiagnosisStep, theme: Theme): readonly Piece[] => {
	const title = `${STEP_TITLES[step]} `;
	if (ok === null) return [{ text: `${title}–  `, style: 'muted' }];
	return [
		title,
		ok
			? { text: `${theme.hasUnicode ? '✓' : 'ok'}  `, style: 'ok' }
			: { text: `${theme.hasUnicode ? '✗' : 'FAILED'}  `, style: 'critical' },
	];
};

/** The first failing step's words and cures, as far as the failure above has not said them. */
const added = (steps: readonly DiagnosisStep[], shown: Failure, width: number, theme: Theme): readonly string[] => {
	const failed = firstFailed(steps)?.failure;
	if (failed === undefined) return [];
	const cures = failed.nextSteps.filter(step => !shown.nextSteps.includes(step));
	const words =
		failed.message === shown.message ? [] : wrapText(failed.message, width - 3).map(text => paintLine([MARGIN, text], width, theme));
	return [
		...words,
		...cures.flatMap(cure =>
			wrapText(cure, width - 5).map((text, i) => paintLine([MARGIN, i === 0 ? { text: '→ ', style: 'accent' } : '  ', text], width, theme)),
		),
	];
};
