import type { Broker } from '../../model/cluster.ts';
import { type ConnectionSettings, type HostPort, hostPortText } from '../../model/connection-settings.ts';
import type { DiagnosisStep, StepName } from '../../model/diagnosis.ts';
import type { Failure } from '../../model/failure.ts';
import type { Transport } from '../authentication/transport-options.ts';
import { BrokerConnection, SOFTWARE } from '../broker-connection.ts';
import { toBroker } from '../cluster-link.ts';
import type { Deadline } from '../deadline.ts';
import { addressesText, type Resolve } from './addresses.ts';
import { offeredMechanisms } from './sasl-offer.ts';
import { certificateText, openTcp, secure } from './sockets.ts';
import { StepFailed, StepRecorder } from './step-recorder.ts';

/** What the walks of one diagnosis share. */
export type WalkGround = {
	readonly settings: ConnectionSettings;
	readonly transport: Transport;
	readonly resolve: Resolve;
	readonly deadline: Deadline;
	readonly nowMs: () => number;
	/** False when the credentials are known to be of no use: a walk then ends before SASL, having shown whether the way there is free. */
	readonly canAuthenticate: boolean;
};

/** One address walked to its end, or to the step that failed. */
export type Walk = {
	readonly advertised: HostPort;
	readonly steps: readonly DiagnosisStep[];
	/** Open when the walk came to its end; the caller closes it. */
	readonly connection: BrokerConnection | undefined;
	readonly clusterId: string | null;
	/** The brokers of the cluster as this one tells them. */
	readonly brokers: readonly Broker[];
};

/** Walks from the name to the cluster. `isAdvertised`: the cluster told the address. Rejects only when the caller gave up. */
export const walk = async (advertised: HostPort, isAdvertised: boolean, ground: WalkGround): Promise<Walk> => {
	const { settings, deadline } = ground;
	const recorder = new StepRecorder(advertised, isAdvertised, settings, deadline);
	let connection: BrokerConnection | undefined;
	try {
		await resolveName(recorder, advertised, ground);
		const offered = await reach(recorder, advertised, ground);
		if (!ground.canAuthenticate) throw new StepFailed();
		connection = await authenticate(recorder, advertised, ground, offered);
		const cluster = await recorder.take('cluster', async note => {
			const answer = await connection!.call('Metadata', { topics: [], allowAutoTopicCreation: false }, { deadline });
			note(`${answer.clusterId ?? 'without an id'}, ${answer.brokers.length} ${answer.brokers.length === 1 ? 'broker' : 'brokers'}`);
			return { clusterId: answer.clusterId, brokers: answer.brokers.map(toBroker) };
		});
		return { advertised, steps: recorder.steps, connection, ...cluster };
	} catch (error) {
		connection?.destroy();
		if (!(error instanceof StepFailed)) throw error;
		return { advertised, steps: recorder.steps, connection: undefined, clusterId: null, brokers: [] };
	}
};

const resolveName = async (recorder: StepRecorder, advertised: HostPort, { transport, resolve }: WalkGround): Promise<void> => {
	recorder.addresses = await recorder.take('name', async note => {
		const found = await resolve(transport(advertised).host);
		note(addressesText(found));
		return found;
	});
};

/** TCP and TLS on a socket of our own, which then asks for the SASL mechanisms and is closed. */
const reach = async (
	recorder: StepRecorder,
	advertised: HostPort,
	{ deadline, settings, transport, nowMs }: WalkGround,
): Promise<readonly string[] | undefined> => {
	const { host, port, options } = transport(advertised);
	const { tls, sasl } = options;
	const raw = await recorder.take('tcp', async note => {
		const socket = await openTcp({ host, port }, recorder.addresses, deadline);
		const way = settings.addressMap.has(hostPortText(advertised)) ? ' by --map' : '';
		note(`${socket.remoteAddress}:${socket.remotePort}${way}`);
		return socket;
	});
	let socket = raw;
	try {
		if (tls === undefined) recorder.notApplicable('tls', 'not asked for: plaintext');
		else
			socket = await recorder.take('tls', async note => {
				const secured = await secure(raw, advertised, tls, deadline);
				const { text, warning } = certificateText(secured.certificate, nowMs());
				note(`${secured.protocol ?? 'TLS'}, ${text}`, warning);
				if (secured.error !== undefined) throw secured.error;
				return secured.socket;
			});
		return sasl === undefined ? undefined : await offeredMechanisms(socket, String(sasl.mechanism), deadline);
	} finally {
		socket.destroy();
		raw.destroy();
	}
};

/** Connects anew, the way the program always does, and asks for the API versions. */
const authenticate = async (
	recorder: StepRecorder,
	advertised: HostPort,
	{ deadline, settings, transport }: WalkGround,
	offered: readonly string[] | undefined,
): Promise<BrokerConnection> => {
	const to = transport(advertised);
	const { sasl } = to.options;
	// Under TLS 1.3 a broker refuses a client certificate only after the handshake, on the first request.
	const blame = (otherwise: StepName) => (failure: Failure) => (isTlsAlert(failure) ? 'tls' : otherwise);
	let opened: BrokerConnection | undefined;
	if (sasl === undefined) recorder.notApplicable('sasl', `not asked for: ${settings.authentication.kind}`);
	else
		opened = await recorder.take(
			'sasl',
			async note => {
				note(`${String(sasl.mechanism)}${offered === undefined ? '' : `; offered: ${offered.join(', ') || 'nothing'}`}`);
				return BrokerConnection.open(to, deadline);
			},
			blame('sasl'),
		);
	return recorder.take(
		'apiVersions',
		async note => {
			const connection = opened ?? (await BrokerConnection.open(to, deadline));
			try {
				note(await versionsText(connection, deadline));
				return connection;
			} catch (error) {
				connection.destroy();
				throw error;
			}
		},
		blame('apiVersions'),
	);
};

const isTlsAlert = ({ details }: Failure): boolean => typeof details.code === 'string' && /^ERR_SSL_/.test(details.code);

const versionsText = async (connection: BrokerConnection, deadline: Deadline): Promise<string> => {
	const answer = await connection.call('ApiVersions', SOFTWARE, { deadline });
	const level = answer.finalizedFeatures?.find(f => f.name === 'metadata.version')?.maxVersionLevel;
	// Only KRaft clusters have a level; which release it stands for is Kafka's to say.
	return `${answer.apiKeys.length} APIs${level === undefined ? '' : `, KRaft, metadata version level ${level}`}`;
};
