/** An audit of 1,000 topics, 10,000 partitions and 300 groups, beside the floor that any program of Node pays, and one that only asks for topics. */
import { AUDIT_LOAD, withAuditLoad } from './cluster.ts';
import { program, quantile, type Ran, runNode } from './measure.ts';
import { type Result, report, time, times } from './report.ts';
import { countRequests } from './request-counter.ts';

const BROKERS = 3;

type Row = { readonly id: string; readonly status: string; readonly judged: number };

/** A fast wrong answer is worth nothing. */
const check = (stdout: string): void => {
	const { findings } = JSON.parse(stdout) as { readonly findings: readonly Row[] };
	const judged = (id: string): number => findings.find(f => f.id === id)?.judged ?? 0;
	if (judged('AVL-3') < AUDIT_LOAD.topics || judged('LAG-1') < AUDIT_LOAD.groups)
		throw new Error(`${judged('AVL-3')} topics and ${judged('LAG-1')} groups were judged`);
};

export const audit = (rounds = 5): Promise<void> =>
	withAuditLoad(async ({ bootstrap }) => {
		const words = ['--json', '--bootstrap', bootstrap.PLAINTEXT];
		const floors: number[] = [];
		const lists: number[] = [];
		const runs: Ran[] = [];
		for (let round = -1; round < rounds; round++) {
			const floor = await runNode(['-e', '0']);
			const list = await runNode([program, 'topics', ...words]);
			const ran = await runNode([program, 'audit', ...words], { measuresUse: true });
			check(ran.stdout);
			if (round < 0) continue;
			floors.push(floor.ms);
			lists.push(list.ms);
			runs.push(ran);
		}
		const counter = await countRequests(bootstrap.PLAINTEXT.split(','));
		await runNode([program, 'audit', ...words, ...counter.options]);
		const requests = counter.take();
		counter.close();
		const median = (values: readonly number[]): number => quantile(values, 0.5);
		const ms = median(runs.map(r => r.ms));
		const rss = median(runs.map(r => r.rssMiB));
		const configs = (requests.get('DescribeConfigs') ?? 0) - BROKERS;
		const most = Math.ceil(AUDIT_LOAD.topics / 500) + 1;
		const results: Result[] = [
			{ what: 'audit --json', target: '≤ 5 s', figure: time(ms), ratio: times(ms, median(floors), 'node -e 0'), isMet: ms <= 5000 },
			{ what: '  beside topics --json', figure: time(median(lists)), ratio: times(ms, median(lists), 'topics') },
			{ what: '  peak memory', figure: `${Math.round(rss)} MiB` },
			{ what: '  DescribeConfigs of topics', target: `≤ ${most}`, figure: String(configs), isMet: configs <= most },
			{ what: '  requests', figure: [...requests].map(([name, count]) => `${name} ${count}`).join(', ') },
		];
		report(
			`audit of ${AUDIT_LOAD.topics} topics, ${AUDIT_LOAD.topics * AUDIT_LOAD.partitions} partitions, ${AUDIT_LOAD.groups} groups`,
			results,
		);
	});

if (import.meta.main) {
	await audit();
	process.exit();
}
