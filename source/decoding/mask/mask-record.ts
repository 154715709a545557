import type { MaskRule } from '../../model/record-settings.ts';
import type { DecodedValue } from '../decoded-value.ts';
import { type FieldPath, fieldPath, MASKED, maskFields } from './mask-fields.ts';

/** A header as it is shown: text where it is text, else bytes. */
export type ShownHeader = { readonly name: string; readonly value: DecodedValue };

/** Hides what the rules say of the records of one topic. It is the last thing done to a record before anybody sees it. */
export type RecordMask = {
	readonly key: (value: DecodedValue) => DecodedValue;
	readonly value: (value: DecodedValue) => DecodedValue;
	readonly headers: (headers: readonly ShownHeader[]) => readonly ShownHeader[];
};

/** Makes the masks of a config, by topic; null for a topic that no rule names. */
export const recordMasks = (
	rules: readonly MaskRule[],
	matcher: (pattern: string) => (name: string) => boolean,
): ((topic: string) => RecordMask | null) => {
	const tests = rules.map(rule => ({ rule, isMeant: matcher(rule.topic) }));
	const known = new Map<string, RecordMask | null>();
	return topic => {
		const kept = known.get(topic);
		if (kept !== undefined) return kept;
		const meant = tests.filter(({ isMeant }) => isMeant(topic)).map(({ rule }) => rule);
		const made = meant.length === 0 ? null : maskOf(meant, matcher);
		known.set(topic, made);
		return made;
	};
};

const maskOf = (rules: readonly MaskRule[], matcher: (pattern: string) => (name: string) => boolean): RecordMask => {
	const fields = rules.flatMap(rule => rule.field ?? []);
	const headers = rules.flatMap(rule => (rule.header === undefined ? [] : [matcher(rule.header)]));
	const reason = `withheld: the mask ${fields.join(', ')} finds no fields in it`;
	const paths = fields.map(fieldPath);
	return {
		key: value => (fields.length === 0 ? value : maskSide(value, paths, reason, isPlainKey)),
		value: value => (fields.length === 0 ? value : maskSide(value, paths, reason, () => false)),
		headers: list =>
			list.map(header =>
				headers.some(isMeant => isMeant(header.name))
					? { ...header, value: withheld(header.value, 'masked') }
					: // A header may carry what a value does.
						fields.length > 0 && header.value.kind === 'json'
						? { ...header, value: maskSide(header.value, paths, reason, () => true) }
						: header,
			),
	};
};

/** A key that is a name or a number has no fields that a mask of fields could mean; anything less clear is withheld. */
const isPlainKey = (value: DecodedValue): boolean => value.failure === null && (value.kind === 'text' || value.kind === 'number');

const maskSide = (
	value: DecodedValue,
	paths: readonly FieldPath[],
	reason: string,
	isShownPlain: (value: DecodedValue) => boolean,
): DecodedValue => {
	if (value.kind === 'null' || value.kind === 'kafka') return value;
	const isDocument = value.failure === null && typeof value.value === 'object' && value.kind !== 'bytes' && value.kind !== 'number';
	if (!isDocument) return isShownPlain(value) ? value : withheld(value, reason);
	const masked = maskFields(value.value, paths);
	// The bytes hold what was hidden, and whatever of them a document does not show: a name that occurs twice, spaces, unknown fields.
	return { ...value, value: masked, raw: null };
};

const withheld = (value: DecodedValue, reason: string): DecodedValue =>
	value.kind === 'null'
		? value
		: {
				kind: 'withheld',
				value: MASKED,
				schema: value.schema,
				failure: value.failure === null ? reason : `${reason}; it ${value.failure}`,
				raw: null,
			};
