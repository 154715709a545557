/** Avro's logical types as documents show them: times ISO 8601, decimals as exact numbers, UUIDs as text. Specification 1.12. */
import { type JsonValue, NumberLiteral } from '../../units/json.ts';
import { bytesJson } from '../decoded-value.ts';
import { exactNumber } from '../json/exact-json.ts';

export type LogicalReader = (value: JsonValue | Buffer) => JsonValue;

const DAY_MS = 86_400_000;
/** What `Date` can hold; an instant beyond it stays the number it is. */
const MOST_DATE_MS = 8_640_000_000_000_000;

const dateText = (days: number): JsonValue =>
	Math.abs(days * DAY_MS) > MOST_DATE_MS ? days : new Date(days * DAY_MS).toISOString().replace(/T.*/, '');

/** `12:34:56.789012` of a count of units since midnight; the count itself outside a day. */
const timeText = (count: bigint, perSecond: bigint, digits: number): JsonValue => {
	const seconds = count / perSecond;
	if (count < 0n || seconds >= 86_400n) return count;
	const clock = new Date(Number(seconds) * 1000).toISOString().slice(11, 19);
	return `${clock}.${String(count % perSecond).padStart(digits, '0')}`;
};

/** An instant of a count of units since 1970, with all its digits; `zone` is Z, or nothing for the local kinds. */
const instantText = (count: bigint, perSecond: bigint, digits: number, zone: string): JsonValue => {
	// Rounded down, also before 1970.
	let seconds = count / perSecond;
	if (count % perSecond < 0n) seconds -= 1n;
	const ms = Number(seconds) * 1000;
	if (Math.abs(ms) > MOST_DATE_MS) return count;
	return `${new Date(ms).toISOString().slice(0, -5)}.${String(count - seconds * perSecond).padStart(digits, '0')}${zone}`;
};

/** The number with `scale` digits behind the point, as it is written: 12.50. */
const decimalNumber = (bytes: Buffer, scale: number): JsonValue => {
	const unscaled = bytes.length === 0 ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString('hex')}`));
	if (scale === 0) return exactNumber(String(unscaled));
	const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
	const text = `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
	return new NumberLiteral(text);
};

const MOST_DECIMAL_BYTES = 4096;
const MOST_SCALE = 10_000;

/**
 * How to read a logical type on top of its plain one; undefined when the two do not fit or the type is not known, which the
 * specification says to ignore.
 */
export const logicalReader = (schema: Readonly<Record<string, unknown>>, base: string, size: number | null): LogicalReader | undefined => {
	const integer =
		(read: (count: bigint) => JsonValue): LogicalReader =>
		value =>
			read(BigInt(value as number | bigint));
	switch (`${base}/${schema.logicalType}`) {
		case 'bytes/decimal':
		case 'fixed/decimal': {
			const scale = schema.scale ?? 0;
			if (typeof scale !== 'number' || !Number.isInteger(scale) || scale < 0 || scale > MOST_SCALE) return undefined;
			return value => {
				const bytes = value as Buffer;
				return bytes.length > MOST_DECIMAL_BYTES ? bytesJson(bytes) : decimalNumber(bytes, scale);
			};
		}
		case 'fixed/uuid':
			return size === 16 ? value => (value as Buffer).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') : undefined;
		case 'fixed/duration':
			if (size !== 12) return undefined;
			return value => {
				const bytes = value as Buffer;
				return { months: bytes.readUInt32LE(0), days: bytes.readUInt32LE(4), milliseconds: bytes.readUInt32LE(8) };
			};
		case 'int/date':
			return value => dateText(value as number);
		case 'int/time-millis':
			return integer(count => timeText(count, 1000n, 3));
		case 'long/time-micros':
			return integer(count => timeText(count, 1_000_000n, 6));
		case 'long/timestamp-millis':
			return integer(count => instantText(count, 1000n, 3, 'Z'));
		case 'long/timestamp-micros':
			return integer(count => instantText(count, 1_000_000n, 6, 'Z'));
		case 'long/timestamp-nanos':
			return integer(count => instantText(count, 1_000_000_000n, 9, 'Z'));
		case 'long/local-timestamp-millis':
			return integer(count => instantText(count, 1000n, 3, ''));
		case 'long/local-timestamp-micros':
			return integer(count => instantText(count, 1_000_000n, 6, ''));
		case 'long/local-timestamp-nanos':
			return integer(count => instantText(count, 1_000_000_000n, 9, ''));
		default:
			return undefined;
	}
};
