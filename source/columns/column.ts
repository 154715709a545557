import type { UnknownField } from '../model/unknown.ts';
import { type JsonObject, type JsonValue, numberJson } from '../units/json.ts';

/** How much a cell should stand out; the faces choose the colour. */
export type Severity = 'critical' | 'warning' | 'ok' | 'muted';

/** Why a cell holds no value. */
export type CellState = 'loading' | 'unknown' | 'notApplicable';

/** One value as a person reads it. `text` may hold foreign text: the faces sanitise it before they print. */
export type Cell = { readonly text: string; readonly severity?: Severity; readonly state?: CellState };

/**
 * One column of a noun's table, read by screens, by the plain tables and by `--json`.
 * A row's field is `undefined` while it loads, `null` when it cannot be known, else its value.
 */
export type Column<Row> = {
	/** The name in `--columns` and, where there is `json`, the name of the JSON field. */
	readonly id: string;
	readonly title: string;
	/** Unit of the JSON number, for the documentation. */
	readonly unit?: string;
	readonly align: 'left' | 'right';
	/** 0 always stays; when room is short the largest number goes first. */
	readonly priority: number;
	readonly cell: (row: Row) => Cell;
	/** Ascending order; unknown values come after known ones. */
	readonly compare: (a: Row, b: Row) => number;
	/** The JSON value; null when unknown. A column without it is for people only. */
	readonly json?: (row: Row) => JsonValue;
};

/** All about one noun: its columns, JSON fields that are no columns, and where a row keeps its reasons. */
export type NounTable<Row> = {
	readonly noun: string;
	readonly columns: readonly Column<Row>[];
	/** Fields of the JSON object that no column shows, such as nested lists; undefined leaves the field out. */
	readonly jsonOnly?: Readonly<Record<string, (row: Row) => JsonValue | undefined>>;
	readonly unknownOf: (row: Row) => readonly UnknownField[];
};

/**
 * The JSON object of a row. It carries `unknown: [{field, reason, needs}]` exactly when one of its own fields is null for lack of
 * knowledge: a reader may rely on the key being there then, and absent otherwise. `only` restricts the fields to some column ids.
 */
export const rowJson = <Row>(table: NounTable<Row>, row: Row, only?: ReadonlySet<string>): JsonObject => {
	const json: Record<string, JsonValue> = {};
	for (const column of table.columns)
		if (column.json !== undefined && (only?.has(column.id) ?? true)) json[column.id] = numberJson(column.json(row));
	for (const field in table.jsonOnly) {
		const value = (only?.has(field) ?? true) ? table.jsonOnly[field]!(row) : undefined;
		if (value !== undefined) json[field] = numberJson(value);
	}
	const unknown = reasons(json, table.unknownOf(row));
	if (unknown.length > 0) json.unknown = unknown;
	return json;
};

/**
 * Adds to a JSON object why its null fields are null. A row also keeps reasons for what only the screen shows, and for words that say
 * by themselves that something is not known (a verdict): those stay out. Thousands of partitions share one list, which is not copied.
 */
export const explained = (json: Readonly<Record<string, JsonValue>>, unknown: readonly UnknownField[]): JsonObject => {
	const own = reasons(json, unknown);
	return own.length === 0 ? json : { ...json, unknown: own };
};

const reasons = (json: Readonly<Record<string, JsonValue>>, unknown: readonly UnknownField[]): readonly UnknownField[] => {
	const isNull = (u: UnknownField): boolean => json[u.field] === null;
	return unknown.every(isNull) ? unknown : unknown.filter(isNull);
};

/** Finds a column by id; undefined when the table has none of that name. */
export const columnById = <Row>(table: NounTable<Row>, id: string): Column<Row> | undefined => table.columns.find(c => c.id === id);
