import type { BrokerSummary } from '../model/broker-summary.ts';
import { cellOf, notApplicableCell, sizeCell, textCell } from './cells.ts';
import type { Cell } from './column.ts';

/** What the volumes of all log dirs have left; null when one of them does not tell. */
export const freeBytes = (b: BrokerSummary): bigint | null | undefined =>
	b.logDirs?.reduce<bigint | null>((sum, d) => (sum === null || d.usableBytes === null ? null : sum + d.usableBytes), 0n);

/** A fifth above the mean is worth a look, a half is what moves first. */
export const skewCell = (percent: number): Cell =>
	textCell(percent > 0 ? `+${percent}%` : `${percent}%`, percent >= 50 ? 'warning' : undefined);

/** Share of the partitions preferred here that are led here. */
export const preferredCell = ({ preferred, preferredLed }: BrokerSummary): Cell => {
	if (preferred === 0) return notApplicableCell;
	return cellOf(preferredLed, led => {
		const percent = Math.floor((100 * led) / (preferred ?? led));
		return textCell(String(percent), percent < 80 ? 'warning' : undefined);
	});
};

/** Under 15 % of a volume left is late, under 5 % is an incident; a log dir that is offline is one in any case. */
export const freeCell = (b: BrokerSummary): Cell => {
	const broken = b.logDirs?.find(d => d.error !== null);
	if (broken !== undefined) return textCell('dir offline', 'critical');
	const tightest = Math.min(
		...(b.logDirs ?? []).map(d => (d.totalBytes && d.usableBytes !== null ? Number((d.usableBytes * 100n) / d.totalBytes) : 100)),
	);
	const cell = sizeCell(b.logDirs === null ? null : freeBytes(b));
	return tightest < 5 ? { ...cell, severity: 'critical' } : tightest < 15 ? { ...cell, severity: 'warning' } : cell;
};

type PercentLimits = { readonly warning: number; readonly critical: number };
/** MSK's best practices: user and system time together at most 60 %, so that a broker can be away; the rest is for what the others take over. */
export const CPU_LIMITS: PercentLimits = { warning: 60, critical: 85 };
/** MSK's best practices: an alarm at 85 %; AWS's health check warns from 75 % on. */
export const DISK_LIMITS: PercentLimits = { warning: 75, critical: 85 };

export const percentCell =
	({ warning, critical }: PercentLimits) =>
	(percent: number): Cell =>
		textCell(percent.toFixed(0), percent >= critical ? 'critical' : percent >= warning ? 'warning' : undefined);
