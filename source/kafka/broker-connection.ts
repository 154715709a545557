import { Connection, ConnectionStatuses, Writer } from '@platformatic/kafka';
import { hostPortText } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';
import { runInSlices } from '../model/in-slices.ts';
import { decodeResponseHeader, encodeRequestFrame } from '../protocol/frames.ts';
import type { ApiName, RequestOf, ResponseOf } from '../protocol/messages.ts';
import { apis, commonVersion, decodeResponse, decodeResponseGradually, encodeRequest } from '../protocol/messages.ts';
import type { TransportOptions } from './authentication/transport-options.ts';
import type { Deadline } from './deadline.ts';
import { guardFrames } from './frame-guard.ts';
import { FrameTap } from './frame-tap.ts';
import { LoadCounter } from './load-counter.ts';
import { RequestPace, requestKind } from './request-pace.ts';
import { secondsText } from './seconds-text.ts';

export type VersionRange = { readonly min: number; readonly max: number };

/** Limits one call: versions to stay within (a newer one may address topics by id, an older one carry one group only) and when to give up. */
export type CallOptions = {
	readonly deadline: Deadline;
	readonly minVersion?: number;
	readonly maxVersion?: number;
	/** Told right before the request leaves: from then on nobody knows whether it was carried out unless it is answered. */
	readonly onSent?: () => void;
};

/** Limits one exchange: how long nothing may come, and the buffer that its answer is received into. */
export type ExchangeOptions = {
	readonly deadline: Deadline;
	readonly stallMs: number;
	readonly maxVersion?: number | undefined;
	readonly allocate: (length: number) => Buffer;
};

/** What our program calls itself to the broker (KIP-511), visible in the broker's connection metrics. */
export const SOFTWARE = { clientSoftwareName: 'msk-tui', clientSoftwareVersion: '0.1.0' };

const CLIENT_ID = 'msk-tui';

const muted = (address: string, ms: number): Failure =>
	new Failure('timeout', `${address} asks us to wait ${secondsText(ms)} before the next request: a quota of this identity is used up.`, {
		nextSteps: ['Look at the quotas of this user and client id; the broker tells them by kafka-configs --describe --entity-type users.'],
		details: { address, throttledMs: Math.ceil(ms) },
	});

/** An answer as it came: what is large is decoded outside of the socket's callback, in slices. */
type Answered<A extends ApiName> = { readonly value: ResponseOf<A> } | { readonly body: Buffer };

/** About two milliseconds of decoding. */
const LARGE_BYTES = 65_536;

/**
 * One authenticated connection to one broker, speaking any API at the highest version both sides know.
 * The transport, TLS and SASL are @platformatic/kafka's; messages are ours.
 */
export class BrokerConnection {
	readonly address: string;
	readonly #connection: Connection;
	readonly #pace: RequestPace;
	readonly #load: LoadCounter;
	/** Until then (performance.now) the broker wants no request of us: a quota is used up. */
	#mutedUntilMs = 0;
	#versions: ReadonlyMap<number, VersionRange> | undefined;
	#tap: FrameTap | undefined;
	#isClosed = false;
	/** Under TLS 1.3 a refused client certificate, and always a failed re-authentication, is told by this event, not by the call. */
	#lastError: unknown;

	private constructor(address: string, connection: Connection, pace: RequestPace, load: LoadCounter) {
		this.address = address;
		this.#connection = connection;
		this.#pace = pace;
		this.#load = load;
		connection.on('error', error => {
			this.#lastError = error;
			this.#isClosed = true;
		});
		connection.on('close', () => {
			this.#isClosed = true;
		});
	}

	/** Connects, authenticates and asks for the broker's API versions; rejects with the library's own error, untranslated. */
	static async open(
		transport: TransportOptions,
		deadline: Deadline,
		pace = new RequestPace(),
		load = new LoadCounter(),
		onConnected?: () => void,
	): Promise<BrokerConnection> {
		const connection = new Connection(CLIENT_ID, { ...transport.options, connectTimeout: deadline.remainingMs(), requestTimeout: 600_000 });
		const opened = new BrokerConnection(hostPortText(transport), connection, pace, load);
		try {
			const connected = connection.connect(transport.host, transport.port) as Promise<void>;
			if (connection.socket !== undefined) {
				opened.#tap = new FrameTap(connection.socket);
				guardFrames(connection.socket);
				// The socket's own event: what comes after it is TLS and SASL.
				if (onConnected !== undefined) connection.socket.once('connect', onConnected);
			}
			await deadline.bound(connected);
			const answer = await opened.call('ApiVersions', SOFTWARE, { deadline, maxVersion: 3 });
			opened.#versions = new Map(answer.apiKeys.map(k => [k.apiKey, { min: k.minVersion, max: k.maxVersion }]));
			return opened;
		} catch (error) {
			// The library only half-closes a socket whose connecting failed, and a peer that hangs would keep it, and our process, alive.
			opened.destroy();
			throw opened.#lastError ?? error;
		}
	}

	get isUsable(): boolean {
		return !this.#isClosed && (this.#connection.isConnected() || this.#connection.status === ConnectionStatuses.REAUTHENTICATING);
	}

	/** The version a call would use, or undefined when the broker does not know the API. */
	versionOf(api: ApiName, maxVersion = Number.POSITIVE_INFINITY): number | undefined {
		const range = this.#versions?.get(apis[api].key);
		if (range === undefined) return undefined;
		return commonVersion(api, { min: range.min, max: Math.min(range.max, maxVersion) });
	}

	/** Sends one request and resolves with the decoded answer; codes inside it are the caller's to judge. */
	async call<A extends ApiName>(api: A, message: RequestOf<A>, options: CallOptions): Promise<ResponseOf<A>> {
		const isHello = api === 'ApiVersions' && this.#versions === undefined;
		const version = isHello ? options.maxVersion : this.versionOf(api, options.maxVersion);
		if (version === undefined || version < (options.minVersion ?? 0))
			throw new Failure('unsupported', `This cluster does not know ${api}.`, { details: { api } });
		await this.#whenUnmuted(options.deadline);
		await this.#whenAuthenticated(options.deadline);
		if (!isHello && !this.isUsable) throw new Failure('connection', `The connection to ${this.address} is closed.`);
		const payload = encodeRequest(api, version, message);
		const { key, flexible } = apis[api];
		const isFlexible = version >= flexible;
		this.#load.sent();
		options.onSent?.();
		const answer = new Promise<Answered<A>>((resolve, reject) => {
			this.#connection.send<Answered<A>>(
				key,
				version,
				() => Writer.create().append(payload),
				(_correlation, _key, _version, reader) => {
					const bytes = reader.buffer.slice(reader.position, reader.buffer.length);
					reader.skip(bytes.length);
					if (bytes.length > LARGE_BYTES) return { body: bytes };
					return { value: decodeResponse(api, version, bytes) };
				},
				isFlexible,
				// ApiVersions answers with header version 0 always, so that a client of any age can read it.
				isFlexible && api !== 'ApiVersions',
				(error, answered) => (error ? reject(error) : resolve(answered as Answered<A>)),
			);
		});
		const kind = requestKind(api, payload.length);
		const started = performance.now();
		try {
			// While connecting the caller's own patience rules: a broker that is slow to accept anyone must still be reached in the end.
			// Whoever asks for a change waits for its answer: giving up early would only leave it open whether it was made.
			const answered = await options.deadline
				.atMost(isHello || options.onSent !== undefined ? Number.POSITIVE_INFINITY : this.#pace.limitMs(kind))
				.bound(answer);
			this.#pace.took(kind, performance.now() - started);
			const value = 'value' in answered ? answered.value : await runInSlices(decodeResponseGradually(api, version, answered.body));
			this.#heed(value);
			return value;
		} catch (error) {
			// Answers come in order: one that is late keeps all behind it waiting, so the connection is worth nothing any more.
			if (error instanceof Failure && error.kind === 'timeout') this.destroy();
			throw this.#lastError ?? error;
		}
	}

	/**
	 * Sends one request whose answer may be large and slow: its bytes are taken off the socket once, byte fields of the answer are views of
	 * them, and it is waited for as long as anything comes. Rejects with a timeout Failure once nothing came for `stallMs`, and with the
	 * connection's own error when it breaks.
	 */
	async exchange<A extends ApiName>(
		api: A,
		message: RequestOf<A>,
		{ deadline, stallMs, maxVersion, allocate }: ExchangeOptions,
	): Promise<ResponseOf<A>> {
		const version = this.versionOf(api, maxVersion);
		if (version === undefined) throw new Failure('unsupported', `This cluster does not know ${api}.`, { details: { api } });
		await this.#whenUnmuted(deadline);
		await this.#whenAuthenticated(deadline);
		const socket = this.#connection.socket;
		if (!this.isUsable || this.#tap === undefined || socket === undefined)
			throw this.#lastError ?? new Failure('connection', `The connection to ${this.address} is closed.`);
		this.#load.sent();
		const answer = this.#tap.exchange(id => encodeRequestFrame(api, version, id, CLIENT_ID, message), allocate);
		const frame = await new Promise<Buffer>((resolve, reject) => {
			let received = socket.bytesRead;
			const stall = setInterval(() => {
				if (socket.bytesRead !== received) received = socket.bytesRead;
				else end(() => reject(new Failure('timeout', `${this.address} sent nothing for ${stallMs / 1000} s.`)));
			}, stallMs);
			const onClose = () => end(() => reject(this.#lastError ?? new Failure('connection', `The connection to ${this.address} broke.`)));
			const end = (settle: () => void) => {
				clearInterval(stall);
				socket.off('close', onClose);
				settle();
			};
			socket.on('close', onClose);
			answer.then(
				bytes => end(() => resolve(bytes)),
				error => end(() => reject(error)),
			);
		}).catch((error: unknown) => {
			this.destroy();
			throw error;
		});
		const value = decodeResponse(api, version, decodeResponseHeader(api, version, frame).body);
		this.#heed(value);
		return value;
	}

	/** Takes note of how long the broker wants to be left alone. */
	#heed(answer: unknown): void {
		const { throttleTimeMs = 0 } = answer as { readonly throttleTimeMs?: number };
		if (throttleTimeMs <= 0) return;
		this.#mutedUntilMs = Math.max(this.#mutedUntilMs, performance.now() + throttleTimeMs);
		this.#load.throttled(this.address, throttleTimeMs);
	}

	/**
	 * Waits out a throttle: since Kafka 2.0 a broker answers at once, says how long to leave it alone, and does not read the connection
	 * before (KIP-219), so that a request sent now would look like one to a broker that hangs.
	 */
	async #whenUnmuted(deadline: Deadline): Promise<void> {
		for (let left = this.#mutedUntilMs - performance.now(); left > 0; left = this.#mutedUntilMs - performance.now()) {
			if (left >= deadline.remainingMs()) throw muted(this.address, left);
			await deadline.pause(Math.ceil(left));
		}
	}

	/**
	 * Waits while the library re-authenticates: a broker refuses any other request between SaslHandshake and SaslAuthenticate
	 * ("Unexpected Kafka request … during SASL handshake"), but the library would let it through.
	 */
	async #whenAuthenticated(deadline: Deadline): Promise<void> {
		while (this.#connection.status === ConnectionStatuses.REAUTHENTICATING) {
			await deadline.bound(
				new Promise<void>(resolve => {
					const done = () => {
						this.#connection.off('connect', done);
						this.#connection.off('error', done);
						this.#connection.off('close', done);
						resolve();
					};
					this.#connection.on('connect', done);
					this.#connection.on('error', done);
					this.#connection.on('close', done);
				}),
			);
		}
	}

	close(): void {
		this.#isClosed = true;
		void Promise.resolve(this.#connection.close()).catch(() => {});
	}

	destroy(): void {
		// The library ends its timer for re-authentication only when it closes by itself; it would keep the process alive for minutes.
		this.close();
		this.#connection.socket?.destroy();
	}
}
