/** Every method of the ports that source/kafka implements. A method that is added to one is a type error here, and then a failing test. */
import type { ClusterReader } from '../../source/ports/cluster-reader.ts';
import type { ClusterWriter } from '../../source/ports/cluster-writer.ts';
import type { ConnectionProbe } from '../../source/ports/connection-probe.ts';
import type { RecordSource } from '../../source/ports/record-source.ts';

const methodsOf = <P>(methods: { readonly [M in keyof P]: true }): ReadonlySet<string> => new Set(Object.keys(methods));

export const KAFKA_PORTS: Readonly<Record<string, ReadonlySet<string>>> = {
	ClusterReader: methodsOf<ClusterReader>({
		describeCluster: true,
		readController: true,
		readTopics: true,
		readConfigs: true,
		readOffsets: true,
		readLogDirs: true,
		listGroups: true,
		findGroups: true,
		describeGroups: true,
		readCommits: true,
		readRecordTimes: true,
		listTransactions: true,
		describeTransactions: true,
		readProducers: true,
		readAcls: true,
		readReassignments: true,
		close: true,
	}),
	ClusterWriter: methodsOf<ClusterWriter>({
		alterTopicSettings: true,
		createTopic: true,
		deleteTopic: true,
		addPartitions: true,
		deleteRecords: true,
		commitOffsets: true,
		deleteOffsets: true,
		deleteGroup: true,
		removeMember: true,
		electLeaders: true,
		abortTransaction: true,
		openSink: true,
	}),
	RecordSource: methodsOf<RecordSource>({ scan: true }),
	ConnectionProbe: methodsOf<ConnectionProbe>({ diagnose: true }),
};

/** Types of those files with functions in them that source/kafka is given, or gives as an answer: nobody implements them. */
export const NO_PORTS: ReadonlySet<string> = new Set(['ProbeOptions', 'RecordScan', 'ConnectionSecrets', 'RecordSink']);

/** Notes which methods were called. */
export const watched = <T extends object>(port: T, called: Set<string>): T =>
	new Proxy(port, {
		get: (target, name, self) => {
			const member: unknown = Reflect.get(target, name, self);
			if (typeof member === 'function') called.add(String(name));
			return typeof member === 'function' ? member.bind(target) : member;
		},
	});
