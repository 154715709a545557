import { groupedText, shortCountText } from '../units/count.ts';
import { ageText, limitDurationText } from '../units/duration.ts';
import { sizeText } from '../units/size.ts';
import type { Cell, Severity } from './column.ts';

/** A value that may still be loading (undefined) or be unknown (null). */
export type Maybe<T> = T | null | undefined;

export const loadingCell: Cell = { text: '…', state: 'loading', severity: 'muted' };
export const unknownCell: Cell = { text: '?', state: 'unknown', severity: 'muted' };
export const notApplicableCell: Cell = { text: '–', state: 'notApplicable', severity: 'muted' };

/** Makes the cell of a known value with `print`, or the cell that says why there is none. */
export const cellOf = <T>(value: Maybe<T>, print: (known: T) => string | Cell): Cell => {
	if (value === undefined) return loadingCell;
	if (value === null) return unknownCell;
	const printed = print(value);
	return typeof printed === 'string' ? { text: printed } : printed;
};

export const textCell = (text: string, severity?: Severity): Cell => (severity === undefined ? { text } : { text, severity });

export const groupedCell = (value: Maybe<bigint | number>): Cell => cellOf(value, groupedText);
export const shortCountCell = (value: Maybe<number>): Cell => cellOf(value, shortCountText);
export const sizeCell = (bytes: Maybe<bigint>): Cell => cellOf(bytes, sizeText);
export const ageCell = (ms: Maybe<number>): Cell => cellOf(ms, ageText);
export const limitDurationCell = (ms: Maybe<bigint>): Cell => cellOf(ms, limitDurationText);

/** A count that should be 0: anything else stands out. */
export const faultCountCell = (value: Maybe<number>, severity: Severity): Cell =>
	cellOf(value, n => (n === 0 ? { text: '0' } : { text: groupedText(n), severity }));

/** Compares known values in ascending order; unknown and loading ones come last. */
export const compareMaybe = (a: Maybe<bigint | number | string>, b: Maybe<bigint | number | string>): number => {
	const isAKnown = a !== null && a !== undefined;
	const isBKnown = b !== null && b !== undefined;
	if (!isAKnown || !isBKnown) return Number(isBKnown) - Number(isAKnown);
	return a < b ? -1 : a > b ? 1 : 0;
};

/** Makes a column's `compare` from the value it orders by. */
export const byValue =
	<Row>(value: (row: Row) => Maybe<bigint | number | string>) =>
	(a: Row, b: Row): number =>
		compareMaybe(value(a), value(b));

/** A figure that is at least so much: `≥107`. */
export const lowerBound = (cell: Cell): Cell => ({ ...cell, text: `≥${cell.text}`, severity: cell.severity ?? 'warning' });
