/** The protocols that AWS services speak: which operation a request asks for, and how answers and errors look. */
import type { ServiceError } from './service-error.ts';
import {
	checkRequired,
	element,
	escapeXml,
	fromForm,
	fromJson,
	type Members,
	type Shape,
	ShapeError,
	shapeOf,
	toJson,
	toXml,
} from './shapes.ts';

/** One operation of the SDK, as its schema describes it. */
export type Operation = {
	/** `kafka`, as in the schema's namespace. */
	readonly service: string;
	readonly name: string;
	readonly input: Shape;
	readonly output: Shape;
	readonly http: readonly [method: string, uri: string] | undefined;
};

export type WireRequest = {
	readonly method: string;
	readonly url: URL;
	readonly header: (name: string) => string | undefined;
	readonly body: Buffer;
};

export type WireAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };

export type Protocol = {
	/** The input when the request asks for this operation, else undefined. Throws a ShapeError for one that the model does not allow. */
	readonly read: (request: WireRequest, operation: Operation) => Members | undefined;
	readonly answer: (operation: Operation, output: unknown) => WireAnswer;
	readonly error: (error: ServiceError) => WireAnswer;
};

/** The static form of an operation schema: `[9, 'com.amazonaws.kafka', 'ListNodes', {http}, input, output]`. */
export const operationOf = (schema: unknown): Operation => {
	const [kind, namespace, name, traits, input, output] = schema as readonly [
		number,
		string,
		string,
		{ http?: readonly [string, string, number] } | number,
		Parameters<typeof shapeOf>[0],
		Parameters<typeof shapeOf>[0],
	];
	if (kind !== 9) throw new Error('not the schema of an operation');
	const http = typeof traits === 'object' ? traits.http : undefined;
	return {
		service: namespace.replace('com.amazonaws.', ''),
		name,
		input: shapeOf(input),
		output: shapeOf(output),
		http: http === undefined ? undefined : [http[0], http[1]],
	};
};

const jsonOf = (body: Buffer): unknown => (body.length === 0 ? {} : JSON.parse(body.toString()));

/** REST with JSON: MSK, the SSO portal, SSO's tokens. */
const restJson: Protocol = {
	read: ({ method, url, header, body }, { http, input }) => {
		if (http === undefined || method !== http[0]) return undefined;
		const names: string[] = [];
		const pattern = http[1].replace(/\{(\w+)\+?\}/g, (_, name: string) => `(${names.push(name) > 0 ? '[^/]+' : ''})`);
		const match = new RegExp(`^${pattern}/?$`).exec(url.pathname);
		if (match === null) return undefined;
		const labels = new Map(names.map((name, i) => [name, decodeURIComponent(match[i + 1] ?? '')]));
		const found: Record<string, unknown> = {};
		const queries = new Set(url.searchParams.keys());
		const inBody = new Map(Object.entries(jsonOf(body) as object));
		for (const [name, member] of input.structIterator()) {
			const { httpQuery, httpHeader, jsonName } = member.getMergedTraits();
			const wire = jsonName ?? name;
			if (labels.has(name)) found[name] = labels.get(name);
			else if (httpQuery !== undefined && queries.delete(httpQuery)) {
				const text = url.searchParams.get(httpQuery) ?? '';
				found[name] = member.isNumericSchema() ? Number(text) : text;
			} else if (httpHeader !== undefined) found[name] = header(httpHeader);
			else if (inBody.has(wire)) {
				found[name] = fromJson(member, inBody.get(wire), `request.${name}`);
				inBody.delete(wire);
			}
		}
		for (const name of [...queries, ...inBody.keys()]) throw new ShapeError(`request.${name} is not in the SDK's model`);
		checkRequired(input, found);
		return found;
	},
	answer: ({ output }, value) => json(JSON.stringify(toJson(output, value, 'dateTime') ?? {}), 'application/json'),
	error: error => ({
		...json(JSON.stringify({ message: error.message, ...error.members }), 'application/json', error.status),
		headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code, ...error.headers },
	}),
};

/** JSON to one address, the operation in `X-Amz-Target`. */
const awsJson = (target: string, version: '1.0' | '1.1'): Protocol => {
	const type = `application/x-amz-json-${version}`;
	return {
		read: ({ header, body }, { name, input }) => {
			if (header('x-amz-target') !== `${target}.${name}`) return undefined;
			const found = fromJson(input, jsonOf(body)) as Members;
			checkRequired(input, found);
			return found;
		},
		answer: ({ output }, value) => json(JSON.stringify(toJson(output, value, 'epochSeconds') ?? {}), type),
		error: error => ({
			...json(JSON.stringify({ __type: error.code, message: error.message, ...error.members }), type, error.status),
			headers: { 'content-type': type, ...error.headers },
		}),
	};
};

/** Forms answered with XML. */
const awsQuery = (namespace: string, version: string): Protocol => ({
	read: ({ header, body }, { name, input }) => {
		if (!(header('content-type') ?? '').startsWith('application/x-www-form-urlencoded')) return undefined;
		const { Action, Version, ...rest } = Object.fromEntries(new URLSearchParams(body.toString()));
		if (Action !== name || Version !== version) return undefined;
		const found = fromForm(input, new Map(Object.entries(rest)));
		checkRequired(input, found);
		return found;
	},
	answer: ({ name, output }, value) =>
		xml(
			`<${name}Response xmlns="${namespace}">${element(`${name}Result`, toXml(output, value))}<ResponseMetadata><RequestId>${REQUEST_ID}</RequestId></ResponseMetadata></${name}Response>`,
		),
	error: error => ({
		...xml(
			`<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type>${element('Code', error.code)}${element('Message', escapeXml(error.message))}</Error><RequestId>${REQUEST_ID}</RequestId></ErrorResponse>`,
			error.status,
		),
		headers: { 'content-type': 'text/xml', ...error.headers },
	}),
});

const REQUEST_ID = '00000000-0000-4000-8000-000000000000';
const json = (body: string, type: string, status = 200): WireAnswer => ({ status, headers: { 'content-type': type }, body });
const xml = (body: string, status = 200): WireAnswer => ({ status, headers: { 'content-type': 'text/xml' }, body });

/** The services by the namespace of their schemas. `isSigned` is false where a bearer token or nothing proves who asks. */
export const SERVICES: Readonly<Record<string, { readonly protocol: Protocol; readonly isSigned: boolean; readonly isQuery?: boolean }>> = {
	kafka: { protocol: restJson, isSigned: true },
	glue: { protocol: awsJson('AWSGlue', '1.1'), isSigned: true },
	secretsmanager: { protocol: awsJson('secretsmanager', '1.1'), isSigned: true },
	cloudwatch: { protocol: awsJson('GraniteServiceVersion20100801', '1.0'), isSigned: true },
	sts: { protocol: awsQuery('https://sts.amazonaws.com/doc/2011-06-15/', '2011-06-15'), isSigned: true, isQuery: true },
	sso: { protocol: restJson, isSigned: false },
	ssooidc: { protocol: restJson, isSigned: false },
};
