/** MSK's control plane as far as finding and describing clusters goes. */
import {
	type Cluster,
	type ClusterOperationV2Summary,
	DescribeClusterV2Command,
	DescribeConfigurationCommand,
	type DescribeConfigurationResponse,
	GetBootstrapBrokersCommand,
	type GetBootstrapBrokersResponse,
	GetCompatibleKafkaVersionsCommand,
	ListClusterOperationsV2Command,
	ListClustersV2Command,
	ListScramSecretsCommand,
} from '@aws-sdk/client-kafka';
import type { AwsStub } from './aws-stub.ts';
import { accountOf } from './identities.ts';
import { refusals, ServiceError } from './service-error.ts';

export type PlayedCluster = {
	readonly cluster: Cluster & { readonly ClusterArn: string };
	readonly brokers: GetBootstrapBrokersResponse;
	/** The newest first, as MSK lists them. */
	readonly operations?: readonly ClusterOperationV2Summary[];
	readonly configuration?: DescribeConfigurationResponse;
	readonly targetVersions?: readonly string[];
	readonly scramSecrets?: readonly string[];
};

/** Teaches the stub MSK; clusters by ARN. */
export const serveMsk = (stub: AwsStub): Map<string, PlayedCluster> => {
	const clusters = new Map<string, PlayedCluster>();
	const missing = (parameter: string) =>
		new ServiceError('NotFoundException', 404, "The requested resource doesn't exist.", { members: { invalidParameter: parameter } });
	const find = (arn: string | undefined, action: string, caller: string, region: string | undefined): PlayedCluster => {
		// MSK answers for another account as for any missing right.
		if (accountOf(arn ?? '') !== accountOf(caller))
			throw refusals.denied(caller, action, arn ?? '', `no resource-based policy allows the ${action} action`);
		const found = clusters.get(arn ?? '');
		if (found === undefined || (arn ?? '').split(':')[3] !== region) throw missing('clusterArn');
		return found;
	};
	stub.on(
		GetBootstrapBrokersCommand,
		(input, { caller, region }) => find(input.ClusterArn, 'kafka:GetBootstrapBrokers', caller!.arn, region).brokers,
	);
	stub.on(DescribeClusterV2Command, (input, { caller, region }) => ({
		ClusterInfo: find(input.ClusterArn, 'kafka:DescribeClusterV2', caller!.arn, region).cluster,
	}));
	stub.on(ListClustersV2Command, ({ ClusterNameFilter = '', NextToken, MaxResults = 10 }, { caller, region }) => {
		const all = [...clusters.values()].filter(
			({ cluster: { ClusterArn, ClusterName } }) =>
				accountOf(ClusterArn) === accountOf(caller!.arn) &&
				ClusterArn.split(':')[3] === region &&
				(ClusterName ?? '').startsWith(ClusterNameFilter),
		);
		return page(
			all.map(c => c.cluster),
			NextToken,
			MaxResults,
			ClusterInfoList => ({ ClusterInfoList }),
		);
	});
	stub.on(ListClusterOperationsV2Command, ({ ClusterArn, NextToken, MaxResults = 10 }, { caller, region }) => {
		const { operations = [] } = find(ClusterArn, 'kafka:ListClusterOperationsV2', caller!.arn, region);
		return page(operations, NextToken, MaxResults, ClusterOperationInfoList => ({ ClusterOperationInfoList }));
	});
	stub.on(ListScramSecretsCommand, ({ ClusterArn, NextToken, MaxResults = 10 }, { caller, region }) => {
		const { scramSecrets = [] } = find(ClusterArn, 'kafka:ListScramSecrets', caller!.arn, region);
		return page(scramSecrets, NextToken, MaxResults, SecretArnList => ({ SecretArnList }));
	});
	stub.on(GetCompatibleKafkaVersionsCommand, ({ ClusterArn }, { caller, region }) => {
		const { cluster, targetVersions = [] } = find(ClusterArn, 'kafka:GetCompatibleKafkaVersions', caller!.arn, region);
		const SourceVersion = cluster.Provisioned?.CurrentBrokerSoftwareInfo?.KafkaVersion;
		return { CompatibleKafkaVersions: [{ SourceVersion, TargetVersions: [...targetVersions] }] };
	});
	stub.on(DescribeConfigurationCommand, ({ Arn }) => {
		const found = [...clusters.values()].find(c => c.configuration?.Arn === Arn)?.configuration;
		if (found === undefined) throw missing('arn');
		return found;
	});
	return clusters;
};

const page = <Item, Answer extends object>(
	all: readonly Item[],
	token: string | undefined,
	most: number,
	answer: (items: Item[]) => Answer,
): Answer & { readonly NextToken?: string } => {
	const first = Number(token ?? 0);
	const rest = first + most < all.length;
	return { ...answer(all.slice(first, first + most)), ...(rest && { NextToken: String(first + most) }) };
};
