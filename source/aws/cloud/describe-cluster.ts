import type { CloudDescription, LogDestination } from '../../model/cloud/cloud-cluster.ts';
import { type ClusterKind, MONITORING_LEVELS } from '../../model/cloud/metric-spec.ts';
import type { Cluster } from '../msk-client.ts';
import { placeOfArn } from './find-place.ts';

/** Translates MSK's answer; `arn` is what was asked for. */
export const toDescription = (arn: string, cluster: Cluster): CloudDescription => {
	const provisioned = cluster.Provisioned;
	const group = provisioned?.BrokerNodeGroupInfo;
	const software = provisioned?.CurrentBrokerSoftwareInfo;
	const volume = group?.StorageInfo?.EbsStorageInfo;
	const { ConfigurationArn, ConfigurationRevision } = software ?? {};
	return {
		...placeOfArn(cluster.ClusterArn ?? arn),
		...(cluster.ClusterName !== undefined && { name: cluster.ClusterName }),
		kind: kindOf(cluster),
		state: cluster.State ?? 'unknown',
		stateMessage: cluster.StateInfo?.Message ?? null,
		customerAction: provisioned?.CustomerActionStatus ?? null,
		createdMs: cluster.CreationTime?.getTime() ?? null,
		currentVersion: cluster.CurrentVersion ?? null,
		activeOperation: cluster.ActiveOperationArn ?? null,
		kafkaVersion: software?.KafkaVersion ?? null,
		metadata: provisioned === undefined ? null : provisioned.ZookeeperConnectString ? 'ZooKeeper' : 'KRaft',
		brokers: provisioned?.NumberOfBrokerNodes ?? null,
		instanceType: group?.InstanceType ?? null,
		zones: group?.ZoneIds ?? [],
		monitoringLevel: MONITORING_LEVELS.find(level => level === provisioned?.EnhancedMonitoring) ?? null,
		openMonitoring: openMonitoringOf(provisioned),
		volumeGib: volume?.VolumeSize ?? null,
		volumeThroughput: volume?.ProvisionedThroughput?.Enabled ? (volume.ProvisionedThroughput.VolumeThroughput ?? null) : null,
		storageMode: provisioned?.StorageMode ?? null,
		configuration: ConfigurationArn === undefined ? null : { arn: ConfigurationArn, revision: ConfigurationRevision ?? 0 },
		authentication: authenticationOf(cluster),
		clientEncryption: provisioned?.EncryptionInfo?.EncryptionInTransit?.ClientBroker ?? null,
		isEncryptedBetweenBrokers: provisioned?.EncryptionInfo?.EncryptionInTransit?.InCluster ?? null,
		kmsKey: provisioned?.EncryptionInfo?.EncryptionAtRest?.DataVolumeKMSKeyId ?? null,
		publicAccess: group?.ConnectivityInfo?.PublicAccess?.Type ?? null,
		rebalancing: provisioned?.Rebalancing?.Status ?? null,
		logs: logsOf(provisioned),
		tags: cluster.Tags ?? {},
	};
};

export const kindOf = ({ ClusterType, Serverless, Provisioned }: Cluster): ClusterKind | null => {
	if (ClusterType === 'SERVERLESS' || Serverless !== undefined) return 'serverless';
	const type = Provisioned?.BrokerNodeGroupInfo?.InstanceType;
	return type === undefined ? null : type.startsWith('express.') ? 'express' : 'standard';
};

type Provisioned = Cluster['Provisioned'];

const openMonitoringOf = (provisioned: Provisioned): readonly string[] => {
	const { JmxExporter, NodeExporter } = provisioned?.OpenMonitoring?.Prometheus ?? {};
	return [...(JmxExporter?.EnabledInBroker ? ['JMX exporter'] : []), ...(NodeExporter?.EnabledInBroker ? ['node exporter'] : [])];
};

export const authenticationOf = ({ Provisioned, Serverless }: Cluster): readonly string[] => {
	const { Sasl, Tls, Unauthenticated } = Provisioned?.ClientAuthentication ?? {};
	const isIam = (Sasl?.Iam ?? Serverless?.ClientAuthentication?.Sasl?.Iam)?.Enabled === true;
	return [
		...(isIam ? ['iam'] : []),
		...(Sasl?.Scram?.Enabled ? ['scram'] : []),
		...(Tls?.Enabled ? ['mtls'] : []),
		...(Unauthenticated?.Enabled ? ['unauthenticated'] : []),
	];
};

const logsOf = (provisioned: Provisioned): readonly LogDestination[] =>
	(
		[
			['broker', provisioned?.LoggingInfo?.BrokerLogs],
			['authorizer', provisioned?.LoggingInfo?.AuthorizerLogs],
		] as const
	).flatMap(([logs, to]) => [
		...(to?.CloudWatchLogs?.Enabled ? [{ logs, kind: 'CloudWatch Logs', name: to.CloudWatchLogs.LogGroup ?? '' } as const] : []),
		...(to?.Firehose?.Enabled ? [{ logs, kind: 'Firehose', name: to.Firehose.DeliveryStream ?? '' } as const] : []),
		...(to?.S3?.Enabled ? [{ logs, kind: 'S3', name: `${to.S3.Bucket ?? ''}/${to.S3.Prefix ?? ''}` } as const] : []),
	]);
