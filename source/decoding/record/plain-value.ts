import type { DecoderWord } from '../../model/record-settings.ts';
import type { JsonValue } from '../../units/json.ts';
import { bytesValue, type DecodedValue } from '../decoded-value.ts';
import { parseExactJson } from '../json/exact-json.ts';
import { doubleJson, floatJson } from '../json/json-number.ts';
import { plainText, strictText } from '../strict-text.ts';

const value = (kind: DecodedValue['kind'], content: JsonValue, raw: Buffer, failure: string | null = null): DecodedValue => ({
	kind,
	value: content,
	schema: null,
	failure,
	raw,
});

/** What bytes say that nothing is known about: an object or list of JSON, text, or bytes. */
export const unruledValue = (raw: Buffer): DecodedValue => {
	const text = plainText(raw);
	if (text === null) return bytesValue(raw, null);
	const first = text.trimStart()[0];
	if (first !== '{' && first !== '[') return value('text', text, raw);
	try {
		return value('json', parseExactJson(text), raw);
	} catch {
		return value('text', text, raw, 'begins like JSON and is none');
	}
};

const number = (size: number, kind: string, read: (raw: Buffer) => JsonValue) => (raw: Buffer) =>
	raw.length === size ? value('number', read(raw), raw) : bytesValue(raw, `is no ${kind}: it has ${raw.length} bytes, not ${size}`);

/** What a rule says without any schema; undefined for the kinds that need one. */
export const ruledValue = (word: DecoderWord): ((raw: Buffer) => DecodedValue) | undefined => RULED[word];

const RULED: Readonly<Partial<Record<DecoderWord, (raw: Buffer) => DecodedValue>>> = {
	bytes: raw => bytesValue(raw, null),
	text: raw => {
		const text = strictText(raw);
		return text === null ? bytesValue(raw, 'is not UTF-8') : value('text', text, raw);
	},
	json: raw => {
		const text = strictText(raw);
		if (text === null) return bytesValue(raw, 'is not UTF-8, so no JSON');
		try {
			return value('json', parseExactJson(text), raw);
		} catch {
			return value('text', text, raw, 'is no JSON');
		}
	},
	int16: number(2, 'int16', raw => raw.readInt16BE()),
	int32: number(4, 'int32', raw => raw.readInt32BE()),
	int64: number(8, 'int64', raw => raw.readBigInt64BE()),
	float: number(4, 'float', raw => floatJson(raw.readFloatBE())),
	double: number(8, 'double', raw => doubleJson(raw.readDoubleBE())),
};
