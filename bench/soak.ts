/**
 * Leaves the screen alone with a cluster that changes, while somebody goes from screen to screen, and tells how memory grows:
 * `node bench/soak.ts [MINUTES] [CLUSTER]`. Without the name of a running cluster it starts one with sample data and live traffic.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { clusterPath, readCluster, type TestCluster } from '../scripts/kafka/cluster-file.ts';
import { runFixture } from '../scripts/kafka/java-tool.ts';
import { startLiveSample } from '../scripts/kafka/live-sample.ts';
import { startCluster } from '../scripts/kafka/start-cluster.ts';
import { stopCluster } from '../scripts/kafka/stop-cluster.ts';
import { openScreen } from './pty-screen.ts';
import { report } from './report.ts';

type Sample = {
	readonly atMs: number;
	readonly rss: number;
	readonly heapUsed: number;
	readonly external: number;
	readonly resources: number;
};

/** The beginning is not counted: compiled code and caches fill up. */
const WARM_UP_SHARE = 0.3;
const KEY_MS = 4_000;
const CHURN_MS = 20_000;
const MIB = 1_048_576;
/** Through all screens, into a row and out, a filter typed and cleared, help and palette. */
const STORY = [
	'1',
	'2',
	'/',
	'or',
	'\u001B',
	'\r',
	'\t',
	'\u001B',
	'3',
	'\r',
	'\u001B',
	'4',
	'\r',
	'\t',
	'\u001B',
	'?',
	'\u001B',
	':',
	'top',
	'\u001B',
	'r',
];

/** Least squares: growth per hour. */
const slopePerHour = (samples: readonly Sample[], value: (s: Sample) => number): number => {
	const meanAt = samples.reduce((sum, s) => sum + s.atMs, 0) / samples.length;
	const mean = samples.reduce((sum, s) => sum + value(s), 0) / samples.length;
	let over = 0;
	let under = 0;
	for (const s of samples) {
		over += (s.atMs - meanAt) * (value(s) - mean);
		under += (s.atMs - meanAt) ** 2;
	}
	return under === 0 ? 0 : (over / under) * 3_600_000;
};

/** Topics and groups come and go. */
const churn = async (cluster: TestCluster, signal: AbortSignal): Promise<number> => {
	let rounds = 0;
	while (!signal.aborted) {
		const name = `soak-${process.pid}-${rounds++}`;
		await runFixture(cluster, 'batch', `topic ${name} 6 1`, `records ${name} 60`, `commit ${name} ${name} 0=1 1=2`, `delete-topic ${name}`);
		await delay(CHURN_MS, undefined, { signal }).catch(() => {});
	}
	return rounds;
};

const keepPressing = async (press: (keys: string) => void, signal: AbortSignal): Promise<void> => {
	for (let turn = 0; !signal.aborted; turn++) {
		press(STORY[turn % STORY.length]!);
		await delay(KEY_MS, undefined, { signal }).catch(() => {});
	}
};

/** Watches one program for so many minutes. */
export const soak = async (cluster: TestCluster, minutes: number): Promise<void> => {
	const folder = mkdtempSync(join(tmpdir(), 'msk-tui-soak-'));
	const file = join(folder, 'memory.jsonl');
	const screen = openScreen(['--bootstrap', cluster.bootstrap.PLAINTEXT], {
		more: { MEMORY_PROBE_FILE: file, NODE_OPTIONS: `--import ${join(import.meta.dirname, 'memory-probe.mjs')}` },
	});
	const ended = new AbortController();
	try {
		await screen.shows('Topics');
		setTimeout(() => ended.abort(), minutes * 60_000);
		const [rounds] = await Promise.all([churn(cluster, ended.signal), keepPressing(screen.send, ended.signal)]);
		const samples = readFileSync(file, 'utf8')
			.trim()
			.split('\n')
			.map(line => JSON.parse(line) as Sample);
		const counted = samples.slice(Math.floor(samples.length * WARM_UP_SHARE));
		const line = (what: string, value: (s: Sample) => number) => {
			const range = counted.map(value);
			const [first, last] = [counted[0]!, counted.at(-1)!].map(value);
			const mib = (bytes: number) => (bytes / MIB).toFixed(1);
			return {
				what,
				figure: `${mib(slopePerHour(counted, value))} MiB/h`,
				ratio: `from ${mib(first!)} to ${mib(last!)}, least ${mib(Math.min(...range))}, most ${mib(Math.max(...range))} MiB`,
			};
		};
		report(
			`${minutes} min on a changing cluster (${rounds} topics and groups came and went), the first ${WARM_UP_SHARE * 100} % not counted`,
			[
				line('resident', s => s.rss),
				line('heap after a collection', s => s.heapUsed),
				line('outside of the heap', s => s.external),
				{ what: 'timers, sockets …', figure: `${counted[0]!.resources} at first, ${counted.at(-1)!.resources} at the end` },
			],
		);
	} finally {
		await screen.close();
		rmSync(folder, { recursive: true, force: true });
	}
};

if (import.meta.main) {
	const [minutes = '30', name] = process.argv.slice(2);
	if (name !== undefined) {
		const cluster = readCluster(clusterPath(name));
		if (cluster === undefined) throw new Error(`no cluster ${name} runs`);
		await soak(cluster, Number(minutes));
	} else {
		const say = (line: string): void => console.error(`kafka: ${line}`);
		const cluster = await startCluster({ name: 'bench-soak', brokers: 3, smallSegments: false, autoCreate: false, say });
		try {
			await runFixture(cluster, 'sample');
			await startLiveSample(cluster);
			await soak(cluster, Number(minutes));
		} finally {
			await stopCluster(readCluster(clusterPath(cluster.name)) ?? cluster);
		}
	}
	process.exit();
}
