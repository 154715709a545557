import type { LagSample } from './lag-verdict.ts';

/** What a topic's retention does; null limits are none, and `isDeleting` is false where records are only compacted. */
export type Retention = { readonly ms: number | null; readonly bytes: bigint | null; readonly isDeleting: boolean };

/**
 * When retention will take records that a group has not read.
 * `atLeast`: nobody reads the partition, so its oldest unread record grows old in real time; deletion works by whole segments and
 * after a check (up to 5 minutes), so the true moment is later. `about`: carried on from how fast the group falls behind, or how fast
 * the log start comes closer. `lost`: it has happened already. `never`: at this pace the group stays ahead, or nothing is deleted.
 */
export type LossForecast =
	| { readonly kind: 'lost' | 'never' }
	| { readonly kind: 'atLeast' | 'about'; readonly inMs: number }
	| { readonly kind: 'unknown'; readonly reason: string };

/** Growth of the age below which a group counts as keeping pace: a hundredth of real time is noise of polling. */
const KEEPING_PACE = 0.01;

/**
 * Forecasts one partition from its looks (oldest first, the last one now). It is not linear in lag: what counts is the age of the oldest
 * unread record against `retention.ms`, and the distance of the commit from the log start against the pace at which the log start moves.
 */
export const forecastLoss = (samples: readonly LagSample[], retention: Retention): LossForecast => {
	const now = samples.at(-1);
	if (now === undefined || now.lag === null) return { kind: 'unknown', reason: 'the lag is not known' };
	if (now.begin !== null && now.committed < now.begin) return { kind: 'lost' };
	if (!retention.isDeleting || now.lag <= 0n) return { kind: 'never' };
	const first = samples[0]!;
	const elapsedMs = now.atMs - first.atMs;
	const byTime = lossByTime(first, now, elapsedMs, retention.ms);
	const byStart = lossByLogStart(first, now, elapsedMs);
	if (byTime.kind === 'unknown') return byStart.kind === 'about' ? byStart : byTime;
	return sooner(byTime, byStart);
};

const lossByTime = (first: LagSample, now: LagSample, elapsedMs: number, retentionMs: number | null): LossForecast => {
	if (retentionMs === null) return { kind: 'never' };
	if (now.behindMs === null) return { kind: 'unknown', reason: 'the age of the oldest unread record is not known' };
	const leftMs = Math.max(0, retentionMs - now.behindMs);
	if (elapsedMs <= 0 || first.behindMs === null || now.committed === first.committed) return { kind: 'atLeast', inMs: leftMs };
	const growth = (now.behindMs - first.behindMs) / elapsedMs;
	return growth <= KEEPING_PACE ? { kind: 'never' } : { kind: 'about', inMs: leftMs / growth };
};

/** Retention by size (and everything else that moves the log start) shows as the log start coming closer. */
const lossByLogStart = (first: LagSample, now: LagSample, elapsedMs: number): LossForecast => {
	if (elapsedMs <= 0 || first.begin === null || now.begin === null) return { kind: 'never' };
	const closing = Number(now.begin - first.begin) - Number(now.committed - first.committed);
	if (now.begin === first.begin || closing <= 0) return { kind: 'never' };
	return { kind: 'about', inMs: (Number(now.committed - now.begin) / closing) * elapsedMs };
};

/** The earlier of two forecasts; something known comes before `never` and `unknown`. */
export const sooner = (a: LossForecast, b: LossForecast): LossForecast => {
	if (a.kind === 'lost' || b.kind === 'lost') return { kind: 'lost' };
	if ('inMs' in a && 'inMs' in b) return b.inMs < a.inMs ? b : a;
	if ('inMs' in a) return a;
	if ('inMs' in b) return b;
	return a.kind === 'unknown' ? a : b;
};
