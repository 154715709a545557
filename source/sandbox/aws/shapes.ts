/**
 * Values on the wire of AWS, by the SDK's own schemas: what the SDK's model does not know is refused in either direction,
 * so neither a stale answer of ours nor a wrong request goes unnoticed.
 */
import { NormalizedSchema } from '@smithy/core/schema';

export type Shape = ReturnType<typeof NormalizedSchema.of>;
export type Members = Readonly<Record<string, unknown>>;

export const shapeOf = (schema: Parameters<typeof NormalizedSchema.of>[0]): Shape => NormalizedSchema.of(schema);

/** A value that the SDK's model does not allow; `path` tells which. */
export class ShapeError extends Error {
	override readonly name = 'ShapeError';
}

export type TimeFormat = 'epochSeconds' | 'dateTime';

/** The answer of a JSON protocol: a value as the SDK types it, made ready for JSON.stringify. */
export const toJson = (shape: Shape, value: unknown, time: TimeFormat, path = 'answer'): unknown => {
	if (value === undefined || value === null) return undefined;
	if (shape.isStructSchema()) {
		const out: Record<string, unknown> = {};
		for (const [name, member, inner] of membersOf(shape, value, path))
			out[wireName(name, member)] = toJson(member, inner, time, `${path}.${name}`);
		return out;
	}
	if (shape.isListSchema()) return listOf(value, path).map((item, i) => toJson(shape.getValueSchema(), item, time, `${path}[${i}]`));
	if (shape.isMapSchema())
		return Object.fromEntries(
			Object.entries(membersIn(value, path)).map(([key, item]) => [key, toJson(shape.getValueSchema(), item, time, `${path}.${key}`)]),
		);
	if (shape.isTimestampSchema()) return time === 'epochSeconds' ? dateOf(value, path).getTime() / 1000 : dateOf(value, path).toISOString();
	if (shape.isBlobSchema()) return Buffer.from(value as Uint8Array).toString('base64');
	return plainOf(shape, value, path);
};

/** A request of a JSON protocol, with the member names that the SDK uses. */
export const fromJson = (shape: Shape, value: unknown, path = 'request'): unknown => {
	if (value === undefined || value === null) return undefined;
	if (shape.isStructSchema()) {
		const given = new Map(Object.entries(membersIn(value, path)));
		const out: Record<string, unknown> = {};
		for (const [name, member] of shape.structIterator()) {
			const wire = wireName(name, member);
			if (given.has(wire)) out[name] = fromJson(member, given.get(wire), `${path}.${name}`);
			given.delete(wire);
		}
		for (const name of given.keys()) throw new ShapeError(`${path}.${name} is not in the SDK's model`);
		return out;
	}
	if (shape.isListSchema()) return listOf(value, path).map((item, i) => fromJson(shape.getValueSchema(), item, `${path}[${i}]`));
	if (shape.isMapSchema())
		return Object.fromEntries(
			Object.entries(membersIn(value, path)).map(([key, item]) => [key, fromJson(shape.getValueSchema(), item, `${path}.${key}`)]),
		);
	if (shape.isTimestampSchema()) return typeof value === 'number' ? new Date(value * 1000) : dateOf(new Date(String(value)), path);
	if (shape.isBlobSchema()) return Buffer.from(String(value), 'base64');
	return plainOf(shape, value, path);
};

/** The answer of the query protocol: the members of a structure as XML elements. */
export const toXml = (shape: Shape, value: unknown, path = 'answer'): string => {
	if (value === undefined || value === null) return '';
	if (shape.isStructSchema())
		return membersOf(shape, value, path)
			.map(([name, member, inner]) => element(wireName(name, member), toXml(member, inner, `${path}.${name}`)))
			.join('');
	if (shape.isListSchema())
		return listOf(value, path)
			.map((item, i) => element('member', toXml(shape.getValueSchema(), item, `${path}[${i}]`)))
			.join('');
	if (shape.isMapSchema())
		return Object.entries(membersIn(value, path))
			.map(([key, item]) => element('entry', element('key', escapeXml(key)) + element('value', toXml(shape.getValueSchema(), item, path))))
			.join('');
	if (shape.isTimestampSchema()) return dateOf(value, path).toISOString();
	if (shape.isBlobSchema()) return Buffer.from(value as Uint8Array).toString('base64');
	return escapeXml(String(plainOf(shape, value, path)));
};

/** A request of the query protocol: `Name=…`, `Name.member.1=…`, `Name.Inner=…`. */
export const fromForm = (shape: Shape, form: ReadonlyMap<string, string>): Members => {
	const left = new Set(form.keys());
	const read = (at: Shape, prefix: string): unknown => {
		if (at.isStructSchema()) {
			const out: Record<string, unknown> = {};
			for (const [name, member] of at.structIterator()) {
				const key = prefix === '' ? name : `${prefix}.${name}`;
				if ([...form.keys()].some(k => k === key || k.startsWith(`${key}.`))) out[name] = read(member, key);
			}
			return out;
		}
		if (at.isListSchema()) {
			const items: unknown[] = [];
			const key = (i: number) => `${prefix}.member.${i}`;
			for (let i = 1; [...form.keys()].some(k => k === key(i) || k.startsWith(`${key(i)}.`)); i++)
				items.push(read(at.getValueSchema(), key(i)));
			left.delete(prefix);
			return items;
		}
		left.delete(prefix);
		const text = form.get(prefix) ?? '';
		if (at.isNumericSchema()) return Number(text);
		if (at.isBooleanSchema()) return text === 'true';
		return at.isTimestampSchema() ? new Date(text) : text;
	};
	const out = read(shape, '');
	for (const name of left) throw new ShapeError(`request.${name} is not in the SDK's model`);
	return out as Members;
};

/** Throws when a member is missing that the model requires; the SDK's static schemas count them, and list them first. */
export const checkRequired = (shape: Shape, input: Members): void => {
	const schema = shape.getSchema();
	if (!Array.isArray(schema) || !shape.isStructSchema()) return;
	const [, , , , names, , required = 0] = schema as unknown as readonly [
		number,
		string,
		string,
		unknown,
		readonly string[],
		unknown,
		number?,
	];
	for (const name of names.slice(0, required))
		if (input[name] === undefined) throw new ShapeError(`request.${name} is required and was not sent`);
};

export const escapeXml = (text: string): string =>
	text.replace(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

export const element = (name: string, inner: string): string => `<${name}>${inner}</${name}>`;

const wireName = (name: string, member: Shape): string => {
	const { jsonName, xmlName } = member.getMergedTraits();
	return jsonName ?? xmlName ?? name;
};

const membersIn = (value: unknown, path: string): Members => {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ShapeError(`${path} must be an object`);
	return value as Members;
};

const membersOf = (shape: Shape, value: unknown, path: string): readonly (readonly [string, Shape, unknown])[] => {
	const known = new Map(shape.structIterator());
	return Object.entries(membersIn(value, path)).map(([name, inner]) => {
		const member = known.get(name);
		if (member === undefined) throw new ShapeError(`${path}.${name} is not in the SDK's model`);
		return [name, member, inner] as const;
	});
};

const listOf = (value: unknown, path: string): readonly unknown[] => {
	if (!Array.isArray(value)) throw new ShapeError(`${path} must be a list`);
	return value;
};

const dateOf = (value: unknown, path: string): Date => {
	if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw new ShapeError(`${path} must be a time`);
	return value;
};

const plainOf = (shape: Shape, value: unknown, path: string): unknown => {
	const wanted = shape.isNumericSchema() ? 'number' : shape.isBooleanSchema() ? 'boolean' : shape.isStringSchema() ? 'string' : undefined;
	if (wanted !== undefined && typeof value !== wanted) throw new ShapeError(`${path} must be a ${wanted}`);
	return value;
};
