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

type Sample = { readonly ms: number; readonly rssMiB: number };

const ours = async (cluster: TestCluster, topic: string, filter: readonly string[], hits: number): Promise<Sample> => {
	const { ms, rssMiB, stdout } = await runNode(
		[program, 'search', topic, ...filter, '--rate', 'unlimited', '--json', '--bootstrap', cluster.bootstrap.PLAINTEXT],
		{ measuresUse: true },
	);
	const lines = stdout.split('\n').length - 1;
	if (lines !== hits) throw new Error(`${lines} records found in ${topic}, not ${hits}`);
	return { ms, rssMiB };
};

/** The peer as one would type it, with the sizes that make it fastest. */
const kcat = (cluster: TestCluster, topic: string, text: string): Promise<Sample> =>
	new Promise((resolve, reject) => {
		const tuned = 'fetch.message.max.bytes=4194304,fetch.max.bytes=67108864,queued.max.messages.kbytes=1048576,queued.min.messages=1000000';
		const started = performance.now();
		const command = `kcat -b ${cluster.bootstrap.PLAINTEXT} -C -t ${topic} -o beginning -e -q -f '%k\\t%s\\n' ${tuned
			.split(',')
			.map(setting => `-X ${setting}`)
			.join(' ')} | LC_ALL=C grep -c -F '${text}'`;
		const child = spawn('bash', ['-c', command], { env: environment(), stdio: ['ignore', 'pipe', 'inherit'] });
		let stdout = '';
		child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
			stdout += chunk;
		});
		child.once('error', reject);
		child.once('close', () => {
			if (Number(stdout) < 1) reject(new Error(`kcat and grep found ${stdout.trim()} records`));
			else resolve({ ms: performance.now() - started, rssMiB: Number.NaN });
		});
	});

const floor = async (cluster: TestCluster, topic: string): Promise<Sample> => {
	const script = fileURLToPath(new URL('record-floor.ts', import.meta.url));
	return runNode(['--import', 'tsx', script, cluster.bootstrap.PLAINTEXT, topic, KEY, TEXT], { measuresUse: true });
};

/** What starting a script through tsx costs more than starting a built program; the floor must not pay for it. */
const tsxCost = async (): Promise<number> => {
	const of = async (args: readonly string[]) => {
		const taken: number[] = [];
		for (let i = 0; i < 5; i++) taken.push((await runNode(args)).ms);
		return quantile(taken, 0.5);
	};
	return (await of(['--import', 'tsx', '--eval', '0'])) - (await of(['--eval', '0']));
};

const hasKcat = spawnSync('kcat', ['-V'], { stdio: 'ignore' }).status === 0;

await withRecords(RECORDS, CODECS, async (cluster, topicOf) => {
	const results: Result[] = [];
	const saved = await tsxCost();
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
		const median = (name: string): number =>
			quantile(
				(samples.get(name) ?? []).map(s => s.ms),
				0.5,
			);
		const peer = median('kcat');
		const floorMs = median('floor') - saved;
		for (const name of ['key', 'text']) {
			const ms = median(name);
			const rss = Math.max(...samples.get(name)!.map(s => s.rssMiB));
			results.push({
				what: `${codec}: one ${name} in ${RECORDS.toLocaleString('en')} records`,
				target: `≤ ${TARGETS.peer} × kcat${codec === 'none' ? `, ≤ ${TARGETS.floor} × floor` : ''}, ≤ ${TARGETS.rssMiB} MiB`,
				figure: `${time(ms)}, ${Math.round(RECORDS / ms / 1000).toLocaleString('en')} M records/s, ${Math.round(rss)} MiB`,
				ratio: [
					...(hasKcat ? [`${(ms / peer).toFixed(2)} × kcat (${time(peer)})`] : ['kcat is not installed']),
					...(codec === 'none' ? [`${(ms / floorMs).toFixed(2)} × floor (${time(floorMs)})`] : []),
				].join(', '),
				isMet: (!hasKcat || ms <= TARGETS.peer * peer) && (codec !== 'none' || ms <= TARGETS.floor * floorMs) && rss <= TARGETS.rssMiB,
			});
		}
	}
	report('Search of a whole topic, whole process', results);
});
