/**
 * A real Apache Kafka for tests. `npm test` starts one cluster for the whole run (scripts/run-tests.ts) and names it in
 * MSK_TUI_TEST_CLUSTER; a test file run alone starts its own. MSK_TUI_TEST_KAFKA_VERSION chooses the version.
 */
import type { TestContext } from 'node:test';
import { readCluster, type TestCluster } from '../../scripts/kafka/cluster-file.ts';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import type { HeldTool, ToolResult } from '../../scripts/kafka/java-process.ts';
import { holdFixture, javaTool, runFixture } from '../../scripts/kafka/java-tool.ts';
import { endBroker, restartBroker } from '../../scripts/kafka/one-broker.ts';
import { type StartOptions, startCluster } from '../../scripts/kafka/start-cluster.ts';
import { stopCluster } from '../../scripts/kafka/stop-cluster.ts';

/** A cluster that other test files use at the same time: give topics and groups names of your own, and break nothing. */
export type SharedBroker = {
	/** Ports, bootstrap strings, paths and logins as they are now. */
	readonly cluster: TestCluster;
	/** Runs a FixtureTool command to its end; see scripts/kafka/java. */
	readonly fixture: (command: string, ...args: readonly string[]) => Promise<string>;
	/** Runs a FixtureTool command that holds something open; returns when it is reached. End it in an `after`. */
	readonly hold: (command: string, ...args: readonly string[]) => Promise<HeldTool>;
	/** Runs a Java tool of Kafka over the PLAINTEXT listener: `--bootstrap-server` is put in. */
	readonly javaTool: (mainClass: string, ...args: readonly string[]) => Promise<ToolResult>;
};

/** A cluster of one test file, which may do to it what it likes. */
export type RealBroker = SharedBroker & {
	/** Crashes a broker, or with SIGTERM shuts it down in order. */
	readonly kill: (brokerId: number, signal?: 'SIGKILL' | 'SIGTERM') => Promise<void>;
	/** Starts a broker again; returns when its replicas are in sync. */
	readonly restart: (brokerId: number) => Promise<void>;
	readonly stop: () => Promise<void>;
};

const clusterOf = (now: () => TestCluster): SharedBroker => ({
	get cluster() {
		return now();
	},
	fixture: (command, ...args) => runFixture(now(), command, ...args),
	hold: (command, ...args) => holdFixture(now(), command, ...args),
	javaTool: (mainClass, ...args) => javaTool(now(), mainClass, ['--bootstrap-server', now().bootstrap.PLAINTEXT, ...args]),
});

const version = (asked: string | undefined): { version?: string } => {
	const chosen = asked ?? process.env.MSK_TUI_TEST_KAFKA_VERSION;
	return chosen ? { version: chosen } : {};
};

let started = 0;

/** Starts a cluster for one test file; it ends with this process at the latest. Takes about ten seconds with three brokers. */
export const startRealBroker = async (options: Omit<StartOptions, 'name' | 'ownerPid'> = {}): Promise<RealBroker> => {
	const name = `test-${process.pid}-${started++}`;
	let cluster = await startCluster({ ...options, ...version(options.version), name, ownerPid: process.pid });
	const shared = clusterOf(() => cluster);
	return Object.defineProperty(
		{
			...shared,
			kill: async (brokerId: number, signal?: 'SIGKILL' | 'SIGTERM') => {
				cluster = await endBroker(name, brokerId, signal);
			},
			restart: async (brokerId: number) => {
				cluster = await restartBroker(name, brokerId);
			},
			stop: () => stopCluster(cluster),
		},
		'cluster',
		{ get: () => cluster, enumerable: true },
	);
};

/** Returns the cluster of the whole test run. */
export const sharedBroker = async (): Promise<SharedBroker> => {
	const path = process.env.MSK_TUI_TEST_CLUSTER;
	// Under `node --test` without scripts/run-tests.ts the runner is the parent of all files; it then owns the cluster they share.
	const ownerPid = process.env.NODE_TEST_CONTEXT ? process.ppid : process.pid;
	const cluster = path ? readCluster(path) : await startCluster({ ...version(undefined), name: `test-shared-${ownerPid}`, ownerPid });
	if (!cluster) throw new Error(`no cluster is described in ${path}`);
	return clusterOf(() => cluster);
};

/**
 * Tells whether tests with a real broker can run; where Java is missing, the test is skipped with a reason that is printed.
 * Throws in CI, where a skipped test would go unnoticed.
 */
export const needsJava = (t: Pick<TestContext, 'skip'>): boolean => {
	if (hasJava()) return true;
	if (process.env.CI) throw new Error('Java is missing: tests with a real Kafka can not run');
	t.skip('Java 17 or newer is missing: not tested against a real Kafka');
	return false;
};
