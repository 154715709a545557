/** Milliseconds of each unit a duration may be written in. */
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

const PART = /(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)/g;

/**
 * Reads `7d`, `36h`, `1h30m`, `1500ms` as milliseconds; null when the text is no duration.
 * A bare number is refused: whether 5 means seconds or milliseconds must not be guessed.
 */
export const parseDuration = (text: string): number | null => {
	const trimmed = text.trim().toLowerCase();
	if (!/^(?:\d+(?:\.\d+)?\s*(?:ms|s|m|h|d|w)\s*)+$/.test(trimmed)) return null;
	let total = 0;
	for (const [, amount, unit] of trimmed.matchAll(PART)) total += Number(amount) * UNIT_MS[unit!]!;
	return Number.isSafeInteger(Math.round(total)) ? Math.round(total) : null;
};

/** Reads a limit: a duration, or `unlimited` and `-1` for none (-1, as Kafka writes it); null when it is neither. */
export const parseDurationLimit = (text: string): number | null => (isUnlimitedText(text) ? -1 : parseDuration(text));

/** True for the two ways to write "no limit". */
export const isUnlimitedText = (text: string): boolean => /^(?:unlimited|-1)$/i.test(text.trim());

const EXACT_UNITS: readonly (readonly [string, bigint])[] = [
	['d', 86_400_000n],
	['h', 3_600_000n],
	['m', 60_000n],
	['s', 1_000n],
];

/** Prints a limit in its largest exact unit: `7d`, `36h`, `1500ms`; `∞` for -1. Nothing is rounded: the text is what is set. */
export const limitDurationText = (ms: bigint): string => {
	if (ms < 0n) return '∞';
	for (const [unit, size] of EXACT_UNITS) if (ms >= size && ms % size === 0n) return `${ms / size}${unit}`;
	return ms === 0n ? '0' : `${ms}ms`;
};

/**
 * Prints an age in at most two units, rounded down: `0s`, `1s`, `3m`, `2h 4m`, `6d 21h`. Below ten minutes seconds are kept
 * (`3m 20s`), since they still matter there. A negative age (clocks differ) counts as 0.
 */
export const ageText = (ms: number): string => {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	const minutes = Math.floor(seconds / 60);
	const hours = Math.floor(minutes / 60);
	const days = Math.floor(hours / 24);
	const two = (big: number, bigUnit: string, small: number, smallUnit: string) =>
		small === 0 ? `${big}${bigUnit}` : `${big}${bigUnit} ${small}${smallUnit}`;
	if (days > 0) return two(days, 'd', hours % 24, 'h');
	if (hours > 0) return two(hours, 'h', minutes % 60, 'm');
	if (minutes >= 10) return `${minutes}m`;
	return minutes > 0 ? two(minutes, 'm', seconds % 60, 's') : `${seconds}s`;
};
