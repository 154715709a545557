/** What a judgement says, as lines for people: the same on a screen and on a command line. */
import type { Judgement, Reason, ReasonWeight } from '../model/judgement.ts';

export type JudgementLine = { readonly label: string; readonly text: string; readonly severity?: 'critical' | 'warning' | 'muted' };

const WEIGHTS: Readonly<Record<ReasonWeight, { readonly word: string; readonly severity: 'critical' | 'warning' | 'muted' }>> = {
	refuse: { word: 'refused', severity: 'critical' },
	unknown: { word: 'unknown', severity: 'warning' },
	warn: { word: 'warning', severity: 'warning' },
	note: { word: 'note', severity: 'muted' },
};

/** A reason with the right that would make an unknown fact known. */
export const reasonText = ({ text, needs }: Reason): string => (needs === undefined ? text : `${text} Needs ${needs}.`);

/** What the change does, a line each; what is lost is a warning. */
export const effectLines = ({ effect }: Judgement): readonly JudgementLine[] =>
	effect.lines.map(({ label, text, isLoss }) => ({ label, text, ...(isLoss && { severity: 'warning' as const }) }));

/** Why it is refused, asks for a name, or should be thought over. */
export const reasonLines = ({ verdict }: Pick<Judgement, 'verdict'>): readonly JudgementLine[] =>
	verdict.reasons.map(reason => {
		const { word, severity } = WEIGHTS[reason.weight];
		return { label: word, text: reasonText(reason), severity };
	});

/** Cells that labels take, so that the lines of an effect and of its reasons stand in one column. */
export const labelWidth = (judgement: Judgement): number =>
	Math.max(...Object.values(WEIGHTS).map(w => w.word.length), ...judgement.effect.lines.map(l => l.label.length));
