import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RegisteredSchema } from './registered-schemas.ts';

/** A schema registry on loopback. */
export type RegistryServer = { readonly url: string; readonly close: () => Promise<void> };

/** Confluent's REST API, as far as a reader needs it: a schema by its id, where it is registered, subjects and their versions. */
const answerTo = (path: string, schemas: readonly RegisteredSchema[]): unknown => {
	const [first, second, third, fourth] = path.split('?')[0]!.split('/').slice(1).map(decodeURIComponent);
	if (first === 'subjects' && second === undefined) return [...new Set(schemas.map(s => s.subject))];
	if (first === 'schemas' && second === 'ids') {
		const found = schemas.find(s => String(s.id) === third);
		if (found === undefined) return undefined;
		return fourth === 'versions' ? [{ subject: found.subject, version: found.version }] : { schema: found.text };
	}
	if (first === 'subjects' && third === 'versions') {
		const own = schemas.filter(s => s.subject === second);
		if (fourth === undefined) return own.length > 0 ? own.map(s => s.version) : undefined;
		const found = fourth === 'latest' ? own.at(-1) : own.find(s => String(s.version) === fourth);
		return found === undefined ? undefined : { subject: found.subject, id: found.id, version: found.version, schema: found.text };
	}
	return undefined;
};

export const openRegistry = async (schemas: readonly RegisteredSchema[]): Promise<RegistryServer> => {
	const server = createServer((request, response) => {
		let found: unknown;
		try {
			found = request.method === 'GET' ? answerTo(request.url ?? '/', schemas) : undefined;
		} catch {
			// A path that is no text: URIError.
		}
		response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/vnd.schemaregistry.v1+json' });
		response.end(JSON.stringify(found ?? { error_code: 40403, message: 'Schema not found' }));
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', resolve);
	});
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: () =>
			new Promise(resolve => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
};
