/** Writing records again, beside kafkajs alone writing as many from memory; and how even a limited rate is. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestCluster } from '../scripts/kafka/cluster-file.ts';
import { withRecords } from './cluster.ts';
import { program, quantile, type Ran, runNode } from './measure.ts';
import { report, time, times } from './report.ts';

const RECORDS = 500_000;
const PARTITIONS = 6;
const RATE = { few: 4_000, many: 24_000, perSecond: 4_000 } as const;
/** Its journal and checkpoints. */
const state = { XDG_STATE_HOME: mkdtempSync(join(tmpdir(), 'msk-tui-replay-')) };
process.once('exit', () => rmSync(state.XDG_STATE_HOME, { recursive: true, force: true }));
const peer = `${import.meta.dirname}/kafkajs-alone.mjs`;

let made = 0;
const target = async (cluster: TestCluster): Promise<string> => {
	const topic = `into-${process.pid}-${made++}`;
	const size = ['--partitions', String(PARTITIONS), '--replicas', '1', 'min.insync.replicas=1'];
	const bootstrap = ['--bootstrap', cluster.bootstrap.PLAINTEXT];
	await runNode([program, 'topic', 'create', topic, ...size, '--read-write', '--confirm', topic, ...bootstrap], { env: state });
	return topic;
};

const replayed = async (cluster: TestCluster, source: string, compression: string, more: readonly string[] = []): Promise<Ran> => {
	const into = await target(cluster);
	const args = ['replay', source, '--into', into, '--compression', compression, '--read-write', '--confirm', into, '--json', ...more];
	const ran = await runNode([program, ...args, '--bootstrap', cluster.bootstrap.PLAINTEXT], { measuresUse: true, env: state });
	const { written, complete } = JSON.parse(ran.stdout) as { readonly written: number; readonly complete: boolean };
	const limit = more[0] === '--limit' ? Number(more[1]) : RECORDS;
	if (written !== limit || !complete) throw new Error(`${written} of ${limit} written`);
	return ran;
};

const alone = async (cluster: TestCluster, compression: string): Promise<Ran> =>
	runNode([peer, cluster.bootstrap.PLAINTEXT, await target(cluster), String(PARTITIONS), String(RECORDS), compression], {
		measuresUse: true,
	});

const perSecond = (ms: number): string => `${Math.round(RECORDS / ms)},000 records/s`;

export const replay = (rounds = 3): Promise<void> =>
	withRecords(RECORDS, ['none'], async (cluster, topicOf) => {
		const source = topicOf('none');
		for (const compression of ['none', 'gzip']) {
			const ours: Ran[] = [];
			const theirs: Ran[] = [];
			for (let round = 0; round < rounds; round++) {
				ours.push(await replayed(cluster, source, compression));
				theirs.push(await alone(cluster, compression));
			}
			const median = (runs: readonly Ran[]): number =>
				quantile(
					runs.map(r => r.ms),
					0.5,
				);
			const [own, other] = [median(ours), median(theirs)];
			report(`Replay of ${RECORDS} records of 300 bytes, ${compression}`, [
				{ what: 'whole process', target: '≥ 50,000 records/s', figure: `${time(own)}, ${perSecond(own)}`, isMet: RECORDS / own >= 50 },
				{
					what: '  kafkajs alone, records from memory',
					target: '≥ 0.8 × its rate',
					figure: `${time(other)}, ${perSecond(other)}`,
					ratio: times(other, own, 'ours'),
					isMet: other / own >= 0.8,
				},
				{
					what: '  computing, peak memory',
					figure: time(
						quantile(
							ours.map(r => r.cpuMs),
							0.5,
						),
					),
					ratio: `${Math.round(
						quantile(
							ours.map(r => r.rssMiB),
							0.5,
						),
					)} MiB`,
				},
			]);
		}
		const limited = (limit: number) => replayed(cluster, source, 'gzip', ['--limit', String(limit), '--rate', String(RATE.perSecond)]);
		// What both take besides falls away.
		const rate = ((RATE.many - RATE.few) / ((await limited(RATE.many)).ms - (await limited(RATE.few)).ms)) * 1000;
		report(`Rate ${RATE.perSecond} records/s`, [
			{ what: 'kept', target: '± 5 %', figure: `${Math.round(rate)} records/s`, isMet: Math.abs(rate / RATE.perSecond - 1) <= 0.05 },
		]);
	});

if (import.meta.main) await replay();
