import type { ConnectionSettings } from '../../model/connection-settings.ts';
import { Failure } from '../../model/failure.ts';
import { ProtocolError } from '../../protocol/protocol-error.ts';
import { NotKafka } from '../frame-guard.ts';
import { secondsText } from '../seconds-text.ts';
import { type Attempt, addressText, attemptOf, firstCode } from './attempt.ts';
import { type ChainedError, errorChain } from './error-chain.ts';
import { saslFailure } from './sasl-failure.ts';
import { plaintextSteps, tlsFailure } from './tls-failure.ts';

/** The broker's advertised address (not the tunnel's) and the settings that were used. */
export type ConnectionPlace = {
	readonly host: string;
	readonly port: number;
	readonly settings: ConnectionSettings;
	/** How long an answer was waited for; the time-out of the settings when not given. */
	readonly waitedMs?: number;
	/** Something had accepted the connection by then. */
	readonly isConnected?: boolean;
};

/**
 * Turns whatever connecting or authenticating threw into a Failure of kind connection, authentication or timeout.
 * A Failure on the way (a token provider's, a secret's) is handed through: it knows the reason best.
 */
export const toConnectionFailure = (error: unknown, place: ConnectionPlace): Failure => {
	const attempt = attemptOf({ host: place.host, port: place.port }, place.settings);
	const chain = errorChain(error);
	const own = chain.find((link): link is Failure => link instanceof Failure);
	if (own !== undefined && own.kind !== 'timeout') return own;
	if (own !== undefined || isTimeout(chain)) return timeoutFailure(chain, attempt, place);
	return (
		foreignFailure(chain, attempt) ??
		tlsFailure(chain, attempt) ??
		saslFailure(chain, attempt) ??
		networkFailure(chain, attempt) ??
		closedFailure(chain, attempt) ??
		unknownFailure(chain, attempt)
	);
};

/** The other side answered, but not as Kafka does: another service listens there, or a proxy. */
const foreignFailure = (chain: readonly ChainedError[], attempt: Attempt): Failure | undefined => {
	const foreign = chain.find(link => link instanceof NotKafka);
	const unreadable = chain.find(link => link instanceof ProtocolError);
	const isForeign =
		foreign !== undefined || unreadable !== undefined || chain.some(e => /unexpected response with correlation_id/.test(e.message ?? ''));
	if (!isForeign) return undefined;
	const said =
		foreign instanceof NotKafka && foreign.excerpt.length > 3
			? `; it answered “${foreign.excerpt}…”`
			: unreadable === undefined
				? ''
				: ` (${unreadable.message})`;
	return new Failure('connection', `What answers at ${addressText(attempt)} does not speak Kafka's protocol${said}.`, {
		nextSteps: [attempt.portHint ?? 'Check host and port: another service or a proxy listens there.'],
		details: attempt.details,
		cause: chain[0],
	});
};

const unknownFailure = (chain: readonly ChainedError[], attempt: Attempt): Failure =>
	new Failure('connection', `Connecting to ${addressText(attempt)} failed: ${innermost(chain)}.`, {
		details: attempt.details,
		cause: chain[0],
	});

const innermost = (chain: readonly ChainedError[]): string => (chain.at(-1)?.message ?? 'no reason given').replace(/\.$/, '');

const isTimeout = (chain: readonly ChainedError[]): boolean =>
	firstCode(chain, c => c === 'ETIMEDOUT') !== undefined || chain.some(e => / timed out/.test(e.message ?? ''));

/** What a silent address mostly means; not true any more of one that has accepted a connection. */
export const REACH_STEPS: readonly string[] = [
	'A broker that does not answer is mostly a matter of the way there: VPN, security group, subnet route, or a tunnel with --map.',
];

/** What an address mostly is that accepts a connection and answers nothing. */
export const CONNECTED_AND_SILENT =
	'Something accepts the connection and then says nothing: a hung broker, a load balancer or tunnel without one, or not Kafka.';

/** Said after why there was no answer in time. */
export const MORE_TIME = 'On a slow line give it more time with --timeout.';

const timeoutFailure = (
	chain: readonly ChainedError[],
	attempt: Attempt,
	{ waitedMs = attempt.timeoutMs, isConnected }: ConnectionPlace,
): Failure =>
	new Failure('timeout', `No answer from ${addressText(attempt)} within ${secondsText(waitedMs)}.`, {
		nextSteps: [...(isConnected ? [attempt.portHint ?? CONNECTED_AND_SILENT] : REACH_STEPS), MORE_TIME],
		details: attempt.details,
		cause: chain[0],
	});

type NetworkCase = { readonly says: (at: string, host: string) => string; readonly steps: readonly string[] };

/** Node's codes for failing to reach an address. */
const NETWORK_CASES: Readonly<Record<string, NetworkCase>> = {
	ECONNREFUSED: {
		says: at => `${at} refuses connections.`,
		steps: ['Nothing listens on that port: check the port, whether the broker is up, and whether the tunnel is open.'],
	},
	ENOTFOUND: {
		says: (_at, host) => `The name ${host} does not resolve.`,
		steps: ['Check the spelling; broker names of a private cluster resolve only through the DNS of its VPC.'],
	},
	EAI_AGAIN: {
		says: (_at, host) => `The name ${host} could not be resolved now.`,
		steps: ['The DNS server does not answer: check the network or VPN, then try again.'],
	},
	EHOSTUNREACH: { says: at => `There is no route to ${at}.`, steps: REACH_STEPS },
	ENETUNREACH: { says: at => `There is no route to ${at}.`, steps: REACH_STEPS },
	EADDRNOTAVAIL: { says: at => `${at} cannot be reached from this machine's addresses.`, steps: REACH_STEPS },
	EACCES: { says: at => `This machine does not allow a connection to ${at}.`, steps: ['Check the local firewall.'] },
	ERR_SOCKET_BAD_PORT: { says: at => `${at} has no valid port.`, steps: ['Ports go from 1 to 65535.'] },
};

const networkFailure = (chain: readonly ChainedError[], attempt: Attempt): Failure | undefined => {
	const code = firstCode(chain, c => c in NETWORK_CASES);
	const found = code === undefined ? undefined : NETWORK_CASES[code];
	if (found === undefined) return undefined;
	return new Failure('connection', found.says(addressText(attempt), attempt.dialled.host), {
		nextSteps: found.steps,
		details: { ...attempt.details, code },
		cause: chain[0],
	});
};

/** The connection was taken down without a word: mostly one side spoke TLS or SASL and the other did not. */
const closedFailure = (chain: readonly ChainedError[], attempt: Attempt): Failure | undefined => {
	const at = addressText(attempt);
	const says = (pattern: RegExp) => chain.some(e => pattern.test(e.message ?? ''));
	const closed = (message: string, nextSteps: readonly string[]) =>
		new Failure('connection', message, { nextSteps, details: attempt.details, cause: chain[0] });
	if (says(/Broker requires TLS/))
		return closed(`${at} speaks TLS, but plaintext was asked for.`, [attempt.portHint ?? 'Use --auth tls, mtls, scram or iam.']);
	if (says(/TLS handshake failed|secure TLS connection was established/))
		return closed(`${at} closed the connection during the TLS handshake.`, plaintextSteps(attempt));
	if (firstCode(chain, c => c === 'ECONNRESET' || c === 'EPIPE') === undefined && !says(/[Cc]onnection closed|Closed connection/))
		return undefined;
	const asked = attempt.authentication;
	if (asked === 'plaintext')
		return closed(`${at} closed the connection without an answer.`, [
			attempt.portHint ?? 'The port may speak TLS or ask for SASL: use --auth tls, mtls, scram or iam.',
		]);
	if (asked === 'tls')
		return closed(`${at} closed the connection without an answer.`, [
			attempt.portHint ?? 'The port may ask for a client certificate (--auth mtls) or for SASL (--auth scram or iam).',
		]);
	if (asked === 'mtls')
		return closed(`${at} closed the connection without an answer.`, [
			attempt.portHint ??
				'The broker may not trust the authority of the client certificate, or the port may ask for SASL (--auth scram or iam).',
		]);
	return closed(`${at} closed the connection during authentication.`, [
		attempt.portHint ??
			'The broker may be restarting, or its limit of connections is reached (IAM: 3000 a broker, 100 new ones a second); try again.',
	]);
};
