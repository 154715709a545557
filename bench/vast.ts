/** 100,000 partitions and 5,000 groups on a real cluster: is everything still usable? `node bench/vast.ts [ROUNDS]` */
import { readFileSync } from 'node:fs';
import { VAST, withVastLoad } from './cluster.ts';
import { program, quantile, runNode } from './measure.ts';
import { openScreen, type PtyScreen } from './pty-screen.ts';
import { report, time, times } from './report.ts';

const name = (topic: number): string => `${VAST.prefix}${String(topic).padStart(5, '0')}`;
const PATIENCE_MS = 120_000;
/** The pace of Topics and of Groups, in milliseconds: a read may take no longer. */
const TOPICS_MS = 10_000;
const GROUPS_MS = 5_000;

const residentMiB = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** How long each key of a filter takes until the first byte of the next frame. */
const filterKeys = async (screen: PtyScreen): Promise<readonly number[]> => {
	const taken: number[] = [];
	screen.send('/');
	await screen.quiet(300);
	for (const key of [...'vast0777', ...Array<string>(8).fill('\u007F')]) {
		const sentAt = performance.now();
		const next = screen.nextByte();
		screen.send(key);
		taken.push((await next) - sentAt);
		await screen.quiet(150);
	}
	screen.send('\u001B');
	await screen.quiet(300);
	return taken;
};

export const vast = (rounds = 3): Promise<void> =>
	withVastLoad(async ({ bootstrap }) => {
		const where = ['--bootstrap', bootstrap.PLAINTEXT];
		const node: number[] = [];
		const [names, columns, groupNames, resident, keys]: number[][] = [[], [], [], [], []];
		const [topics, lag, lagUse, topicsUse]: number[][] = [[], [], [], []];
		for (let round = 0; round < rounds; round++) {
			node.push((await runNode(['-e', '0'])).ms);
			const screen = openScreen(where);
			names!.push(await screen.shows(name(30), PATIENCE_MS));
			columns!.push(await screen.shows(' 0 B ', PATIENCE_MS));
			await screen.quiet(1_000);
			keys!.push(...(await filterKeys(screen)));
			const askedAt = performance.now();
			const startedAt = askedAt - (await screen.shows('Topics'));
			screen.send('3');
			groupNames!.push((await screen.shows('readers', PATIENCE_MS)) + startedAt - askedAt);
			await screen.shows('5,000', PATIENCE_MS);
			screen.send('1');
			await screen.shows('Overview', PATIENCE_MS);
			await new Promise(resolve => setTimeout(resolve, 20_000));
			resident!.push(residentMiB(screen.pid));
			await screen.close();
			const listed = await runNode([program, 'topics', '--json', ...where], { measuresUse: true });
			if (!listed.stdout.includes(`"${name(VAST.topics - 1)}"`)) throw new Error('the last topic is missing');
			topics!.push(listed.ms);
			topicsUse!.push(listed.rssMiB);
			const lagged = await runNode([program, 'lag', '--all', '--json', ...where], { measuresUse: true });
			lag!.push(lagged.ms);
			lagUse!.push(lagged.rssMiB);
		}
		const median = (values: readonly number[] | undefined): number => quantile(values ?? [], 0.5);
		const line = (what: string, ms: number, targetMs: number) => ({
			what,
			target: `≤ ${time(targetMs)}`,
			figure: time(ms),
			ratio: times(ms, median(node), 'node -e 0'),
			isMet: ms <= targetMs,
		});
		const memory = (what: string, mib: number) => ({ what, figure: `${Math.round(mib)} MiB` });
		report(`${VAST.topics} topics, ${VAST.topics * VAST.partitions} partitions, ${VAST.groups} groups`, [
			{ what: 'names on screen after start', figure: time(median(names)), ratio: times(median(names), median(node), 'node -e 0') },
			{ what: 'all columns on screen', figure: time(median(columns)), ratio: times(median(columns), median(node), 'node -e 0') },
			line('a key of the filter, p50', quantile(keys!, 0.5), 33),
			line('a key of the filter, p99', quantile(keys!, 0.99), 33),
			{ what: 'groups on screen after the key', figure: time(median(groupNames)) },
			line('topics --json, against the pace of Topics', median(topics), TOPICS_MS),
			memory('  peak memory', median(topicsUse)),
			line('lag --all --json, against the pace of Groups', median(lag), GROUPS_MS),
			memory('  peak memory', median(lagUse)),
			{
				...memory('resident after Topics, Groups and 20 s of Overview', median(resident)),
				target: '< 250 MiB',
				isMet: median(resident) < 250,
			},
		]);
	});

if (import.meta.main) {
	await vast(Number(process.argv[2] ?? 3));
	process.exit();
}
