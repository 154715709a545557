/** Lag of 500 groups on 10,000 group-partitions, beside Kafka's own tool on the same cluster. */
import type { TestCluster } from '../scripts/kafka/cluster-file.ts';
import { javaTool, shippedTool } from '../scripts/kafka/java-tool.ts';
import { commitGroups, LAG_LOAD, withLagLoad } from './cluster.ts';
import { program, quantile, type Ran, runNode } from './measure.ts';
import { type Result, report, time, times } from './report.ts';
import { countRequests } from './request-counter.ts';

const GROUPS = LAG_LOAD.topics * LAG_LOAD.groupsPerTopic;
/** What it takes to know commits and ends. ApiVersions, DescribeCluster and DescribeGroups are counted apart. */
const OFFSET_APIS = ['Metadata', 'ListGroups', 'OffsetFetch', 'ListOffsets'];

/** The median of some runs of `lag --all --json`, and the last answer. */
const measureOurs = async (cluster: TestCluster, rounds: number): Promise<Ran> => {
	const args = [program, 'lag', '--all', '--json', '--bootstrap', cluster.bootstrap.PLAINTEXT];
	await runNode(args);
	const runs: Ran[] = [];
	for (let round = 0; round < rounds; round++) runs.push(await runNode(args, { measuresUse: true }));
	const median = (of: (ran: Ran) => number): number => quantile(runs.map(of), 0.5);
	return { stdout: runs.at(-1)!.stdout, ms: median(r => r.ms), cpuMs: median(r => r.cpuMs), rssMiB: median(r => r.rssMiB) };
};

/** Throws when the answer is not what was committed: a fast wrong answer is worth nothing. */
const check = (stdout: string, laggingGroups: number): void => {
	type Group = {
		readonly lag: number;
		readonly behindMs: number | null;
		readonly partitions: readonly { readonly behindMs: number | null }[];
	};
	const { groups } = JSON.parse(stdout) as { readonly groups: readonly Group[] };
	const partitions = groups.reduce((sum, g) => sum + g.partitions.length, 0);
	const lagging = groups.filter(g => g.lag > 0);
	const ages = lagging.flatMap(g => g.partitions).filter(p => (p.behindMs ?? 0) > 0);
	if (groups.length !== GROUPS || partitions !== GROUPS * LAG_LOAD.partitions || lagging.length !== laggingGroups)
		throw new Error(`${groups.length} groups, ${partitions} partitions, ${lagging.length} lagging`);
	if (ages.length !== laggingGroups * LAG_LOAD.partitions) throw new Error(`${ages.length} ages of ${laggingGroups * LAG_LOAD.partitions}`);
};

const requestsOf = async (cluster: TestCluster): Promise<ReadonlyMap<string, number>> => {
	const counter = await countRequests(cluster.bootstrap.PLAINTEXT.split(','));
	try {
		await runNode([program, 'lag', '--all', '--json', '--bootstrap', cluster.bootstrap.PLAINTEXT, ...counter.options]);
		return counter.take();
	} finally {
		counter.close();
	}
};

const sum = (counts: ReadonlyMap<string, number>, names?: readonly string[]): number =>
	[...counts].reduce((all, [name, count]) => (names === undefined || names.includes(name) ? all + count : all), 0);
const listed = (counts: ReadonlyMap<string, number>): string => [...counts].map(([name, count]) => `${name} ${count}`).join(', ');

const javaMs = async (cluster: TestCluster, tool: typeof shippedTool): Promise<number> => {
	const args = ['--bootstrap-server', cluster.bootstrap.PLAINTEXT, '--all-groups', '--describe'];
	const started = performance.now();
	const { code, stdout, stderr } = await tool(cluster, 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand', args);
	const rows = stdout.split('\n').filter(line => line.startsWith('lag')).length;
	if (code !== 0 || rows !== GROUPS * LAG_LOAD.partitions) throw new Error(`Kafka's tool gave ${rows} rows: ${stderr}`);
	return performance.now() - started;
};

export const lag = (rounds = 7): Promise<void> =>
	withLagLoad(async cluster => {
		await commitGroups(cluster, 0);
		const floors: number[] = [];
		for (let round = 0; round < 5; round++) floors.push((await runNode(['-e', '0'])).ms);
		const node = quantile(floors, 0.5);
		const fine = await measureOurs(cluster, rounds);
		const shipped: number[] = [];
		for (let round = 0; round < 3; round++) shipped.push(await javaMs(cluster, shippedTool));
		const java = quantile(shipped, 0.5);
		const quick = await javaMs(cluster, javaTool);
		check(fine.stdout, 0);
		const fineRequests = await requestsOf(cluster);
		await commitGroups(cluster, 10);
		const behind = await measureOurs(cluster, rounds);
		check(behind.stdout, GROUPS / 10);
		const behindRequests = await requestsOf(cluster);
		const offsets = sum(fineRequests, OFFSET_APIS);
		const results: Result[] = [
			{
				what: 'lag --all --json, nothing lags',
				target: '≤ 0.6 s',
				figure: time(fine.ms),
				ratio: times(fine.ms, node, 'node -e 0'),
				isMet: fine.ms <= 600,
			},
			{
				what: '  against kafka-consumer-groups',
				target: '≥ 20 × faster',
				figure: time(java),
				ratio: times(java, fine.ms, 'ours'),
				isMet: java >= 20 * fine.ms,
			},
			{ what: '    the same, its JVM tuned to start quickly', figure: time(quick), ratio: times(quick, fine.ms, 'ours') },
			{ what: '  requests for offsets', target: '≤ 15', figure: String(offsets), isMet: offsets <= 15 },
			{ what: '  all requests', figure: String(sum(fineRequests)), ratio: listed(fineRequests) },
			{ what: '  computing, peak memory', figure: time(fine.cpuMs), ratio: `${Math.round(fine.rssMiB)} MiB` },
			{
				what: 'with 10 % lagging, and BEHIND',
				target: '≤ 2 s',
				figure: time(behind.ms),
				ratio: times(behind.ms, node, 'node -e 0'),
				isMet: behind.ms <= 2000,
			},
			{ what: '  computing, peak memory', figure: time(behind.cpuMs), ratio: `${Math.round(behind.rssMiB)} MiB` },
			{ what: '  all requests', figure: String(sum(behindRequests)), ratio: listed(behindRequests) },
		];
		report(`Lag of ${GROUPS} groups, ${GROUPS * LAG_LOAD.partitions} group-partitions`, results);
	});

if (import.meta.main) await lag();
