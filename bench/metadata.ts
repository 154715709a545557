/** A cluster of 10,000 topics: how soon their names and all their columns are there, and what that costs in memory. */
import { MANY_TOPICS, withManyTopics } from './cluster.ts';
import { program, quantile, type Ran, runNode } from './measure.ts';
import { openScreen } from './pty-screen.ts';
import { report, time, times } from './report.ts';

const last = `many${String(MANY_TOPICS - 1).padStart(5, '0')}`;

export const metadata = (rounds = 5): Promise<void> =>
	withManyTopics(async ({ bootstrap }) => {
		const node: number[] = [];
		const names: number[] = [];
		const columns: number[] = [];
		const runs: Ran[] = [];
		for (let round = -1; round < rounds; round++) {
			const floor = await runNode(['-e', '0']);
			const screen = openScreen(['--bootstrap', bootstrap.PLAINTEXT]);
			const namesAt = await screen.shows('many00030');
			const columnsAt = await screen.shows(' 0 B ');
			await screen.close();
			const ran = await runNode([program, 'topics', '--json', '--bootstrap', bootstrap.PLAINTEXT], { measuresUse: true });
			if (!ran.stdout.includes(`"${last}"`)) throw new Error(`${last} is missing`);
			if (round < 0) continue;
			node.push(floor.ms);
			names.push(namesAt);
			columns.push(columnsAt);
			runs.push(ran);
		}
		const median = (values: readonly number[]): number => quantile(values, 0.5);
		const ratio = (ms: number): string => times(ms, median(node), 'node -e 0');
		const [namesMs, columnsMs] = [median(names), median(columns)];
		const headlessMs = median(runs.map(r => r.ms));
		const rss = median(runs.map(r => r.rssMiB));
		report(`${MANY_TOPICS} topics`, [
			{ what: 'names on screen after start', target: '≤ 1.2 s', figure: time(namesMs), ratio: ratio(namesMs), isMet: namesMs <= 1200 },
			{ what: 'all columns on screen', target: '≤ 5 s', figure: time(columnsMs), ratio: ratio(columnsMs), isMet: columnsMs <= 5000 },
			{ what: 'topics --json', target: '≤ 5 s', figure: time(headlessMs), ratio: ratio(headlessMs), isMet: headlessMs <= 5000 },
			{ what: '  peak memory', target: '< 250 MiB', figure: `${Math.round(rss)} MiB`, isMet: rss < 250 },
		]);
	});

if (import.meta.main) {
	await metadata();
	process.exit();
}
