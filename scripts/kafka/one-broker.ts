/** Takes single brokers of a running cluster down and up again. */
import { startBroker, waitForBroker } from './broker-process.ts';
import { clusterPath, readCluster, type TestBroker, type TestCluster, writeCluster } from './cluster-file.ts';
import { endProcesses } from './java-process.ts';
import { runFixture } from './java-tool.ts';
import { processMark } from './stop-cluster.ts';

const brokerOf = (name: string, id: number): { cluster: TestCluster; broker: TestBroker } => {
	const cluster = readCluster(clusterPath(name));
	const broker = cluster?.brokers.find(b => b.id === id);
	if (!cluster || !broker) throw new Error(`cluster "${name}" has no broker ${id}`);
	return { cluster, broker };
};

const withPid = (cluster: TestCluster, id: number, pid: number | undefined): TestCluster =>
	writeCluster({ ...cluster, brokers: cluster.brokers.map(b => (b.id === id ? { ...b, pid } : b)) });

/**
 * Ends a broker and returns the cluster without its pid. SIGKILL is a crash: leaders stay where they are until the controller
 * misses the broker (9 s). SIGTERM is an orderly shutdown, after which leaders have moved already.
 */
export const endBroker = async (name: string, id: number, signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<TestCluster> => {
	const { cluster, broker } = brokerOf(name, id);
	if (broker.pid !== undefined) await endProcesses([broker.pid], processMark(name), signal, 60_000);
	return withPid(cluster, id, undefined);
};

/** Starts a broker again, on the same ports and data, and returns when all running brokers are in the metadata and all replicas in sync. */
export const restartBroker = async (name: string, id: number): Promise<TestCluster> => {
	const { cluster, broker } = brokerOf(name, id);
	if (broker.pid !== undefined) await endBroker(name, id);
	const changed = withPid(cluster, id, startBroker(cluster, broker));
	await waitForBroker(changed.brokers.find(b => b.id === id) ?? broker);
	const running = changed.brokers.filter(b => b.pid !== undefined).length;
	await runFixture(changed, 'wait-brokers', String(running), ...(running === changed.brokers.length ? ['in-sync'] : []));
	return changed;
};
