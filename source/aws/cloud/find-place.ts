import type { CloudPlace } from '../../model/cloud/cloud-cluster.ts';
import { Failure } from '../../model/failure.ts';
import { mskClusterArn, mskHostCluster, mskHostDomain } from '../../model/msk-address.ts';
import { type Cluster, GetBootstrapBrokersCommand, type KafkaClient, ListClustersV2Command } from '../msk-client.ts';
import type { CloudAccess, CloudCalls } from './cloud-calls.ts';

const WAY_AROUND = 'Without it: name the cluster by its ARN (--cluster ARN, or `arn:` in the config file).';
/** Clusters whose addresses are asked for to find ours among them; names in hosts are cut, so several may fit. */
const MOST_CANDIDATES = 5;
const MOST_PAGES = 10;

/** The place that an ARN tells. */
export const placeOfArn = (arn: string): CloudPlace => {
	const parts = mskClusterArn(arn);
	if (parts === undefined) throw new Failure('config', `${arn} is not the ARN of an MSK cluster.`);
	return { arn, name: parts.name, region: parts.region, account: parts.account };
};

/**
 * Finds the cluster by its brokers' names: lists the clusters of the region (kafka:ListClustersV2), and takes the one whose addresses
 * (kafka:GetBootstrapBrokers) have the same domain. Throws notFound where the account has none.
 */
export const findPlace = async (
	{ arn, hosts }: CloudAccess,
	client: () => Promise<KafkaClient>,
	calls: CloudCalls,
	signal?: AbortSignal,
): Promise<CloudPlace> => {
	if (arn !== undefined) return placeOfArn(arn);
	const domains = new Set(hosts.flatMap(host => mskHostDomain(host) ?? []));
	const names = hosts.flatMap(host => mskHostCluster(host) ?? []);
	const kafka = await client();
	const clusters = await listClusters(kafka, calls, signal);
	const fits = clusters.filter(c => names.length === 0 || names.some(name => (c.ClusterName ?? '').toLowerCase().startsWith(name)));
	for (const { ClusterArn } of fits.slice(0, MOST_CANDIDATES)) {
		if (ClusterArn === undefined) continue;
		const told = await calls.call({ action: 'kafka:GetBootstrapBrokers', resource: ClusterArn, wayAround: WAY_AROUND }, signal, bound =>
			kafka.send(new GetBootstrapBrokersCommand({ ClusterArn }), bound),
		);
		const addresses = Object.values(told).flatMap(value => (typeof value === 'string' ? value.split(',') : []));
		if (addresses.some(at => domains.has(mskHostDomain(at.replace(/:\d+$/, '')) ?? ''))) return placeOfArn(ClusterArn);
	}
	throw new Failure('notFound', `No MSK cluster of this account has the broker ${hosts[0]} (${await calls.region()}).`, {
		nextSteps: ['Another account’s cluster is asked about with a profile or role there: --profile, --role-arn.', WAY_AROUND],
	});
};

/** All clusters of the region that the identity may list. */
export const listClusters = async (kafka: KafkaClient, calls: CloudCalls, signal?: AbortSignal): Promise<readonly Cluster[]> => {
	const clusters: Cluster[] = [];
	let NextToken: string | undefined;
	for (let page = 0; page < MOST_PAGES; page++) {
		const answer = await calls.call({ action: 'kafka:ListClustersV2', resource: '*', wayAround: WAY_AROUND }, signal, bound =>
			kafka.send(new ListClustersV2Command({ MaxResults: 100, NextToken }), bound),
		);
		clusters.push(...(answer.ClusterInfoList ?? []));
		NextToken = answer.NextToken;
		if (NextToken === undefined) break;
	}
	return clusters;
};
