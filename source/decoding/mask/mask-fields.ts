import { type JsonObject, type JsonValue, jsonText, NumberLiteral } from '../../units/json.ts';
import { parseExactJson } from '../json/exact-json.ts';
import { type OpenObject, setField } from '../json/json-object.ts';

/** What stands in place of what is masked. */
export const MASKED = '***';

/** Steps to a field: a name, `*` for any one, `**` for any number. */
export type FieldPath = readonly string[];

export const fieldPath = (text: string): FieldPath => text.split('.');

/** Documents inside documents are looked at to this depth. */
const MOST_INNER_DOCUMENTS = 3;

/**
 * The same document with the fields of some paths replaced; what is not on a path is passed on as it is. A path goes through lists without a
 * step, and into texts that are JSON documents themselves: rather a field too many than one that is seen.
 */
export const maskFields = (value: JsonValue, paths: readonly FieldPath[], innerDocuments = 0): JsonValue => {
	if (paths.length === 0) return value;
	const isLeaf = typeof value !== 'object' || value instanceof NumberLiteral;
	if (paths.some(path => isReached(path, isLeaf))) return value === null ? null : MASKED;
	if (typeof value === 'string') return maskInnerDocument(value, paths, innerDocuments);
	if (typeof value !== 'object' || value === null || value instanceof NumberLiteral) return value;
	if (Array.isArray(value)) return maskList(value, paths, innerDocuments);
	return maskObject(value as JsonObject, paths, innerDocuments);
};

/** `a.**` means what is below a, and a itself where it has nothing below. */
const isReached = (path: FieldPath, isLeaf: boolean): boolean => path.length === 0 || (isLeaf && path.length === 1 && path[0] === '**');

const maskList = (list: readonly JsonValue[], paths: readonly FieldPath[], innerDocuments: number): JsonValue => {
	// An item may also be the step that `*` asks for.
	const inside = [...paths, ...paths.flatMap(path => (path[0] === '*' ? [path.slice(1)] : []))];
	const masked = list.map(item => maskFields(item, inside, innerDocuments));
	return masked.some((item, i) => item !== list[i]) ? masked : list;
};

const maskObject = (object: JsonObject, paths: readonly FieldPath[], innerDocuments: number): JsonValue => {
	const result: OpenObject = {};
	let isChanged = false;
	for (const name of Object.keys(object)) {
		const field = maskFields(
			object[name]!,
			paths.flatMap(path => stepInto(path, name)),
			innerDocuments,
		);
		if (field !== object[name]) isChanged = true;
		setField(result, name, field);
	}
	return isChanged ? result : object;
};

/** What is left of a path inside a field of this name: nothing of it, or one or several ways on. */
const stepInto = (path: FieldPath, name: string): readonly FieldPath[] => {
	const [step, ...rest] = path;
	if (step === '**') return rest.length === 0 ? [rest] : [path, ...stepInto(rest, name)];
	return step === '*' || step === name ? [rest] : [];
};

const maskInnerDocument = (text: string, paths: readonly FieldPath[], innerDocuments: number): JsonValue => {
	const first = text.trimStart()[0];
	if ((first !== '{' && first !== '[') || innerDocuments === MOST_INNER_DOCUMENTS) return text;
	let inner: JsonValue;
	try {
		inner = parseExactJson(text);
	} catch {
		return text;
	}
	const masked = maskFields(inner, paths, innerDocuments + 1);
	return masked === inner ? text : jsonText(masked);
};
