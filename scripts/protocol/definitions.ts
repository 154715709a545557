/** Reads Apache Kafka's message definitions into the compact tables that source/protocol interprets. */
import type { MessageTable, TableField, TableOptions } from '../../source/protocol/table.ts';

type Definition = {
	readonly apiKey?: number;
	readonly type: 'request' | 'response' | 'header' | 'data' | 'coordinator-key' | 'coordinator-value';
	readonly name: string;
	readonly validVersions: string;
	readonly flexibleVersions?: string;
	readonly latestVersionUnstable?: boolean;
	readonly commonStructs?: readonly { readonly name: string; readonly versions: string; readonly fields: readonly DefinitionField[] }[];
	readonly fields?: readonly DefinitionField[];
};

type DefinitionField = {
	readonly name: string;
	readonly type: string;
	readonly versions: string;
	readonly nullableVersions?: string;
	readonly taggedVersions?: string;
	readonly flexibleVersions?: string;
	readonly tag?: number;
	readonly ignorable?: boolean;
	readonly default?: string | number | boolean;
	readonly fields?: readonly DefinitionField[];
};

/** One message of Kafka: its table, for requests and responses the key of the API, for what coordinators log the type of the record. */
export type Message = {
	readonly name: string;
	readonly kind: Definition['type'];
	readonly apiKey: number | null;
	readonly isLatestUnstable: boolean;
	readonly table: MessageTable;
	/** Struct names in the order of the table's struct-typed fields, depth first, for the generated types. */
	readonly structNames: ReadonlyMap<readonly TableField[], string>;
};

// "0-2", "3+", "7", "none" → [low, high], -1 for an open end; null for none.
const range = (text: string | undefined): readonly [low: number, high: number] | null => {
	if (text === undefined || text === 'none') return null;
	const match = /^(\d+)(?:(\+)|-(\d+))?$/.exec(text);
	if (match === null) throw new Error(`not a range of versions: ${text}`);
	return [Number(match[1]), match[2] ? -1 : Number(match[3] ?? match[1])];
};

const withoutComments = (text: string): string =>
	text.replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*/g, (_whole, quoted: string | undefined) => quoted ?? '');

const defaultOf = (field: DefinitionField): TableOptions['d'] => {
	const text = field.default;
	if (text === undefined || text === '') return undefined;
	if (text === 'null') return null;
	if (field.type === 'bool') return String(text) === 'true' || undefined;
	// int64 goes through text: 9223372036854775807 has no exact number.
	if (field.type === 'int64') return BigInt(text) === 0n ? undefined : String(BigInt(text));
	if (field.type === 'string' || field.type === 'uuid') return String(text);
	return Number(text) === 0 ? undefined : Number(text);
};

/**
 * Turns one definition file (JSON with comments) into a table.
 * Returns null for a message without any valid version; throws on a construct that the tables cannot carry.
 */
export const readDefinition = (text: string): Message | null => {
	const definition = JSON.parse(withoutComments(text)) as Definition;
	const valid = range(definition.validVersions);
	if (valid === null) return null;
	const common = new Map(definition.commonStructs?.map(s => [s.name, s.fields]));
	const converted = new Map<readonly DefinitionField[], readonly TableField[]>();
	const structNames = new Map<readonly TableField[], string>();

	const structOf = (name: string, source: readonly DefinitionField[] | undefined, inside: readonly string[]): readonly TableField[] => {
		const fields = source ?? common.get(name);
		if (fields === undefined) throw new Error(`${definition.name}: struct ${name} is not defined`);
		if (inside.includes(name)) throw new Error(`${definition.name}: ${name} contains itself, tables are trees`);
		const known = converted.get(fields);
		if (known !== undefined) return known;
		// A field in no version is one that Kafka took back.
		const table = fields.filter(f => range(f.versions) !== null).map(f => convert(f, [...inside, name]));
		converted.set(fields, table);
		structNames.set(table, name);
		return table;
	};
	const convert = (field: DefinitionField, inside: readonly string[]): TableField => {
		const base = field.type.replaceAll('[]', '');
		const isStruct = /^[A-Z]/.test(base);
		const versions = range(field.versions);
		const tagged = range(field.taggedVersions);
		const nullable = range(field.nullableVersions);
		if (versions === null) throw new Error(`${definition.name}.${field.name} is in no version`);
		if (tagged !== null && tagged[1] !== -1) throw new Error(`${definition.name}.${field.name}: tagged versions end`);
		const fallback = defaultOf(field);
		const options: TableOptions = {
			...(nullable && { n: nullable }),
			...(tagged && { t: [tagged[0], field.tag!] as const }),
			...(field.ignorable && { i: 1 as const }),
			...(field.flexibleVersions === 'none' && { o: 1 as const }),
			...(fallback !== undefined && { d: fallback }),
		};
		const name = field.name.charAt(0).toLowerCase() + field.name.slice(1);
		const type = field.type.replace(base, isStruct ? 'struct' : base);
		const children = isStruct ? structOf(base, field.fields, inside) : undefined;
		const head = [name, type, ...versions] as const;
		if (children !== undefined) return [...head, options, children];
		return Object.keys(options).length > 0 ? [...head, options] : head;
	};

	const fields = structOf(definition.name, definition.fields ?? [], []);
	const flexible = range(definition.flexibleVersions);
	return {
		name: definition.name,
		kind: definition.type,
		apiKey: definition.apiKey ?? null,
		isLatestUnstable: definition.latestVersionUnstable ?? false,
		table: [valid[0], valid[1] === -1 ? 32767 : valid[1], flexible?.[0] ?? -1, fields],
		structNames,
	};
};
