import type { CausedLoad } from '../model/caused-load.ts';
import { type ConnectionSettings, hostPortText } from '../model/connection-settings.ts';
import type { ClusterReader } from '../ports/cluster-reader.ts';
import type { ClusterWriter } from '../ports/cluster-writer.ts';
import type { RecordSource } from '../ports/record-source.ts';
import { readAcls } from './acls.ts';
import { toConnectionFailure } from './authentication/connection-failure.ts';
import type { Transport } from './authentication/transport-options.ts';
import { BrokerConnection } from './broker-connection.ts';
import { describeCluster, readController } from './cluster-description.ts';
import { ClusterLink } from './cluster-link.ts';
import { readConfigs } from './configs.ts';
import { Connections, type Dial, type Explain } from './connections.ts';
import { readCommits } from './group-commits.ts';
import { describeGroups } from './group-description.ts';
import { findGroups, listGroups } from './group-listing.ts';
import { LoadCounter } from './load-counter.ts';
import { readLogDirs } from './log-dirs.ts';
import { readOffsets } from './offsets.ts';
import { readReassignments } from './reassignments.ts';
import { readRecordTimes } from './record-times.ts';
import { readTopics } from './topics.ts';
import { describeTransactions, listTransactions, readProducers } from './transactions.ts';

/** A first answer may take this long under MSK IAM on a big cluster (aws-msk-iam-auth#73: 35 s for 1,750 topics). */
const FIRST_ANSWER_MS = 120_000;

export type OpenCluster = ClusterReader & {
	/** Made when records are read first. */
	readonly recordSource: () => Promise<RecordSource>;
	/** Made when a change is asked for first. */
	readonly writer: () => Promise<ClusterWriter>;
	/** What was asked of it so far, by scans too; its fields change as it goes on. */
	readonly load: CausedLoad;
};

/** Opens a cluster for reading. Nothing is dialled before the first question; closing it ends all connections. */
export const openCluster = (settings: ConnectionSettings, transport: Transport, note?: (line: string) => void): OpenCluster => {
	const explain: Explain = (error, address) => toConnectionFailure(error, { host: address.host, port: address.port, settings });
	const load = new LoadCounter();
	const dial: Dial = async (address, deadline, pace) => {
		const started = performance.now();
		let isConnected = false;
		try {
			const opened = await BrokerConnection.open(transport(address), deadline, pace, load, () => {
				isConnected = true;
			});
			note?.(`connected to ${hostPortText(address)} in ${Math.round(performance.now() - started)} ms`);
			return opened;
		} catch (error) {
			const failure = toConnectionFailure(error, {
				host: address.host,
				port: address.port,
				settings,
				waitedMs: performance.now() - started,
				isConnected,
			});
			note?.(`not connected to ${hostPortText(address)}: ${failure.message}`);
			throw failure;
		}
	};
	const connections = new Connections(dial, explain, settings.bootstrap, settings.connectTimeoutMs, note);
	const link = new ClusterLink(connections, Math.max(FIRST_ANSWER_MS, settings.connectTimeoutMs));
	return {
		describeCluster: options => describeCluster(link, options),
		readController: options => readController(link, options),
		readTopics: (names, options) => readTopics(link, names, options),
		readConfigs: (resources, keys, options) => readConfigs(link, resources, keys, options),
		readOffsets: (questions, options) => readOffsets(link, questions, options),
		readLogDirs: (ids, options) => readLogDirs(link, ids, options),
		listGroups: options => listGroups(link, options),
		findGroups: (names, options) => findGroups(link, names, options),
		describeGroups: (groups, options) => describeGroups(link, groups, options),
		readCommits: (groups, options) => readCommits(link, groups, options),
		readRecordTimes: (positions, options) => readRecordTimes(link, positions, options),
		listTransactions: (filter, options) => listTransactions(link, filter, options),
		describeTransactions: (listings, options) => describeTransactions(link, listings, options),
		readProducers: (partitions, options) => readProducers(link, partitions, options),
		readAcls: options => readAcls(link, options),
		readReassignments: options => readReassignments(link, options),
		recordSource: async () => (await import('./fetch/record-source.ts')).recordSource(link, dial, explain, settings.connectTimeoutMs),
		writer: async () => (await import('./writing/open-writer.ts')).openWriter(link, { settings, transport }),
		load,
		close: () => connections.close(),
	};
};
