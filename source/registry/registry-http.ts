import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { Failure } from '../model/failure.ts';

export type RegistryConnection = {
	/** `https://host:8081/prefix`, without user and password. */
	readonly url: URL;
	/** The value of the Authorization header; asked for at every request, the giver keeps what is costly. Rejects with a Failure. */
	readonly authorization?: () => Promise<string>;
	/** PEM of the certificate authorities that replace the built-in ones. Rejects with a Failure. */
	readonly ca?: () => Promise<string>;
	/** Milliseconds a request may take. */
	readonly timeoutMs: number;
};

export type RegistryAnswer = { readonly status: number; readonly body: unknown };

/** Asks for a path below the prefix; every segment is escaped. Rejects with a Failure when there is no answer. */
export type RegistryGet = (segments: readonly (string | number)[]) => Promise<RegistryAnswer>;

/** Far above any schema, far below what would fill the memory. */
const MOST_BODY_BYTES = 16 * 1024 * 1024;
/** A registry is shared by all producers: few requests at once. */
const MOST_SOCKETS = 4;

/** Opens the way to a registry; nothing is dialled before the first question. */
export const registryHttp = (connection: RegistryConnection): RegistryGet => {
	const { url, timeoutMs } = connection;
	const isTls = url.protocol === 'https:';
	const options = { keepAlive: true, maxSockets: MOST_SOCKETS, proxyEnv: process.env };
	let agent: Promise<HttpAgent | HttpsAgent> | undefined;
	const openAgent = async (): Promise<HttpAgent | HttpsAgent> => {
		if (!isTls) return new HttpAgent(options);
		const ca = await connection.ca?.();
		return new HttpsAgent({ ...options, ...(ca !== undefined && { ca }) });
	};

	return async segments => {
		agent ??= openAgent().catch(error => {
			agent = undefined;
			throw error;
		});
		const path = [url.pathname.replace(/\/+$/, ''), ...segments.map(segment => encodeURIComponent(segment))].join('/');
		const headers: Record<string, string> = { accept: 'application/vnd.schemaregistry.v1+json, application/json' };
		const authorization = await connection.authorization?.();
		if (authorization !== undefined) headers.authorization = authorization;
		const use = await agent;
		const signal = AbortSignal.timeout(timeoutMs);
		return new Promise((resolve, reject) => {
			const fail = (error: Error): void => reject(signal.aborted ? tooSlow(url, timeoutMs) : noAnswer(url, error));
			const send = isTls ? httpsRequest : httpRequest;
			const asked = send({ hostname: url.hostname.replace(/^\[|\]$/g, ''), port: url.port, path, headers, agent: use, signal }, response =>
				readBody(response).then(text => resolve({ status: response.statusCode!, body: parsed(text) }), fail),
			);
			asked.once('error', fail);
			asked.end();
		});
	};
};

const readBody = async (response: IncomingMessage): Promise<string> => {
	const parts: Buffer[] = [];
	let length = 0;
	for await (const part of response as AsyncIterable<Buffer>) {
		length += part.length;
		if (length > MOST_BODY_BYTES) throw new Error(`the answer is longer than ${MOST_BODY_BYTES / 2 ** 20} MiB`);
		parts.push(part);
	}
	return Buffer.concat(parts).toString();
};

/** Undefined for what is no JSON: whoever reads it says what it should have been. */
const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

const tooSlow = (url: URL, timeoutMs: number): Failure =>
	new Failure('timeout', `The schema registry ${url.host} did not answer within ${timeoutMs / 1000} s.`, {
		details: { registry: url.host },
	});

const noAnswer = (url: URL, error: Error): Failure =>
	new Failure('connection', `The schema registry ${url.host} cannot be reached: ${causeText(error)}.`, {
		nextSteps: ['Check registry.url in the config file, and that this machine may connect to it.'],
		details: { registry: url.host, code: (error as { code?: string }).code },
		cause: error,
	});

/** Node's texts of errors repeat address and call; the code says it shorter. */
const causeText = (error: Error): string => {
	const { code } = error as { readonly code?: string };
	return (code !== undefined && CAUSES[code]) || error.message.replace(/\.$/, '') || code || 'unknown error';
};

const CAUSES: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'nobody listens there',
	ENOTFOUND: 'the name is not known',
	EAI_AGAIN: 'the name cannot be looked up now',
	ECONNRESET: 'the connection was cut',
	SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority that is not known here (registry.ca)',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself (registry.ca)',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an authority that is not known here (registry.ca)',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by an authority that is not known here (registry.ca)',
	ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
	CERT_HAS_EXPIRED: 'its certificate has expired',
};
