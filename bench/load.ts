/**
 * What each screen asks of a cluster: requests by API while it is only looked at, counted on the way to the brokers.
 * `node bench/load.ts [SECONDS] [BOOTSTRAP]`; without an address it starts the cluster with 500 groups.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { commitGroups, withLagLoad } from './cluster.ts';
import { openScreen } from './pty-screen.ts';
import { type Result, report } from './report.ts';
import { countRequests } from './request-counter.ts';

/** Keys that lead to each screen, and full metadata it may ask for in ten seconds. */
const SCREENS: readonly { readonly name: string; readonly keys: readonly string[] }[] = [
	{ name: 'Overview', keys: ['1'] },
	{ name: 'Topics', keys: ['2'] },
	{ name: 'a topic', keys: ['2', '\r'] },
	{ name: 'Groups', keys: ['3'] },
	{ name: 'a group', keys: ['3', '\r'] },
	{ name: 'Brokers', keys: ['4'] },
	{ name: 'a broker', keys: ['4', '\r'] },
	{ name: 'every tab in turn, twice a second', keys: [] },
];
/** Lists ask less often than details are opened: what comes at the start is not counted. */
const SETTLING_MS = 12_000;

const watchScreen = async (bootstrap: string, { name, keys }: (typeof SCREENS)[number], seconds: number): Promise<readonly Result[]> => {
	const counter = await countRequests(bootstrap.split(','));
	const screen = openScreen(['--bootstrap', bootstrap, ...counter.options]);
	try {
		await screen.shows('Topics');
		for (const key of keys) {
			await screen.quiet(2_000);
			screen.send(key);
		}
		await delay(SETTLING_MS);
		counter.take();
		const end = performance.now() + seconds * 1000;
		for (let turn = 0; keys.length === 0 && performance.now() < end; turn++) {
			screen.send(String((turn % 4) + 1));
			await delay(500);
		}
		await delay(Math.max(0, end - performance.now()));
		const counts = [...counter.take()].sort(([, a], [, b]) => b - a);
		const sum = counts.reduce((all, [, n]) => all + n, 0);
		return [{ what: name, figure: `${(sum / seconds).toFixed(1)} req/s`, ratio: counts.map(([api, n]) => `${api} ${n}`).join(' · ') }];
	} finally {
		await screen.close();
		counter.close();
	}
};

/** Counts on every screen at once: each has a program and a way to the brokers of its own. */
export const load = async (bootstrap: string, seconds: number): Promise<void> => {
	const results = await Promise.all(SCREENS.map(screen => watchScreen(bootstrap, screen, seconds)));
	report(`Requests in ${seconds} s of looking on`, results.flat());
};

if (import.meta.main) {
	const [seconds = '60', bootstrap] = process.argv.slice(2);
	if (bootstrap !== undefined) await load(bootstrap, Number(seconds));
	else
		await withLagLoad(async cluster => {
			await commitGroups(cluster, 10);
			await load(cluster.bootstrap.PLAINTEXT, Number(seconds));
		});
	process.exit();
}
