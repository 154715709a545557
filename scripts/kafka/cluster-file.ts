/** Where a test cluster is described while it runs: one JSON file per cluster, readable by its owner only. */
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Credentials } from './credentials.ts';

/** The listeners a client may use; the names are those of the brokers' listeners. */
export const clientListeners = ['PLAINTEXT', 'TLS', 'MTLS', 'SCRAM', 'IAM', 'TLSWRONG'] as const;

/** Name of a listener for clients. TLSWRONG shows a certificate for another host. */
export type ClientListener = (typeof clientListeners)[number];

/** One broker process of a test cluster. */
export type TestBroker = {
	readonly id: number;
	readonly rack: string;
	/** Undefined while the broker is killed. */
	readonly pid: number | undefined;
	readonly ports: Readonly<Record<ClientListener | 'CONTROLLER', number>>;
	readonly propertiesPath: string;
	readonly dataPath: string;
	readonly logPath: string;
};

/** Everything that is known about a running test cluster; contents of cluster.json. */
export type TestCluster = {
	readonly state: 'starting' | 'ready';
	readonly name: string;
	readonly version: string;
	readonly clusterId: string;
	readonly folder: string;
	readonly libraries: string;
	readonly fixtureJar: string;
	/** The process that runs `start`; of meaning only while the state is "starting". */
	readonly starterPid: number;
	/** The process with whose end the cluster ends, if one was named. */
	readonly ownerPid?: number;
	readonly watchdogPid?: number;
	/** Processes beside the brokers that stop with the cluster: the live sample consumers. */
	readonly companionPids: readonly number[];
	readonly brokers: readonly TestBroker[];
	/** Bootstrap string per listener. */
	readonly bootstrap: Readonly<Record<ClientListener, string>>;
	readonly tls: { readonly ca: string; readonly clientCertificate: string; readonly clientKey: string };
	readonly credentials: Credentials;
	/** The verifier reads the known access keys anew from this file for every token. */
	readonly iamKeysPath: string;
	/** Paths of Java client properties (0600), to be given to tools as --command-config; JAAS lines are inside. */
	readonly clientProperties: Readonly<Record<'plaintext' | 'admin' | 'operator' | 'reader', string>>;
};

/** Tells the folder for downloads and running clusters: `$XDG_CACHE_HOME/msk-tui`, outside the tree. */
export const cacheFolder = (): string => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'msk-tui');

/** Tells the folder of the cluster called `name`. */
export const clusterFolder = (name: string): string => join(cacheFolder(), 'run', name);

/** Tells the path of the cluster.json of the cluster called `name`. */
export const clusterPath = (name: string): string => join(clusterFolder(name), 'cluster.json');

/** Reads a cluster.json; undefined when there is none. */
export const readCluster = (path: string): TestCluster | undefined => {
	try {
		return JSON.parse(readFileSync(path, 'utf8')) as TestCluster;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
};

/** Writes `text` for nobody else to read; a reader sees the old contents or the new, never half. */
export const writePrivateFile = (path: string, text: string): void => {
	const partial = `${path}.${process.pid}`;
	writeFileSync(partial, text, { mode: 0o600 });
	renameSync(partial, path);
};

/** Writes the cluster.json of a cluster and returns the cluster. */
export const writeCluster = (cluster: TestCluster): TestCluster => {
	mkdirSync(cluster.folder, { recursive: true });
	writePrivateFile(join(cluster.folder, 'cluster.json'), `${JSON.stringify(cluster, null, '\t')}\n`);
	return cluster;
};

/** Lists the names of all clusters that left a folder, running or not. */
export const clusterNames = (): readonly string[] => {
	try {
		return readdirSync(join(cacheFolder(), 'run')).sort();
	} catch {
		return [];
	}
};
