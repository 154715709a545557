/**
 * A search of a whole topic for one key and for a rare text, whole process, beside kcat and grep where kcat is installed and beside the floor
 * "receive and look through": `npm run bench -- records`. MSK_TUI_BENCH_RECORDS changes how many records a topic has.
 */
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestCluster } from '../scripts/kafka/cluster-file.ts';
import { withRecords } from './cluster.ts';
import { environment, program, quantile, runNode } from './measure.ts';
import { type Result, report, time } from './report.ts';

const RECORDS = Number(process.env.MSK_TUI_BENCH_RECORDS ?? 3_000_000);
const CODECS = ['none', 'lz4', 'gzip', 'zstd', 'snappy'] as const;
const ROUNDS = 3;
const KEY = `ord-${String(Math.floor(RECORDS * 0.7)).padStart(10, '0')}`;
const TEXT = 'REFUND-ZQX';
const HITS = 12;
const TARGETS = { peer: 0.8, floor: 2, rssMiB: 250 } as const;

type Sample = { readonly ms: number; readonly cpuMs: number; readonly rssMiB: number };

const ours = async (cluster: TestCluster, topic: string, filter: readonly string[], hits: number): Promise<Sample> => {
	const { ms, cpuMs, rssMiB, stdout } = await runNode(
		[program, 'search', topic, ...filter, '--rate', 'unlimited', '--json', '--bootstrap', cluster.bootstrap.PLAINTEXT],
		{ measuresUse: true },
	);
	const lines = stdout.split('\n').length - 1;
	if (lines !== hits) throw new Error(`${lines} records found in ${topic}, not ${hits}`);
	return { ms, cpuMs, rssMiB };
};

/** The peer as one would type it, with the sizes that make it fastest. */
const kcat = (cluster: TestCluster, topic: string, text: string): Promise<Sample> =>
	new Promise((resolve, reject) => {
		const tuned = 'fetch.message.max.bytes=4194304,fetch.max.bytes=67108864,queued.max.messages.kbytes=1048576,queued.min.messages=1000000';
		const started = performance.now();
		const command = `kcat -b ${cluster.bootstrap.PLAINTEXT} -C -t ${topic} -o beginning -e -q -f '%k\\t%s\\n' ${tuned
			.split(',')
			.map(setting => `-X ${setting}`)
			.join(' ')} | LC_ALL=C grep -c -F '${text}'; times`;
		const child = spawn('bash', ['-c', command], { env: environment(), stdio: ['ignore', 'pipe', 'inherit'] });
		let stdout = '';
		child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
			stdout += chunk;
		});
		child.once('error', reject);
		child.once('close', () => {
			const [count = '', , children = ''] = stdout.split('\n');
			if (Number(count) < 1) reject(new Error(`kcat and grep found ${count} records`));
			else resolve({ ms: performance.now() - started, cpuMs: childrenMs(children), rssMiB: Number.NaN });
		});
	});

/** `0m1.204s 0m0.310s`, the second line of bash's `times`. */
const childrenMs = (line: string): number =>
	[...line.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000, 0);

const floor = async (cluster: TestCluster, topic: string): Promise<Sample> => {
	const script = fileURLToPath(new URL('record-floor.ts', import.meta.url));
	return runNode([script, cluster.bootstrap.PLAINTEXT, topic, KEY, TEXT], { measuresUse: true });
};

const hasKcat = spawnSync('kcat', ['-V'], { stdio: 'ignore' }).status === 0;

await withRecords(RECORDS, CODECS, async (cluster, topicOf) => {
	const results: Result[] = [];
	for (const codec of CODECS) {
		const topic = topicOf(codec);
		const samples = new Map<string, Sample[]>();
		const peers: Record<string, () => Promise<Sample>> = {
			key: () => ours(cluster, topic, ['--key', KEY], 1),
			text: () => ours(cluster, topic, ['--contains', TEXT], HITS),
			...(hasKcat && { kcat: () => kcat(cluster, topic, TEXT) }),
			...(codec === 'none' && { floor: () => floor(cluster, topic) }),
		};
		// One round that does not count fills the page cache.
		for (let round = -1; round < ROUNDS; round++)
			for (const [name, run] of Object.entries(peers)) {
				const sample = await run();
				if (round >= 0) samples.set(name, [...(samples.get(name) ?? []), sample]);
			}
		const medianOf = (name: string, of: (sample: Sample) => number): number => quantile((samples.get(name) ?? []).map(of), 0.5);
		const median = (name: string): number => medianOf(name, s => s.ms);
		const cpu = (name: string): number => medianOf(name, s => s.cpuMs);
		const peer = median('kcat');
		const floorMs = median('floor');
		for (const name of ['key', 'text']) {
			const ms = median(name);
			const rss = Math.max(...samples.get(name)!.map(s => s.rssMiB));
			results.push({
				what: `${codec}: one ${name} in ${RECORDS.toLocaleString('en')} records`,
				target: `≤ ${TARGETS.peer} × kcat${codec === 'none' ? `, ≤ ${TARGETS.floor} × floor` : ''}, ≤ ${TARGETS.rssMiB} MiB`,
				figure: `${time(ms)} (computed ${time(cpu(name))}), ${(RECORDS / ms / 1000).toFixed(2)} M records/s, ${Math.round(rss)} MiB`,
				ratio: [
					...(hasKcat ? [`${(ms / peer).toFixed(2)} × kcat (${time(peer)}, computed ${time(cpu('kcat'))})`] : ['kcat is not installed']),
					...(codec === 'none' ? [`${(ms / floorMs).toFixed(2)} × floor (${time(floorMs)}, computed ${time(cpu('floor'))})`] : []),
				].join(', '),
				isMet: (!hasKcat || ms <= TARGETS.peer * peer) && (codec !== 'none' || ms <= TARGETS.floor * floorMs) && rss <= TARGETS.rssMiB,
			});
		}
	}
	report('Search of a whole topic, whole process', results);
});
