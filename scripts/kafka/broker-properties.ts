/** Writes the configuration of test brokers. */
import { hasPreviews, isKafka4 } from './artifacts.ts';
import type { Certificates } from './certificates.ts';
import { type ClientListener, clientListeners, type TestBroker } from './cluster-file.ts';
import type { Credentials } from './credentials.ts';

/** What can be asked of a cluster beyond its version. */
export type BrokerOptions = {
	/** `connections.max.reauth.ms` of the SASL listeners; without it sessions of SCRAM never end and those of IAM end with the token. */
	readonly reauthMs?: number;
	/** Segments of 16 KiB and a retention check every second, so that log starts move while a test watches. */
	readonly smallSegments?: boolean;
	/** Whether brokers create topics that clients ask for; off as on MSK. */
	readonly autoCreate?: boolean;
	/** Lets a producer write to a partition that its coordinator knows nothing of, as before Kafka 3.6: the way transactions came to hang. */
	readonly hangingTransactions?: boolean;
};

const protocols: Readonly<Record<ClientListener | 'CONTROLLER', string>> = {
	PLAINTEXT: 'PLAINTEXT',
	TLS: 'SSL',
	MTLS: 'SSL',
	SCRAM: 'SASL_SSL',
	IAM: 'SASL_SSL',
	TLSWRONG: 'SSL',
	CONTROLLER: 'PLAINTEXT',
};

const tlsLines = (listener: ClientListener, certificates: Certificates, password: string): readonly string[] => {
	const prefix = `listener.name.${listener.toLowerCase()}.ssl`;
	return [
		`${prefix}.keystore.type=PKCS12`,
		`${prefix}.keystore.location=${listener === 'TLSWRONG' ? certificates.wrongNameStore : certificates.serverStore}`,
		`${prefix}.keystore.password=${password}`,
		`${prefix}.truststore.type=PEM`,
		`${prefix}.truststore.location=${certificates.ca}`,
		...(listener === 'MTLS' ? [`${prefix}.client.auth=required`, `${prefix}.principal.mapping.rules=RULE:^CN=([^,]+).*$/$1/,DEFAULT`] : []),
	];
};

const saslLines = (reauthMs: number | undefined): readonly string[] => {
	const mechanism = (listener: string, name: string, module: string): readonly string[] => [
		`listener.name.${listener}.${name}.sasl.jaas.config=${module} required;`,
		...(reauthMs === undefined ? [] : [`listener.name.${listener}.${name}.connections.max.reauth.ms=${reauthMs}`]),
	];
	return [
		'listener.name.scram.sasl.enabled.mechanisms=SCRAM-SHA-512,SCRAM-SHA-256',
		...mechanism('scram', 'scram-sha-512', 'org.apache.kafka.common.security.scram.ScramLoginModule'),
		...mechanism('scram', 'scram-sha-256', 'org.apache.kafka.common.security.scram.ScramLoginModule'),
		'listener.name.iam.sasl.enabled.mechanisms=OAUTHBEARER',
		'listener.name.iam.oauthbearer.sasl.server.callback.handler.class=IamTokenVerifier',
		...mechanism('iam', 'oauthbearer', 'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule'),
	];
};

/** Groups of all kinds. */
const kafka4Lines = (version: string, replicas: number): readonly string[] => [
	...(hasPreviews(version) ? ['unstable.api.versions.enable=true', 'unstable.feature.versions.enable=true'] : []),
	'group.coordinator.rebalance.protocols=classic,consumer,share,streams',
	'share.coordinator.state.topic.num.partitions=3',
	`share.coordinator.state.topic.replication.factor=${replicas}`,
	`share.coordinator.state.topic.min.isr=${Math.min(2, replicas)}`,
	'group.share.heartbeat.interval.ms=1000',
	'group.share.min.heartbeat.interval.ms=500',
	'group.consumer.heartbeat.interval.ms=1000',
	'group.consumer.min.heartbeat.interval.ms=500',
	'group.streams.heartbeat.interval.ms=1000',
	'group.streams.min.heartbeat.interval.ms=500',
	'group.streams.initial.rebalance.delay.ms=0',
];

/** Small threads, buffers and internal topics: three brokers share two cores with the tests. */
const economyLines = (replicas: number): readonly string[] => [
	'num.network.threads=1',
	'num.io.threads=4',
	'num.recovery.threads.per.data.dir=1',
	'log.cleaner.dedupe.buffer.size=4194304',
	'log.cleaner.backoff.ms=500',
	'log.index.size.max.bytes=262144',
	'offsets.topic.num.partitions=12',
	`offsets.topic.replication.factor=${replicas}`,
	'transaction.state.log.num.partitions=6',
	`transaction.state.log.replication.factor=${replicas}`,
	`transaction.state.log.min.isr=${Math.min(2, replicas)}`,
	'group.initial.rebalance.delay.ms=0',
];

/** Writes the server.properties of one broker. */
export const brokerProperties = (
	version: string,
	broker: TestBroker,
	brokers: readonly Pick<TestBroker, 'id' | 'ports'>[],
	credentials: Credentials,
	certificates: Certificates,
	keystorePassword: string,
	options: BrokerOptions,
): string => {
	const listeners = [...clientListeners, 'CONTROLLER'] as const;
	const superUsers = ['ANONYMOUS', credentials.scram.admin.username, credentials.iam.admin.principal];
	const lines = [
		'process.roles=broker,controller',
		`node.id=${broker.id}`,
		`broker.rack=${broker.rack}`,
		`log.dirs=${broker.dataPath}`,
		`controller.quorum.voters=${brokers.map(b => `${b.id}@127.0.0.1:${b.ports.CONTROLLER}`).join(',')}`,
		'controller.listener.names=CONTROLLER',
		'inter.broker.listener.name=PLAINTEXT',
		`listeners=${listeners.map(name => `${name}://127.0.0.1:${broker.ports[name]}`).join(',')}`,
		`advertised.listeners=${clientListeners.map(name => `${name}://localhost:${broker.ports[name]}`).join(',')}`,
		`listener.security.protocol.map=${listeners.map(name => `${name}:${protocols[name]}`).join(',')}`,
		...(['TLS', 'MTLS', 'SCRAM', 'IAM', 'TLSWRONG'] as const).flatMap(name => tlsLines(name, certificates, keystorePassword)),
		...saslLines(options.reauthMs),
		'authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer',
		'allow.everyone.if.no.acl.found=false',
		`super.users=${superUsers.map(name => `User:${name}`).join(';')}`,
		'replica.selector.class=org.apache.kafka.common.replica.RackAwareReplicaSelector',
		`auto.create.topics.enable=${options.autoCreate === true}`,
		`transaction.partition.verification.enable=${options.hangingTransactions !== true}`,
		`default.replication.factor=${Math.min(3, brokers.length)}`,
		`min.insync.replicas=${Math.min(2, brokers.length)}`,
		...(options.smallSegments
			? ['log.segment.bytes=16384', 'log.retention.check.interval.ms=1000', 'log.segment.delete.delay.ms=1000']
			: []),
		...economyLines(Math.min(3, brokers.length)),
		...(isKafka4(version) ? kafka4Lines(version, Math.min(3, brokers.length)) : []),
	];
	return `${lines.join('\n')}\n`;
};
