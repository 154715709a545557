import { isUnlimitedText, limitDurationText, parseDuration } from './duration.ts';
import { parseSize, sizeText } from './size.ts';

/** Kafka's "no limit" of settings that know one. */
const LONG_MAX = 9_223_372_036_854_775_807n;

/**
 * Reads the value of a setting as somebody types it and gives Kafka's own string: `7d` for a setting in ms, `64MiB` for one in bytes,
 * `unlimited` as -1. A bare number is in the setting's own unit, as in Kafka's tools. Null when a unit is meant that does not fit.
 */
export const settingValue = (name: string, text: string): string | null => {
	const trimmed = text.trim();
	if (/^-?\d+$/.test(trimmed)) return trimmed;
	const isMs = name.endsWith('.ms');
	const isBytes = name.endsWith('.bytes');
	if (!isMs && !isBytes) return trimmed;
	if (isUnlimitedText(trimmed)) return '-1';
	const value = isMs ? parseDuration(trimmed) : parseSize(trimmed);
	return value === null ? null : String(value);
};

/** Prints Kafka's string with its unit: `7d`, `64 MiB`, `unlimited`; other values as they are. */
export const settingText = (name: string, value: string): string => {
	if (!/^-?\d+$/.test(value)) return value;
	const isMs = name.endsWith('.ms');
	if (!isMs && !name.endsWith('.bytes')) return value;
	const number = BigInt(value);
	if (number < -1n) return value;
	if (number < 0n || number === LONG_MAX) return 'unlimited';
	return isMs ? limitDurationText(number) : sizeText(number);
};

const EXACT_SIZES: readonly (readonly [string, bigint])[] = [
	['TiB', 1n << 40n],
	['GiB', 1n << 30n],
	['MiB', 1n << 20n],
	['KiB', 1n << 10n],
];

/** Kafka's string as somebody would type it, so that `settingValue` reads the same again: `7d`, `100GiB`, `unlimited`; nothing is rounded. */
export const settingInput = (name: string, value: string): string => {
	if (!/^-?\d+$/.test(value)) return value;
	const isMs = name.endsWith('.ms');
	if (!isMs && !name.endsWith('.bytes')) return value;
	const number = BigInt(value);
	if (number === -1n) return 'unlimited';
	if (number <= 0n || number === LONG_MAX) return value;
	if (isMs) return limitDurationText(number);
	const unit = EXACT_SIZES.find(([, size]) => number % size === 0n);
	return unit === undefined ? value : `${number / unit[1]}${unit[0]}`;
};
