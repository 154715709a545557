/** Keeps consumers and a producer running beside a development cluster. */
import { join } from 'node:path';
import { clusterPath, readCluster, type TestCluster, writeCluster } from './cluster-file.ts';
import { startDetached } from './java-process.ts';
import { javaArguments } from './java-tool.ts';

/** Starts the live sample; it ends with the cluster. */
export const startLiveSample = async (cluster: TestCluster): Promise<void> => {
	const args = javaArguments(cluster, 'FixtureTool', [cluster.bootstrap.PLAINTEXT, 'live']);
	const pid = startDetached('java', args, join(cluster.folder, 'live.log'));
	// Read anew: a broker may have been restarted since the caller read it.
	const current = readCluster(clusterPath(cluster.name)) ?? cluster;
	writeCluster({ ...current, companionPids: [...current.companionPids, pid] });
};
