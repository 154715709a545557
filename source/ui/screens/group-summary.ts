/** The lines under a group's partitions: its total, where it is heading and what it lost. Pure. */
import { lagCauses } from '../../columns/lag-causes.ts';
import type { GroupLag } from '../../model/lag.ts';
import type { LagSample } from '../../model/lag-verdict.ts';
import { lagGrowth } from '../../model/lag-verdict.ts';
import { forecastLoss, type Retention } from '../../model/loss-forecast.ts';
import { groupedText } from '../../units/count.ts';
import { ageText } from '../../units/duration.ts';
import type { Piece } from '../styled-line.ts';

/** Samples the direction is judged by: the verdict's window. */
const WINDOW = 10;

/** Fewer looks show where in its batch a consumer stood, not where it is heading. */
const LEAST_SAMPLES = 4;
/** A group that is less behind than this keeps up, whichever way the last records went. */
const KEEPS_UP_MS = 60_000;
const keepsUp = ({ behindMs }: { readonly behindMs: number | null | undefined }): boolean =>
	typeof behindMs === 'number' && behindMs < KEEPS_UP_MS;

/** Records a second by which the group's whole lag grew; null while too few looks were taken. */
export const groupGrowth = (trends: readonly (readonly LagSample[])[]): number | null => {
	const growths = trends.map(t => (t.length < LEAST_SAMPLES ? null : lagGrowth(t.slice(-WINDOW)))).filter(g => g !== null);
	return growths.length === 0 ? null : growths.reduce((a, b) => a + b, 0);
};

/** `total lag 910,474 · behind 2h 4m · rising 310/s, not catching up`. */
export const groupSummary = (
	group: GroupLag,
	trends: readonly (readonly LagSample[])[],
	retention?: ReadonlyMap<string, Retention>,
): readonly (readonly Piece[])[] => {
	const total: Piece[] = [
		'   total lag ',
		group.lag === null ? { text: '?', style: 'muted' } : { text: groupedText(group.lag), style: 'strong' },
		...(typeof group.behindMs === 'number' && group.behindMs > 0 ? [' · ', behindPiece(group.behindMs, group.maxBehindMs)] : []),
		...direction(group, groupGrowth(trends)),
	];
	const causes = lagCauses(group);
	const parts: Piece[] = [
		...(group.lost !== null && group.lost > 0n
			? [{ text: `${groupedText(group.lost)} offsets lost unread`, style: 'critical' } as const]
			: []),
		...causes.map(({ text, severity }): Piece => ({ text, style: severity })),
	];
	const lost: Piece[] =
		parts.length > 0
			? ['   ', ...parts.flatMap((part, i): Piece[] => (i === 0 ? [part] : [' · ', part]))]
			: group.lost === null
				? ['   lost so far: ', { text: '?', style: 'muted' }]
				: ['   lost so far: none'];
	lost.push(...nextLoss(group, trends, retention));
	return [total, lost];
};

const behindPiece = (behindMs: number, maxBehindMs: number): Piece =>
	behindMs > maxBehindMs
		? { text: `behind ${ageText(behindMs)} (limit ${ageText(maxBehindMs)})`, style: 'warning' }
		: `behind ${ageText(behindMs)}`;

/** The partition whose unread records retention takes first: `orders/1 reaches the log start in ≥6d 21h`. Said only where it is known. */
const nextLoss = (
	group: GroupLag,
	trends: readonly (readonly LagSample[])[],
	retention: ReadonlyMap<string, Retention> | undefined,
): readonly Piece[] => {
	let first: { readonly name: string; readonly kind: 'atLeast' | 'about'; readonly inMs: number } | undefined;
	for (const [i, { topic, partition, behindMs }] of group.partitions.entries()) {
		const limit = retention?.get(topic);
		if (limit === undefined || keepsUp({ behindMs })) continue;
		const forecast = forecastLoss((trends[i] ?? []).slice(-WINDOW), limit);
		if ('inMs' in forecast && (first === undefined || forecast.inMs < first.inMs)) first = { name: `${topic}/${partition}`, ...forecast };
	}
	if (first === undefined) return [];
	const text = `${first.name} reaches the log start in ${first.kind === 'atLeast' ? '≥' : 'about '}${ageText(first.inMs)}`;
	return [' · ', first.inMs < SOON_MS ? { text, style: 'warning' } : text];
};

/** A loss within a day is tonight's problem. */
const SOON_MS = 86_400_000;

const direction = (group: GroupLag, growth: number | null): readonly Piece[] => {
	if (growth === null || group.lag === null || group.lag === 0n || keepsUp(group)) return [];
	const perSecond = Math.round(Math.abs(growth));
	if (perSecond === 0) return [' · steady'];
	if (growth > 0) return [' · ', { text: `rising ${groupedText(perSecond)}/s, not catching up`, style: 'warning' }];
	return [` · falling ${groupedText(perSecond)}/s, caught up in about ${ageText((Number(group.lag) / -growth) * 1000)}`];
};
