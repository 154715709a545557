import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Identity } from './identities.ts';
import { type Operation, operationOf, type Protocol, SERVICES, type WireAnswer, type WireRequest } from './protocols.ts';
import { refusals, ServiceError } from './service-error.ts';
import { type Members, ShapeError } from './shapes.ts';
import { signatureOf } from './signature.ts';

/** A command of the SDK: its schema tells the wire, its types what a handler is given and must answer. */
export type SdkCommand<Input extends object, Output extends object> = new (
	input: Input,
) => {
	readonly input: Input;
	readonly schema?: unknown;
	// Only for inference: every command resolves to its output.
	resolveMiddleware(...given: never[]): (given: never) => Promise<{ output: Output }>;
};

type Fields<Output> = Omit<Output, '$metadata'>;

export type Call<Input = Members> = {
	/** `kafka.GetBootstrapBrokers` */
	readonly operation: string;
	readonly input: Input;
	/** Who signed; undefined for requests that need no signature. */
	readonly caller: Identity | undefined;
	readonly region: string | undefined;
	/** How many of this operation there were, this one included. */
	readonly count: number;
};

export type Handler<Input, Output> = (input: Input, call: Call<Input>) => Output | Promise<Output>;

/** What happens to an operation instead of its answer: an error, silence, or a page of someone else. */
export type Trouble = ServiceError | { readonly delayMs: number } | { readonly page: string } | 'hang' | 'reset';

/** The APIs of AWS on loopback. Nothing of AWS is known but what was given: an operation without a handler is answered with 501. */
export type AwsStub = {
	readonly url: string;
	/** What the SDK needs in its environment to come here. */
	readonly env: Readonly<Record<string, string>>;
	/** Every request that was understood, in order. */
	readonly calls: Call[];
	/** Who may sign; keys of nobody are refused as AWS refuses them. */
	readonly know: (identity: Identity) => Identity;
	readonly on: <Input extends object, Output extends object>(
		command: SdkCommand<Input, Output>,
		handler: Handler<Input, Fields<Output>>,
	) => void;
	/** Makes an operation fail, `times` times or until `heal`. */
	readonly trouble: (operation: string, trouble: Trouble, times?: number) => void;
	readonly heal: () => void;
	/** How far the clock of the services is ahead of ours, in milliseconds. */
	clockOffsetMs: number;
	/** Answers what is no API: instance metadata, a container's credentials. */
	readonly page: (path: RegExp, answer: (request: WireRequest) => WireAnswer | undefined) => void;
	readonly close: () => Promise<void>;
};

type Route = { readonly operation: Operation; readonly handler: Handler<Members, object> };

/** AWS refuses signatures that are older or newer than this. */
const SKEW_MS = 300_000;
const UNSIGNED = new Set(['sts.AssumeRoleWithWebIdentity', 'sts.AssumeRoleWithSAML']);

/** Starts the stub. Close it. */
export const startAwsStub = async (): Promise<AwsStub> => {
	const calls: Call[] = [];
	const routes = new Map<string, Route>();
	const pages: (readonly [RegExp, (request: WireRequest) => WireAnswer | undefined])[] = [];
	const identities = new Map<string, Identity>();
	const troubles = new Map<string, { readonly trouble: Trouble; left: number }>();
	const counts = new Map<string, number>();
	const now = () => new Date(Date.now() + stub.clockOffsetMs);

	const callerOf = (request: WireRequest, incoming: IncomingMessage, name: string, isQuery: boolean): [Identity, string] | undefined => {
		const signature = signatureOf({
			method: request.method,
			target: incoming.url ?? '/',
			headers: incoming.headers,
			body: request.body,
		});
		if (signature === undefined) {
			if (UNSIGNED.has(name)) return undefined;
			throw new ServiceError('MissingAuthenticationToken', 403, 'Request is missing Authentication Token');
		}
		const known = identities.get(signature.accessKeyId);
		if (known === undefined || known.sessionToken !== request.header('x-amz-security-token')) throw refusals.unknownKey(isQuery);
		if (!signature.isBy(known.secretAccessKey)) throw refusals.wrongSignature(isQuery);
		if (Math.abs(now().getTime() - timeOf(signature.signedAt)) > SKEW_MS)
			throw refusals.skewed(isQuery, signature.signedAt, compact(now()));
		if (known.expires !== undefined && known.expires <= now()) throw refusals.expired(isQuery);
		return [known, signature.region];
	};

	const serve = async (request: WireRequest, incoming: IncomingMessage): Promise<WireAnswer | 'hang' | 'reset'> => {
		for (const [path, answer] of pages) {
			const page = path.test(request.url.pathname) ? answer(request) : undefined;
			if (page !== undefined) return page;
		}
		let protocol: Protocol | undefined;
		try {
			for (const [name, { operation, handler }] of routes) {
				const service = SERVICES[operation.service]!;
				protocol = service.protocol;
				const input = protocol.read(request, operation);
				if (input === undefined) continue;
				const signer = service.isSigned ? callerOf(request, incoming, name, service.isQuery === true) : undefined;
				const count = (counts.get(name) ?? 0) + 1;
				counts.set(name, count);
				const call: Call = { operation: name, input, caller: signer?.[0], region: signer?.[1], count };
				calls.push(call);
				const struck = troubleOf(name);
				if (struck === 'hang' || struck === 'reset') return struck;
				if (struck instanceof ServiceError) throw struck;
				if (struck !== undefined && 'page' in struck) return { status: 200, headers: { 'content-type': 'text/html' }, body: struck.page };
				if (struck !== undefined) await new Promise(resolve => setTimeout(resolve, struck.delayMs));
				return protocol.answer(operation, await handler(input, call));
			}
		} catch (error) {
			if (protocol === undefined) throw error;
			if (error instanceof ServiceError) return protocol.error(error);
			const isTheirs = error instanceof ShapeError && error.message.startsWith('request');
			return protocol.error(
				new ServiceError(isTheirs ? 'ValidationException' : 'StubFailure', isTheirs ? 400 : 501, `stub: ${(error as Error).message}`),
			);
		}
		const asked = request.header('x-amz-target') ?? new URLSearchParams(request.body.toString()).get('Action') ?? request.url.pathname;
		return {
			status: 501,
			headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'NotImplementedByStub' },
			body: JSON.stringify({ message: `the stub has no handler for ${request.method} ${asked}` }),
		};
	};

	const troubleOf = (name: string): Trouble | undefined => {
		const found = troubles.get(name);
		if (found === undefined) return undefined;
		found.left -= 1;
		if (found.left <= 0) troubles.delete(name);
		return found.trouble;
	};

	const server = createServer((incoming, response) => {
		const chunks: Buffer[] = [];
		incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
		incoming.on('end', () => {
			const request: WireRequest = {
				method: incoming.method ?? 'GET',
				url: new URL(incoming.url ?? '/', 'http://stub'),
				header: name => incoming.headers[name]?.toString(),
				body: Buffer.concat(chunks),
			};
			// A request without a question is answered with the time: what a look at the clock needs.
			const answer = incoming.method === 'HEAD' ? Promise.resolve({ status: 200, headers: {}, body: '' }) : serve(request, incoming);
			answer.then(
				given => send(response, given, now()),
				error => send(response, { status: 500, headers: {}, body: String(error) }, now()),
			);
		});
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const stub: AwsStub = {
		url,
		env: { AWS_ENDPOINT_URL: url },
		calls,
		clockOffsetMs: 0,
		know: identity => {
			identities.set(identity.accessKeyId, identity);
			return identity;
		},
		on: (command, handler) => {
			const operation = operationOf(new command({} as never).schema);
			if (SERVICES[operation.service] === undefined) throw new Error(`the stub does not know the protocol of ${operation.service}`);
			routes.set(`${operation.service}.${operation.name}`, { operation, handler: handler as unknown as Handler<Members, object> });
		},
		trouble: (operation, trouble, times = Number.POSITIVE_INFINITY) => {
			troubles.set(operation, { trouble, left: times });
		},
		heal: () => troubles.clear(),
		page: (path, answer) => {
			pages.push([path, answer]);
		},
		close: () =>
			new Promise<void>(resolve => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
	return stub;
};

const send = (response: ServerResponse, answer: WireAnswer | 'hang' | 'reset', now: Date): void => {
	if (answer === 'hang') return;
	if (answer === 'reset') {
		response.socket?.resetAndDestroy();
		return;
	}
	response.sendDate = false;
	response.writeHead(answer.status, {
		'x-amzn-requestid': '00000000-0000-4000-8000-000000000000',
		date: now.toUTCString(),
		...answer.headers,
	});
	response.end(answer.body);
};

/** `20261125T101500Z` → milliseconds. */
const timeOf = (compactTime: string): number =>
	Date.parse(compactTime.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

const compact = (date: Date): string => date.toISOString().replace(/[-:]|\.\d+/g, '');
