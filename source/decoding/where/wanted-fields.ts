import type { ASTNode } from './cel.ts';

/** What an expression looks at of a document: all of it, or some fields, each in the same way. */
export type Wanted = { isWhole: boolean; readonly fields: Map<string, Wanted> };

const nothing = (): Wanted => ({ isWhole: false, fields: new Map() });

const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && 'op' in value && 'args' in value;

/** The name and the fields after it of `value.customer.name` and `value["customer"].name`; undefined for anything else. */
const pathOf = (node: ASTNode): readonly string[] | undefined => {
	if (node.op === 'id') return [node.args];
	const field = node.op === '.' ? node.args[1] : node.op === '[]' && node.args[1].op === 'value' ? node.args[1].args : undefined;
	if (typeof field !== 'string') return undefined;
	const before = pathOf((node.args as readonly [ASTNode, unknown])[0]);
	return before && [...before, field];
};

/** The path of a membership: `"refund" in value` looks for one field. Of a list, which has no fields, all is taken. */
const memberOf = (node: ASTNode): readonly string[] | undefined => {
	if (node.op !== 'in') return undefined;
	const [name, object] = node.args;
	const path = name.op === 'value' && typeof name.args === 'string' ? pathOf(object) : undefined;
	return path && [...path, name.args as string];
};

/**
 * Finds what an expression looks at, by variable: from `value.amount > 100 && topic == "orders"` the field amount of value, and all of topic.
 * A variable of a macro (`value.items.exists(item, …)`) may be among them; it then asks for what no document holds, which is harmless.
 */
export const wantedFields = (expression: ASTNode): ReadonlyMap<string, Wanted> => {
	const found: Map<string, Wanted> = new Map();
	const visit = (part: unknown): void => {
		if (Array.isArray(part)) part.forEach(visit);
		if (!isNode(part)) return;
		const path = memberOf(part) ?? pathOf(part);
		if (path === undefined) {
			visit(part.args);
			return;
		}
		let wanted = found;
		let last = nothing();
		for (const name of path) {
			last = wanted.get(name) ?? nothing();
			wanted.set(name, last);
			wanted = last.fields;
		}
		last.isWhole = true;
	};
	visit(expression);
	return found;
};
