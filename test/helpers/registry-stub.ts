import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

/** A schema registry on loopback that speaks the paths of Confluent's REST API we read. */
export type RegistryStub = {
	readonly url: URL;
	/** `GET /schemas/ids/7`, in the order they came. */
	readonly calls: readonly string[];
	/** Answers every request from now on instead; undefined: as usual. */
	answerWith: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
};

type Stored = { readonly schema: string; readonly schemaType?: string; readonly references?: readonly object[] };

export type RegistryContents = {
	readonly ids?: Readonly<Record<number, Stored>>;
	readonly guids?: Readonly<Record<string, Stored>>;
	/** `subject version` → schema. */
	readonly subjects?: Readonly<Record<string, Stored>>;
	/** id → where it is registered. */
	readonly versions?: Readonly<Record<number, readonly { readonly subject: string; readonly version: number }[]>>;
	readonly prefix?: string;
	/** `user:password` that must be given. */
	readonly login?: string;
	readonly tls?: { readonly cert: string; readonly key: string };
};

const answer = (response: ServerResponse, status: number, body: unknown): void => {
	response.writeHead(status, { 'content-type': 'application/vnd.schemaregistry.v1+json' });
	response.end(typeof body === 'string' ? body : JSON.stringify(body));
};

/** Starts the registry; it stops with the test. */
export const registryStub = async (t: TestContext, contents: RegistryContents): Promise<RegistryStub> => {
	const calls: string[] = [];
	const stub: { answerWith: RegistryStub['answerWith'] } = { answerWith: undefined };
	const found = (request: IncomingMessage): readonly [status: number, body: unknown] => {
		const { login } = contents;
		if (login !== undefined && request.headers.authorization !== `Basic ${Buffer.from(login).toString('base64')}`)
			return [401, { error_code: 401, message: 'Unauthorized' }];
		const prefix = contents.prefix ?? '';
		const path = request.url!.startsWith(prefix) ? request.url!.slice(prefix.length) : '';
		const [first, second, third, fourth, ...rest] = path.split('/').slice(1).map(decodeURIComponent);
		if (rest.length === 0 && request.method === 'GET') {
			const stored = contents.ids?.[Number(third)];
			if (first === 'schemas' && second === 'ids' && fourth === 'versions' && stored)
				return [200, contents.versions?.[Number(third)] ?? []];
			if (first === 'schemas' && second === 'ids' && fourth === undefined)
				return stored ? [200, stored] : [404, { error_code: 40_403, message: 'Schema not found' }];
			const byGuid = contents.guids?.[third!];
			if (first === 'schemas' && second === 'guids' && fourth === undefined && byGuid) return [200, byGuid];
			const bySubject = contents.subjects?.[`${second} ${fourth}`];
			if (first === 'subjects' && third === 'versions' && bySubject)
				return [200, { subject: second, version: Number(fourth), id: 1, ...bySubject }];
		}
		return [404, { error_code: 404, message: 'HTTP 404 Not Found' }];
	};
	const handle = (request: IncomingMessage, response: ServerResponse): void => {
		calls.push(`${request.method} ${request.url}`);
		if (stub.answerWith !== undefined) stub.answerWith(request, response);
		else answer(response, ...found(request));
	};
	const server = contents.tls === undefined ? createServer(handle) : createTlsServer(contents.tls, handle);
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	t.after(() => {
		server.closeAllConnections();
		server.close();
	});
	const { port } = server.address() as AddressInfo;
	return Object.assign(stub, {
		url: new URL(`${contents.tls === undefined ? 'http' : 'https'}://localhost:${port}${contents.prefix ?? ''}`),
		calls,
	});
};
