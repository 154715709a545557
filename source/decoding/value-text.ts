import { jsonText } from '../units/json.ts';
import type { DecodedValue } from './decoded-value.ts';

/** A key or value on one line: text as it is, everything else as JSON, bytes as hex; with what went wrong behind it. Foreign text. */
export const valueText = ({ kind, value, raw, failure }: DecodedValue): string => {
	const text =
		kind === 'bytes' && raw !== null ? `0x${raw.toString('hex')}` : kind === 'text' && typeof value === 'string' ? value : jsonText(value);
	return failure === null ? text : `${text} (${failure})`;
};
