/** MSK's control plane as far as finding a cluster goes. */
import {
	type Cluster,
	DescribeClusterV2Command,
	GetBootstrapBrokersCommand,
	type GetBootstrapBrokersResponse,
} from '@aws-sdk/client-kafka';
import type { AwsStub } from './aws-stub.ts';
import { accountOf } from './identities.ts';
import { refusals, ServiceError } from './service-error.ts';

export type PlayedCluster = { readonly cluster: Cluster & { readonly ClusterArn: string }; readonly brokers: GetBootstrapBrokersResponse };

/** Teaches the stub MSK; clusters by ARN. */
export const serveMsk = (stub: AwsStub): Map<string, PlayedCluster> => {
	const clusters = new Map<string, PlayedCluster>();
	const find = (arn: string | undefined, action: string, caller: string, region: string | undefined): PlayedCluster => {
		// MSK answers for another account as for any missing right.
		if (accountOf(arn ?? '') !== accountOf(caller))
			throw refusals.denied(caller, action, arn ?? '', `no resource-based policy allows the ${action} action`);
		const found = clusters.get(arn ?? '');
		if (found === undefined || (arn ?? '').split(':')[3] !== region)
			throw new ServiceError('NotFoundException', 404, "The requested resource doesn't exist.", {
				members: { invalidParameter: 'clusterArn' },
			});
		return found;
	};
	stub.on(
		GetBootstrapBrokersCommand,
		(input, { caller, region }) => find(input.ClusterArn, 'kafka:GetBootstrapBrokers', caller!.arn, region).brokers,
	);
	stub.on(DescribeClusterV2Command, (input, { caller, region }) => ({
		ClusterInfo: find(input.ClusterArn, 'kafka:DescribeClusterV2', caller!.arn, region).cluster,
	}));
	return clusters;
};
