/** The lines under a group's partitions: its total, where it is heading and what it lost. Pure. */
import type { GroupLag } from '../../model/lag.ts';
import type { LagSample } from '../../model/lag-verdict.ts';
import { lagGrowth } from '../../model/lag-verdict.ts';
import { groupedText } from '../../units/count.ts';
import { ageText } from '../../units/duration.ts';
import type { Piece } from '../styled-line.ts';

/** Samples the direction is judged by: the verdict's window. */
const WINDOW = 10;

/** Records a second by which the group's whole lag grew; null while fewer than two looks were taken. */
export const groupGrowth = (trends: readonly (readonly LagSample[])[]): number | null => {
	const growths = trends.map(t => lagGrowth(t.slice(-WINDOW))).filter(g => g !== null);
	return growths.length === 0 ? null : growths.reduce((a, b) => a + b, 0);
};

/** `total lag 910,474 · behind 2h 4m · rising 310/s, not catching up`. */
export const groupSummary = (group: GroupLag, trends: readonly (readonly LagSample[])[]): readonly (readonly Piece[])[] => {
	const total: Piece[] = [
		'   total lag ',
		group.lag === null ? { text: '?', style: 'muted' } : { text: groupedText(group.lag), style: 'strong' },
		...(typeof group.behindMs === 'number' && group.behindMs > 0 ? [` · behind ${ageText(group.behindMs)}`] : []),
		...direction(group, groupGrowth(trends)),
	];
	const lost: Piece[] =
		group.lost === null
			? ['   lost so far: ', { text: '?', style: 'muted' }]
			: group.lost > 0n
				? ['   ', { text: `${groupedText(group.lost)} offsets lost: retention passed the commit before they were read`, style: 'critical' }]
				: ['   lost so far: none'];
	if (group.members !== null && group.members > 0 && group.unassigned.length > 0)
		lost.push(' · ', { text: `${group.unassigned.length} partitions that no member owns`, style: 'critical' });
	return [total, lost];
};

const direction = (group: GroupLag, growth: number | null): readonly Piece[] => {
	if (growth === null || group.lag === null || group.lag === 0n) return [];
	const perSecond = Math.round(Math.abs(growth));
	if (perSecond === 0) return [' · steady'];
	if (growth > 0) return [' · ', { text: `rising ${groupedText(perSecond)}/s, not catching up`, style: 'warning' }];
	return [` · falling ${groupedText(perSecond)}/s, caught up in about ${ageText((Number(group.lag) / -growth) * 1000)}`];
};
