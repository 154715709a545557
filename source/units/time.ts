import { parseDuration } from './duration.ts';

/** A point in a topic: one of its ends, or a time in epoch milliseconds. */
export type TimePoint = 'beginning' | 'end' | { readonly atMs: number };

/**
 * Reads `-15m`, `2026-11-24T10:00` (local unless it carries a zone), `1700000000000`, `beginning`, `end`;
 * null when the text is none of these. `nowMs` anchors the relative ones.
 */
export const parseTime = (text: string, nowMs: number): TimePoint | null => {
	const trimmed = text.trim();
	if (trimmed === 'beginning' || trimmed === 'end') return trimmed;
	if (trimmed === 'now') return { atMs: nowMs };
	if (trimmed.startsWith('-')) {
		const ago = parseDuration(trimmed.slice(1));
		return ago === null ? null : { atMs: nowMs - ago };
	}
	if (/^\d{10,16}$/.test(trimmed)) {
		// Ten digits are seconds until the year 2286, and would be January 1970 as milliseconds: nobody means that.
		return trimmed.length === 10 ? null : { atMs: Number(trimmed) };
	}
	if (!/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.test(trimmed)) return null;
	// A date alone would be read as UTC, a date with a time as local: both are local here.
	const iso = trimmed.length === 10 ? `${trimmed}T00:00` : trimmed.replace(' ', 'T');
	const atMs = Date.parse(iso);
	return Number.isNaN(atMs) ? null : { atMs };
};

/** Prints epoch milliseconds as ISO 8601 in UTC, as the JSON contract has it. */
export const isoText = (atMs: number): string => new Date(atMs).toISOString();

/** The local time of day of epoch milliseconds: `07:43:08`, for what is of today. */
export const clockText = (atMs: number): string => new Date(atMs).toTimeString().slice(0, 8);
