/** Starts a test cluster and returns when clients can use it. */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Artifacts, prepareArtifacts } from './artifacts.ts';
import { startBroker, waitForBroker, writeBrokerLogging } from './broker-process.ts';
import { type BrokerOptions, brokerProperties } from './broker-properties.ts';
import { certificates } from './certificates.ts';
import { makeArchive } from './class-archive.ts';
import { writeClientProperties } from './client-properties.ts';
import {
	type ClientListener,
	clientListeners,
	clusterFolder,
	clusterPath,
	readCluster,
	type TestBroker,
	type TestCluster,
	writeCluster,
	writePrivateFile,
} from './cluster-file.ts';
import { generateCredentials, iamKeysText } from './credentials.ts';
import { formatStorage, randomKafkaId } from './format-storage.ts';
import { freePorts } from './free-ports.ts';
import { isAlive, startDetached } from './java-process.ts';
import { runFixture, writeToolLogging } from './java-tool.ts';
import { processMark, runningPids, stopCluster } from './stop-cluster.ts';

/** What to start. */
export type StartOptions = BrokerOptions & {
	readonly name: string;
	readonly version?: string;
	readonly brokers?: 1 | 3 | 6;
	/** Heap of each broker at most; 512 unless told. */
	readonly heapMiB?: number;
	/** The cluster ends when this process ends. */
	readonly ownerPid?: number;
	/** Receives progress, one line each. */
	readonly say?: (line: string) => void;
};

const planBrokers = async (folder: string, count: number): Promise<readonly TestBroker[]> => {
	const names = [...clientListeners, 'CONTROLLER'] as const;
	const ports = await freePorts(count * names.length);
	return Array.from({ length: count }, (_, index) => {
		const id = index + 1;
		const home = join(folder, `broker-${id}`);
		const own = Object.fromEntries(names.map((name, place) => [name, ports[index * names.length + place]]));
		return {
			id,
			rack: `use1-az${id}`,
			pid: undefined,
			ports: own as TestBroker['ports'],
			propertiesPath: join(home, 'server.properties'),
			dataPath: join(home, 'data'),
			logPath: join(home, 'broker.log'),
		};
	});
};

const plan = async (options: StartOptions, artifacts: Artifacts, folder: string): Promise<TestCluster> => {
	const brokers = await planBrokers(folder, options.brokers ?? 3);
	const found = certificates(options.say ?? (() => {}));
	const credentials = generateCredentials();
	const bootstrap = Object.fromEntries(
		clientListeners.map(name => [name, brokers.map(broker => `localhost:${broker.ports[name]}`).join(',')]),
	) as Record<ClientListener, string>;
	return {
		state: 'starting',
		name: options.name,
		version: artifacts.version,
		clusterId: randomKafkaId(),
		folder,
		libraries: artifacts.libraries,
		fixtureJar: artifacts.fixtureJar,
		starterPid: process.pid,
		...(options.ownerPid === undefined ? {} : { ownerPid: options.ownerPid }),
		companionPids: [],
		brokers,
		bootstrap,
		tls: { ca: found.ca, clientCertificate: found.clientCertificate, clientKey: found.clientKey },
		credentials,
		iamKeysPath: join(folder, 'iam-keys.json'),
		clientProperties: writeClientProperties(folder, bootstrap, credentials, found),
	};
};

const writeConfiguration = (cluster: TestCluster, options: StartOptions): void => {
	const found = certificates(() => {});
	const password = readFileSync(found.passwordPath, 'utf8');
	writePrivateFile(cluster.iamKeysPath, iamKeysText(cluster.credentials));
	writeBrokerLogging(cluster.folder);
	writeToolLogging(cluster.folder);
	for (const broker of cluster.brokers) {
		const text = brokerProperties(cluster.version, broker, cluster.brokers, cluster.credentials, found, password, options);
		writePrivateFile(broker.propertiesPath, text);
	}
};

const watchdogPid = (cluster: TestCluster, ownerPid: number): number => {
	const program = join(import.meta.dirname, 'watchdog.ts');
	const args = [program, clusterPath(cluster.name), String(ownerPid), processMark(cluster.name)];
	return startDetached(process.execPath, args, join(cluster.folder, 'watchdog.log'));
};

const launch = async (options: StartOptions, say: (line: string) => void): Promise<TestCluster> => {
	let cluster: TestCluster | undefined;
	try {
		const artifacts = prepareArtifacts(options.version, say);
		cluster = writeCluster(await plan(options, artifacts, clusterFolder(options.name)));
		formatStorage(artifacts, cluster.clusterId, cluster.brokers);
		writeConfiguration(cluster, options);
		if (options.ownerPid !== undefined) cluster = writeCluster({ ...cluster, watchdogPid: watchdogPid(cluster, options.ownerPid) });
		say(`starting ${cluster.brokers.length} brokers of Apache Kafka ${cluster.version}`);
		const planned = cluster;
		const brokers = planned.brokers.map(broker => ({ ...broker, pid: startBroker(planned, broker, options.heapMiB) }));
		cluster = writeCluster({ ...planned, brokers });
		await Promise.all(cluster.brokers.map(broker => waitForBroker(broker)));
		say('adding users and ACLs');
		await runFixture(cluster, 'setup', clusterPath(cluster.name));
		const archiveFrom = cluster.brokers[0]?.pid;
		if (archiveFrom !== undefined) await makeArchive(cluster.fixtureJar, archiveFrom);
		return writeCluster({ ...cluster, state: 'ready' });
	} catch (error) {
		// The folder stays for one reason only, the logs, and their ends are in the error.
		if (cluster) await stopCluster(cluster);
		else rmSync(clusterFolder(options.name), { recursive: true, force: true });
		throw error;
	}
};

const starterPath = (folder: string): string => join(folder, 'starter-pid');

const starterOf = (name: string): number | undefined => {
	const folder = clusterFolder(name);
	if (existsSync(starterPath(folder))) return Number(readFileSync(starterPath(folder), 'utf8'));
	// Another process made the folder an instant ago and is about to write its pid.
	const madeMs = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
	return Date.now() - madeMs < 2000 ? process.ppid : undefined;
};

/** Waits for another process that starts the same cluster; undefined when it left nothing usable. */
const startedByAnother = async (name: string): Promise<TestCluster | undefined> => {
	for (;;) {
		const cluster = readCluster(clusterPath(name));
		if (cluster?.state === 'ready') return runningPids(cluster).length > 0 ? cluster : undefined;
		const starter = starterOf(name);
		if (starter === undefined || starter === process.pid || !isAlive(starter)) return undefined;
		await delay(100);
	}
};

/**
 * Starts a cluster, or returns the one of that name that runs already (whatever its options are). Throws with the end of a
 * broker's log when it can not start; nothing is left running then.
 */
export const startCluster = async (options: StartOptions): Promise<TestCluster> => {
	const say = options.say ?? (() => {});
	const folder = clusterFolder(options.name);
	mkdirSync(join(folder, '..'), { recursive: true });
	for (;;) {
		try {
			// Making the folder is the lock: of two starts at once, one makes it and the other waits for its result.
			mkdirSync(folder, { mode: 0o700 });
			writePrivateFile(starterPath(folder), String(process.pid));
			return await launch(options, say);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		}
		const running = await startedByAnother(options.name);
		if (running) {
			say(`cluster "${options.name}" is running already`);
			return running;
		}
		say(`removing what is left of a cluster "${options.name}"`);
		const left = readCluster(clusterPath(options.name));
		if (left) await stopCluster(left);
		else rmSync(folder, { recursive: true, force: true });
	}
};
