/** Clusters as MSK describes them, for the demo and for tests. */
import type { PlayedCluster } from './msk-service.ts';

export type PlayedKind = 'standard' | 'express' | 'serverless';

export type MskFacts = {
	readonly arn: string;
	readonly kind: PlayedKind;
	readonly level?: 'DEFAULT' | 'PER_BROKER' | 'PER_TOPIC_PER_BROKER';
	/** `HOST:PORT,…` for IAM; by default names as MSK gives them out. */
	readonly bootstrap?: string;
	readonly kafkaVersion?: string;
	readonly state?: 'ACTIVE' | 'UPDATING' | 'HEALING' | 'MAINTENANCE';
	/** Of the configuration in use; the newest revision is one more. */
	readonly revision?: number;
	readonly now?: Date;
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** `b-1.orders.a1b2c3.c3.kafka.eu-west-1.amazonaws.com:9098,…`, as MSK names brokers: the cluster in lower case, cut after 21 letters. */
export const mskHosts = (arn: string, port: number): string => {
	const [, , , region] = arn.split(':');
	const name = (arn.split('/')[1] ?? '').toLowerCase().slice(0, 21);
	const mark = (arn.split('/')[2] ?? '').replaceAll('-', '').slice(0, 6);
	return [1, 2, 3].map(id => `b-${id}.${name}.${mark}.c3.kafka.${region}.amazonaws.com:${port}`).join(',');
};

/** Makes a cluster with its operations, configuration and secrets. */
export const playedCluster = (facts: MskFacts): PlayedCluster => {
	const { arn, kind, level = 'DEFAULT', kafkaVersion = '3.8.x', state = 'ACTIVE', revision = 2, now = new Date() } = facts;
	const [, , , region = '', account = ''] = arn.split(':');
	const name = arn.split('/')[1] ?? '';
	const before = (ms: number) => new Date(now.getTime() - ms);
	const common = {
		ClusterArn: arn,
		ClusterName: name,
		State: state,
		CurrentVersion: 'K3AEGXETSR30VB',
		CreationTime: before(220 * DAY),
		Tags: { team: 'shop', environment: 'demo' },
	};
	if (kind === 'serverless')
		return {
			cluster: {
				...common,
				ClusterType: 'SERVERLESS',
				Serverless: {
					VpcConfigs: [{ SubnetIds: ['subnet-a', 'subnet-b'], SecurityGroupIds: ['sg-1'] }],
					ClientAuthentication: { Sasl: { Iam: { Enabled: true } } },
				},
			},
			brokers: { BootstrapBrokerStringSaslIam: facts.bootstrap ?? `boot-x1y2z3.c2.kafka-serverless.${region}.amazonaws.com:9098` },
		};
	const configuration = `arn:aws:kafka:${region}:${account}:configuration/${name}/5c1d0000-0000-4000-8000-000000000005-3`;
	const operation = (id: number, type: string, operationState: string, startMs: number, tookMs?: number) => ({
		ClusterArn: arn,
		ClusterType: 'PROVISIONED' as const,
		OperationArn: `${arn.replace(':cluster/', ':cluster-operation/')}/0${id}`,
		OperationType: type,
		OperationState: operationState,
		StartTime: before(startMs),
		...(tookMs !== undefined && { EndTime: before(startMs - tookMs) }),
	});
	const running = operation(4, 'UPDATE_CLUSTER_CONFIGURATION', 'UPDATE_IN_PROGRESS', 0.2 * HOUR);
	return {
		cluster: {
			...common,
			...(state === 'UPDATING' && { ActiveOperationArn: running.OperationArn }),
			ClusterType: 'PROVISIONED',
			Provisioned: {
				BrokerNodeGroupInfo: {
					InstanceType: kind === 'express' ? 'express.m7g.large' : 'kafka.m7g.large',
					ClientSubnets: ['subnet-a', 'subnet-b', 'subnet-c'],
					SecurityGroups: ['sg-1'],
					ZoneIds: ['use1-az1', 'use1-az2', 'use1-az3'],
					...(kind === 'standard' && { StorageInfo: { EbsStorageInfo: { VolumeSize: 500 } } }),
					ConnectivityInfo: { PublicAccess: { Type: 'DISABLED' } },
				},
				CurrentBrokerSoftwareInfo: { KafkaVersion: kafkaVersion, ConfigurationArn: configuration, ConfigurationRevision: revision },
				ClientAuthentication: {
					Sasl: { Iam: { Enabled: true }, Scram: { Enabled: true } },
					Tls: { Enabled: false },
					Unauthenticated: { Enabled: false },
				},
				EncryptionInfo: {
					EncryptionAtRest: { DataVolumeKMSKeyId: `arn:aws:kms:${region}:${account}:key/4f0d0000-0000-4000-8000-000000000004` },
					EncryptionInTransit: { ClientBroker: 'TLS', InCluster: true },
				},
				EnhancedMonitoring: level,
				LoggingInfo: {
					BrokerLogs: { CloudWatchLogs: { Enabled: true, LogGroup: `/msk/${name}` }, Firehose: { Enabled: false }, S3: { Enabled: false } },
				},
				NumberOfBrokerNodes: 3,
				...(kind === 'standard' && { StorageMode: 'LOCAL' as const }),
				CustomerActionStatus: 'NONE',
			},
		},
		brokers: {
			BootstrapBrokerStringSaslIam: facts.bootstrap ?? mskHosts(arn, 9098),
			BootstrapBrokerStringSaslScram: mskHosts(arn, 9096),
		},
		operations: [
			...(state === 'UPDATING' ? [running] : []),
			operation(3, 'UPDATE_BROKER_STORAGE', 'UPDATE_COMPLETE', 12 * DAY, 0.6 * HOUR),
			operation(2, 'UPDATE_CLUSTER_KAFKA_VERSION', 'UPDATE_COMPLETE', 41 * DAY, 1.2 * HOUR),
			operation(1, 'SECURITY_PATCHING', 'UPDATE_COMPLETE', 60 * DAY, 0.9 * HOUR),
		],
		configuration: {
			Arn: configuration,
			Name: name,
			CreationTime: before(220 * DAY),
			KafkaVersions: [kafkaVersion],
			State: 'ACTIVE',
			LatestRevision: { Revision: revision + 1, CreationTime: before(5 * DAY), Description: 'unclean.leader.election.enable=false' },
		},
		targetVersions: ['3.9.x'],
		scramSecrets: [`arn:aws:secretsmanager:${region}:${account}:secret:AmazonMSK_${name}-reader-AbCdEf`],
	};
};
