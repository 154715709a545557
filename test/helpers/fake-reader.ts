import type { Broker, LogDir } from '../../source/model/cluster.ts';
import { Failure, type Outcome } from '../../source/model/failure.ts';
import type { ConfigEntry, Partition, Topic } from '../../source/model/topic.ts';
import type { ClusterReader } from '../../source/ports/cluster-reader.ts';
import type { KnownCluster } from '../../source/ports/known-cluster.ts';

/** For the pure mapping of answers to rows only; that a cluster really answers so is shown against real brokers. */
export const fakeCluster = (answers: Partial<ClusterReader>): KnownCluster => {
	const unexpected = (call: string) => (): never => {
		throw new Failure('bug', `the test did not expect ${call}`);
	};
	const reader: ClusterReader = {
		describeCluster: async () => ({
			clusterId: 'C',
			brokers: [1, 2, 3].map(broker),
			metadataControllerId: 1,
			authorizedOperations: new Set(['Describe']),
		}),
		readController: async () => ({ mode: 'kraft', leaderId: 2, voters: [{ id: 2, lag: 0n }], observers: [], failure: null, unknown: [] }),
		readTopics: unexpected('readTopics'),
		readConfigs: async resources => new Map(resources.map(r => [`${r.type}:${r.name}`, { ok: true, value: listedConfig() }])),
		readOffsets: unexpected('readOffsets'),
		readLogDirs: async ids => new Map(ids.map(id => [id, { ok: true, value: [] }])),
		listGroups: unexpected('listGroups'),
		findGroups: unexpected('findGroups'),
		describeGroups: unexpected('describeGroups'),
		readCommits: unexpected('readCommits'),
		readRecordTimes: unexpected('readRecordTimes'),
		listTransactions: unexpected('listTransactions'),
		describeTransactions: unexpected('describeTransactions'),
		readProducers: unexpected('readProducers'),
		readAcls: unexpected('readAcls'),
		readReassignments: unexpected('readReassignments'),
		close: async () => {},
		...answers,
	};
	return { reader, scope: { isIam: false }, clock: { now: () => 0 } };
};

export const broker = (id: number): Broker => ({ id, host: `b-${id}`, port: 9092, rack: `az${id}` });

export const partition = (n: number, over: Partial<Partition> = {}): Partition => ({
	partition: n,
	leader: 1,
	leaderEpoch: 0,
	replicas: [1, 2, 3],
	isr: [1, 2, 3],
	offlineReplicas: [],
	...over,
});

export const topic = (name: string, partitions: readonly Partition[], isInternal = false): Topic => ({
	name,
	topicId: `id-${name}`,
	isInternal,
	partitions,
});

export const logDir = (replicas: readonly (readonly [string, number, bigint])[]): Outcome<readonly LogDir[]> => ({
	ok: true,
	value: [
		{
			path: '/data',
			totalBytes: 1000n,
			usableBytes: 400n,
			replicas: replicas.map(([topic, partition, sizeBytes]) => ({ topic, partition, sizeBytes, isFuture: false })),
			error: null,
		},
	],
});

export const denied = (what: string): { readonly ok: false; readonly failure: Failure } => ({
	ok: false,
	failure: new Failure('authorization', `Not authorised: ${what}.`),
});

export const listedConfig = (over: Readonly<Record<string, string>> = {}): readonly ConfigEntry[] =>
	Object.entries({
		'min.insync.replicas': '2',
		'retention.ms': '604800000',
		'retention.bytes': '-1',
		'cleanup.policy': 'delete',
		...over,
	}).map(([name, value]) => ({ name, value, source: 'DEFAULT_CONFIG', default: value, isSensitive: false, isReadOnly: false }));
