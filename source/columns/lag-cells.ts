import { type BehindMethod, VERDICT_ORDER, type Verdict } from '../model/lag.ts';
import type { UnknownField } from '../model/unknown.ts';
import { ageText } from '../units/duration.ts';
import type { JsonValue } from '../units/json.ts';
import { cellOf, textCell } from './cells.ts';
import type { Cell, Severity } from './column.ts';

type Behind = {
	readonly behindMs: number | null | undefined;
	readonly behindMethod: BehindMethod | null;
	readonly maxBehindMs: number;
};

/** So many times the limit is no longer a slip: an hour at the default of five minutes. */
const CRITICAL_FACTOR = 12;
type Judged = { readonly verdict: Verdict; readonly learning: { readonly samples: number; readonly needed: number } | null };

/** Time behind; `~` marks an estimate between polls. Beyond the group's limit it is a warning, far beyond it critical. */
export const behindCell = (row: Behind): Cell =>
	cellOf(row.behindMs, ms => {
		const text = `${row.behindMethod === 'estimated' ? '~' : ''}${ageText(ms)}`;
		return textCell(text, ms > row.maxBehindMs * CRITICAL_FACTOR ? 'critical' : ms > row.maxBehindMs ? 'warning' : undefined);
	});

export const behindJson = (row: Pick<Behind, 'behindMs'>): number | null => row.behindMs ?? null;

/** The reasons of a lag row; a method that is null because the age is not known is null for the same reason, and a verdict because the lag is. */
export const lagUnknowns = (
	row: Omit<Behind, 'maxBehindMs'> & { readonly verdict: Verdict; readonly unknown: readonly UnknownField[] },
): readonly UnknownField[] => {
	const { unknown: told, behindMethod, behindMs, verdict } = row;
	const noLag = verdict === 'unknown' && told.every(u => u.field !== 'verdict') ? told.find(u => u.field === 'lag') : undefined;
	const unknown = noLag === undefined ? told : [...told, { ...noLag, field: 'verdict' }];
	if (behindMethod !== null || unknown.some(u => u.field === 'behindMethod')) return unknown;
	const why = unknown.find(u => u.field === 'behindMs') ?? {
		reason: behindMs === 0 ? 'nothing is unread' : 'the age was not asked for',
		needs: null,
	};
	return [...unknown, { ...why, field: 'behindMethod' }];
};

const VERDICT_SEVERITY: Readonly<Record<Verdict, Severity>> = {
	stalled: 'critical',
	stopped: 'critical',
	rewind: 'warning',
	slow: 'warning',
	unknown: 'muted',
	learning: 'muted',
	ok: 'ok',
};

/** The verdict as a word; bad ones in capitals, so that they stand out without colour. `learning 4/10` until it speaks. */
export const verdictCell = (row: Judged): Cell => {
	const severity = VERDICT_SEVERITY[row.verdict];
	if (row.verdict === 'unknown') return { text: '?', state: 'unknown', severity };
	if (row.verdict === 'learning' && row.learning !== null)
		return textCell(`learning ${row.learning.samples}/${row.learning.needed}`, severity);
	return textCell(severity === 'critical' ? row.verdict.toUpperCase() : row.verdict, severity);
};

/** How much of the window a verdict still needs; left out once it speaks. */
export const learningJson = ({ learning }: Judged): JsonValue | undefined => learning ?? undefined;

/** Worst first. */
export const verdictRank = (row: Judged): number => VERDICT_ORDER.indexOf(row.verdict);
