import { toConnectionFailure } from '../../../source/kafka/authentication/connection-failure.ts';
import { transportOptions } from '../../../source/kafka/authentication/transport-options.ts';
import { BrokerConnection } from '../../../source/kafka/broker-connection.ts';
import { Deadline } from '../../../source/kafka/deadline.ts';
import type { Authentication, ConnectionSettings, HostPort } from '../../../source/model/connection-settings.ts';
import { Failure } from '../../../source/model/failure.ts';
import type { ConnectionSecrets } from '../../../source/ports/connection-secrets.ts';

export type Dialling = {
	readonly authentication?: Authentication;
	readonly secrets?: Partial<ConnectionSecrets>;
	/** Where the advertised address is really found. */
	readonly at?: HostPort;
	readonly timeoutMs?: number;
};

export const scram = (username: string, mechanism: 'SCRAM-SHA-512' | 'SCRAM-SHA-256' = 'SCRAM-SHA-512'): Authentication => ({
	kind: 'scram',
	mechanism,
	username,
	password: { kind: 'prompt' },
});

export const settingsFor = (
	address: HostPort,
	{ authentication = { kind: 'plaintext' }, secrets, at, timeoutMs = 10_000 }: Dialling,
): ConnectionSettings => ({
	name: 'test',
	bootstrap: [address],
	authentication,
	tls: secrets?.tls?.ca === undefined ? {} : { ca: 'ca.pem' },
	addressMap: new Map(at === undefined ? [] : [[`${address.host}:${address.port}`, at]]),
	environment: 'dev',
	access: 'read-only',
	connectTimeoutMs: timeoutMs,
	scanRate: null,
});

/** Connects as the program does: settings and secrets in, an authenticated connection or a Failure out. */
export const dial = async (address: HostPort, dialling: Dialling = {}): Promise<BrokerConnection> => {
	const settings = settingsFor(address, dialling);
	try {
		const transport = transportOptions(settings, { tls: {}, ...dialling.secrets });
		return await BrokerConnection.open(transport(address), new Deadline(settings.connectTimeoutMs));
	} catch (error) {
		throw toConnectionFailure(error, { ...address, settings });
	}
};

/** The Failure that dialling ends in; throws when it succeeds. */
export const dialFailure = async (address: HostPort, dialling: Dialling = {}): Promise<Failure> => {
	try {
		(await dial(address, dialling)).close();
	} catch (error) {
		if (error instanceof Failure) return error;
		throw error;
	}
	throw new Error('It was expected to fail, and succeeded.');
};
