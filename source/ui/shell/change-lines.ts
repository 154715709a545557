/** What a change does and why it is refused, as the lines of a dialog. Pure. */
import { changeText } from '../../columns/change-text.ts';
import { effectLines, type JudgementLine, labelWidth, reasonLines } from '../../columns/judgement-lines.ts';
import type { Failure } from '../../model/failure.ts';
import type { Judgement } from '../../model/judgement.ts';
import { type RightScope, rightText } from '../../model/needed-right.ts';
import type { Piece } from '../styled-line.ts';
import type { Theme } from '../theme.ts';
import { wrapText } from './wrap-text.ts';

type Line = readonly Piece[];

/** Narrower, labels stand on a line of their own. */
const LEAST_BESIDE = 56;

/** Labels and texts in two columns, wrapped into `width` cells; severe ones carry a sign as well as a colour. */
const labelledLines = (lines: readonly JudgementLine[], labels: number, width: number, theme: Theme): readonly Line[] =>
	lines.flatMap(({ label, text, severity }) => {
		const sign = severity === 'critical' ? theme.signs.critical : severity === 'warning' ? theme.signs.warning : ' ';
		const head: Piece = { text: `${sign} `, style: severity };
		if (width < LEAST_BESIDE)
			return [
				...(label === '' ? [] : [[head, { text: label, style: severity ?? 'muted' }] satisfies Line]),
				...wrapText(text, width - 4).map((part): Line => ['    ', { text: part, style: severity }]),
			];
		return wrapText(text, width - labels - 4).map(
			(part, i): Line => [
				i === 0 ? head : '  ',
				{ text: (i === 0 ? label : '').padEnd(labels + 2), style: severity ?? 'muted' },
				{ text: part, style: severity },
			],
		);
	});

/** The effect alone, as an editor shows it while somebody types. */
export const effectPieces = (judgement: Judgement, width: number, theme: Theme): readonly Line[] => [
	...labelledLines(effectLines(judgement), labelWidth(judgement), width, theme),
	...labelledLines(reasonLines(judgement), labelWidth(judgement), width, theme),
];

/** The whole of it: the change, its effect, the reasons, and what can be put back. */
export const judgementPieces = (judgement: Judgement, width: number, theme: Theme): readonly Line[] => {
	const labels = labelWidth(judgement);
	return [
		...wrapText(changeText(judgement.change), width).map((text): Line => [{ text, style: 'strong' }]),
		...effectPieces(judgement, width, theme),
		...labelledLines([{ label: 'undo', text: judgement.undo.text }], labels, width, theme),
	];
};

/** What happened, and what to do next. */
export const failurePieces = ({ message, nextSteps, needs }: Failure, scope: RightScope, width: number): readonly Line[] => [
	...message
		.split('\n')
		.flatMap(line => wrapText(line, width))
		.map((text): Line => [text]),
	...(needs === undefined ? [] : wrapText(`Needs ${rightText(needs, scope)}.`, width).map((text): Line => [text])),
	...nextSteps.flatMap(step => wrapText(step, width - 2).map((text, i): Line => [i === 0 ? { text: '→ ', style: 'accent' } : '  ', text])),
];
