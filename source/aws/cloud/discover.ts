import type { CloudDescription } from '../../model/cloud/cloud-cluster.ts';
import type { AwsSettings } from '../../model/connection-settings.ts';
import { asFailure } from '../../model/failure.ts';
import type { Discovery } from '../../ports/cluster-book.ts';
import { awsRegion, type CredentialHooks } from '../credentials.ts';
import { KafkaClient } from '../msk-client.ts';
import { cloudCalls } from './cloud-calls.ts';
import { toDescription } from './describe-cluster.ts';
import { listClusters } from './find-place.ts';

/** Finds the clusters of an account in some regions (kafka:ListClustersV2), by default in the identity's own. A region that fails is told. */
export const discoverClusters = async (aws: AwsSettings, regions: readonly string[], hooks: CredentialHooks = {}): Promise<Discovery> => {
	const asked = regions.length > 0 ? [...new Set(regions)] : [await awsRegion(aws, [])];
	const found: CloudDescription[] = [];
	const failures: Discovery['failures'][number][] = [];
	await Promise.all(
		asked.map(async region => {
			const calls = cloudCalls({ aws: { ...aws, region }, hosts: [] }, hooks);
			let client: KafkaClient | undefined;
			try {
				client = new KafkaClient(await calls.settings('kafka'));
				const clusters = await listClusters(client, calls);
				found.push(...clusters.flatMap(c => (c.ClusterArn === undefined ? [] : [toDescription(c.ClusterArn, c)])));
			} catch (error) {
				failures.push({ region, failure: asFailure(error) });
			} finally {
				client?.destroy();
			}
		}),
	);
	return { regions: asked, clusters: found.sort((a, b) => (a.region + a.name < b.region + b.name ? -1 : 1)), failures };
};
