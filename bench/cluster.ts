/** Real Kafka clusters for benchmarks: started and filled when needed, and stopped at the end unless they ran before. */
import { clusterPath, readCluster, type TestCluster } from '../scripts/kafka/cluster-file.ts';
import { runFixture } from '../scripts/kafka/java-tool.ts';
import { startCluster } from '../scripts/kafka/start-cluster.ts';
import { runningPids, stopCluster } from '../scripts/kafka/stop-cluster.ts';

const say = (line: string): void => console.error(`kafka: ${line}`);

/** What the lag cluster holds: 300 topics, and 500 groups that read 20 partitions each. */
export const LAG_LOAD = { prefix: 'lag', topics: 50, partitions: 20, records: 400, groupsPerTopic: 10, otherTopics: 250 } as const;
export const MANY_TOPICS = 10_000;

/**
 * 100,000 partitions. A partition needs an open file of its broker, and a process may open 20,000 here, so six brokers share them, with one
 * replica each. Not filled to the end yet: the first run was cut short at about 60,000 (docs/benchmarks.md).
 */
export const VAST = { prefix: 'vast', topics: 10_000, partitions: 10, brokers: 6, groups: 5_000, groupTopics: 5 } as const;

/** What an audit looks at: topics of so many partitions, and groups that read one of them each. */
export const AUDIT_LOAD = { prefix: 'audit', topics: 1_000, partitions: 10, groups: 300 } as const;

/** One topic that many groups read, half of them behind. */
export const EFFECT_LOAD = { prefix: 'effect', partitions: 100, records: 200, groups: 200, lagging: 100 } as const;

type Load = {
	readonly name: string;
	readonly isFilled: (topics: string) => boolean;
	readonly fill: (cluster: TestCluster) => Promise<void>;
	readonly brokers?: 3 | 6;
	readonly heapMiB?: number;
};

const lagLoad: Load = {
	name: 'bench',
	isFilled: topics => topics.includes(`other${String(LAG_LOAD.otherTopics - 1).padStart(5, '0')}`),
	fill: async cluster => {
		const { prefix, topics, partitions, records, otherTopics } = LAG_LOAD;
		say(`making ${topics * partitions} partitions with ${records} records each`);
		await runFixture(cluster, 'bench-topics', prefix, String(topics), String(partitions), String(records));
		await runFixture(cluster, 'topics', 'other', String(otherTopics));
	},
};

const manyTopicsLoad: Load = {
	name: 'bench-many',
	isFilled: topics => topics.includes(`many${String(MANY_TOPICS - 1).padStart(5, '0')}`),
	fill: async cluster => {
		say(`making ${MANY_TOPICS} topics; that takes some minutes`);
		await runFixture(cluster, 'topics', 'many', String(MANY_TOPICS));
	},
};

const vastLoad: Load = {
	name: 'bench-vast',
	brokers: VAST.brokers,
	heapMiB: 1_536,
	// Made last: what comes before is complete then.
	isFilled: topics => topics.includes('vast-filled'),
	fill: async cluster => {
		const { prefix, topics, partitions, groups, groupTopics } = VAST;
		say(`making ${topics * partitions} partitions; that takes many minutes`);
		await runFixture(cluster, 'topics', prefix, String(topics), String(partitions));
		say(`making ${groups} groups`);
		for (let t = 0; t < groupTopics; t++)
			await runFixture(cluster, 'groups', `readers${t}-`, String(groups / groupTopics), `${prefix}${String(t).padStart(5, '0')}`);
		await runFixture(cluster, 'topic', 'vast-filled', '1', '1');
	},
};

const topicNames = async (cluster: TestCluster): Promise<string> => {
	const { javaTool } = await import('../scripts/kafka/java-tool.ts');
	const { stdout } = await javaTool(cluster, 'org.apache.kafka.tools.TopicCommand', [
		'--bootstrap-server',
		cluster.bootstrap.PLAINTEXT,
		'--list',
	]);
	return stdout;
};

const withLoad = async <T>(
	{ name, isFilled, fill, brokers = 3, heapMiB }: Load,
	measure: (cluster: TestCluster) => Promise<T>,
): Promise<T> => {
	const found = readCluster(clusterPath(name));
	const runs = found !== undefined && runningPids(found).length > 0;
	const cluster = runs
		? found
		: await startCluster({ name, brokers, ...(heapMiB !== undefined && { heapMiB }), smallSegments: false, autoCreate: false, say });
	try {
		if (!isFilled(await topicNames(cluster))) await fill(cluster);
		return await measure(cluster);
	} finally {
		if (!runs) await stopCluster(cluster);
	}
};

/** Measures on three brokers with 300 topics and records for 500 groups. */
export const withLagLoad = <T>(measure: (cluster: TestCluster) => Promise<T>): Promise<T> => withLoad(lagLoad, measure);

/** Measures on three brokers with a topic of 100 partitions and 200 groups that read it. */
export const withEffectLoad = <T>(measure: (cluster: TestCluster, topic: string) => Promise<T>): Promise<T> => {
	const { prefix, partitions, records, groups, lagging } = EFFECT_LOAD;
	const topicIn = (topics: string): string | undefined => topics.split('\n').find(name => name.startsWith(prefix));
	return withLoad(
		{
			name: 'bench-effect',
			isFilled: topics => topicIn(topics) !== undefined,
			fill: async cluster => {
				await runFixture(cluster, 'bench-topics', prefix, '1', String(partitions), String(records));
				const percent = String((100 * lagging) / groups);
				await runFixture(cluster, 'bench-groups', prefix, '1', String(partitions), String(records), String(groups), percent);
			},
		},
		async cluster => measure(cluster, topicIn(await topicNames(cluster))!),
	);
};

const auditLoad: Load = {
	name: 'bench-audit',
	heapMiB: 768,
	isFilled: topics => topics.includes('audit-filled'),
	fill: async cluster => {
		const { prefix, topics, partitions, groups } = AUDIT_LOAD;
		say(`making ${topics * partitions} partitions; that takes some minutes`);
		// Groups first: a cluster that makes thousands of partitions answers no coordinator.
		await runFixture(cluster, 'topic', 'audit-read', String(partitions), '1');
		await runFixture(cluster, 'groups', 'reader', String(groups), 'audit-read');
		await runFixture(cluster, 'topics', prefix, String(topics), String(partitions));
		await runFixture(cluster, 'topic', 'audit-filled', '1', '1');
	},
};

/** Measures on three brokers with 10,000 partitions and 300 groups. */
export const withAuditLoad = <T>(measure: (cluster: TestCluster) => Promise<T>): Promise<T> => withLoad(auditLoad, measure);

/** Measures on three brokers with 10,000 topics. */
export const withManyTopics = <T>(measure: (cluster: TestCluster) => Promise<T>): Promise<T> => withLoad(manyTopicsLoad, measure);

/** Measures on 100,000 partitions of 10,000 topics and 5,000 groups; a cluster that runs already is left running. */
export const withVastLoad = <T>(measure: (cluster: TestCluster) => Promise<T>): Promise<T> => withLoad(vastLoad, measure);

/** Commits for all groups: `percent` of them lag on every partition, the others on none. */
export const commitGroups = (cluster: TestCluster, percent: number): Promise<string> => {
	const { prefix, topics, partitions, records, groupsPerTopic } = LAG_LOAD;
	return runFixture(cluster, 'bench-groups', ...[prefix, topics, partitions, records, groupsPerTopic, percent].map(String));
};

/** Measures on three brokers with topics of so many records, one for each codec. */
export const withRecords = <T>(
	records: number,
	codecs: readonly string[],
	measure: (cluster: TestCluster, topicOf: (codec: string) => string) => Promise<T>,
): Promise<T> => {
	const topicOf = (codec: string): string => `records-${records}-${codec}`;
	return withLoad(
		{
			name: 'bench-records',
			isFilled: topics => topics.includes(topicOf(codecs.at(-1)!)),
			fill: async cluster => {
				for (const codec of codecs) {
					say(`writing ${records} records, ${codec}`);
					await runFixture(cluster, 'bench-records', topicOf(codec), String(records), codec);
				}
			},
		},
		cluster => measure(cluster, topicOf),
	);
};
