/** Ends a test cluster and removes its data. */
import { rmSync } from 'node:fs';
import type { TestCluster } from './cluster-file.ts';
import { endProcesses, isOurs } from './java-process.ts';

/** Tells the text on the command line of every process of a cluster, by which its processes are known. */
export const processMark = (name: string): string => `-Dmsk-tui.cluster=${name}`;

/** Lists the pids of a cluster's processes that run now. */
export const runningPids = (cluster: TestCluster): readonly number[] =>
	[...cluster.brokers.map(broker => broker.pid), ...cluster.companionPids].filter(
		(pid): pid is number => pid !== undefined && isOurs(pid, processMark(cluster.name)),
	);

/**
 * Ends all processes of a cluster, waits until they are gone, and deletes its folder.
 * Brokers are killed, not asked: data is thrown away, and the last of three would wait for a quorum that is gone.
 */
export const stopCluster = async (cluster: TestCluster): Promise<void> => {
	// The watchdog first, unless it is the one who calls: it would stop the cluster a second time.
	if (cluster.watchdogPid !== undefined && cluster.watchdogPid !== process.pid) {
		await endProcesses([cluster.watchdogPid], processMark(cluster.name));
	}
	await endProcesses(runningPids(cluster), processMark(cluster.name));
	rmSync(cluster.folder, { recursive: true, force: true, maxRetries: 5 });
};
