/** How kafkajs, which only ever produces, gets to the brokers: by the same addresses, certificates and credentials as our own connections. */
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { KafkaConfig, SASLOptions } from 'kafkajs';
import { type ConnectionSettings, hostPortText } from '../../model/connection-settings.ts';
import type { Transport } from '../authentication/transport-options.ts';

export type ProducerWay = { readonly settings: ConnectionSettings; readonly transport: Transport };

type Sasl = NonNullable<ReturnType<Transport>['options']['sasl']>;

const SILENT = 0;

export const kafkajsConfig = async ({ settings, transport }: ProducerWay): Promise<KafkaConfig> => {
	const { sasl } = transport(settings.bootstrap[0]!).options;
	return {
		clientId: 'msk-tui',
		brokers: settings.bootstrap.map(hostPortText),
		// The sockets are ours, TLS and the map of addresses included.
		ssl: false,
		socketFactory: ({ host, port, onConnect }) => dial(transport, { host, port }, onConnect),
		...(sasl !== undefined && { sasl: await saslOf(sasl) }),
		connectionTimeout: settings.connectTimeoutMs,
		requestTimeout: 30_000,
		retry: { initialRetryTime: 100, maxRetryTime: 3_000, retries: 8 },
		// What is wrong comes as an error; its log lines would go over the screen.
		logLevel: SILENT,
	};
};

const dial = (transport: Transport, advertised: { readonly host: string; readonly port: number }, onConnect: () => void): Socket => {
	const { host, port, options } = transport(advertised);
	const { tls, tlsServerName } = options;
	const socket =
		tls === undefined
			? connectTcp({ host, port }, onConnect)
			: connectTls({ ...tls, host, port, ...(typeof tlsServerName === 'string' && { servername: tlsServerName }) }, onConnect);
	socket.setKeepAlive(true, 60_000);
	return socket;
};

const saslOf = async ({ mechanism, username, password, token }: Sasl): Promise<SASLOptions> => {
	const textOf = async (secret: unknown): Promise<string> => String(typeof secret === 'function' ? await secret() : secret);
	if (mechanism === 'OAUTHBEARER') return { mechanism: 'oauthbearer', oauthBearerProvider: async () => ({ value: await textOf(token) }) };
	const credentials = { username: await textOf(username), password: await textOf(password) };
	return mechanism === 'SCRAM-SHA-256' ? { mechanism: 'scram-sha-256', ...credentials } : { mechanism: 'scram-sha-512', ...credentials };
};
