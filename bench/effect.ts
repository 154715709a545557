/** What a shorter retention would delete, and who has not read it: one topic of 100 partitions that 200 groups read. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKnownCluster } from '../source/composition.ts';
import type { Change } from '../source/model/change.ts';
import { EFFECT_LOAD, withEffectLoad } from './cluster.ts';
import { program, quantile, type Ran, runNode, takeTurns } from './measure.ts';
import { report, time, times } from './report.ts';

const { partitions, groups, lagging } = EFFECT_LOAD;

type Loss = { readonly partitions: readonly unknown[]; readonly groups: readonly { readonly group: string }[] };

/** Throws when the effect is not that of what was committed: a fast wrong answer is worth nothing. */
const check = (effect: unknown): void => {
	const { retention } = effect as { readonly retention: Loss };
	if (retention.partitions.length !== partitions || retention.groups.length !== lagging)
		throw new Error(`${retention.partitions.length} partitions and ${retention.groups.length} groups lose something`);
};

export const effect = (rounds = 9): Promise<void> =>
	withEffectLoad(async (cluster, topic) => {
		const bootstrap = cluster.bootstrap.PLAINTEXT;
		const folder = mkdtempSync(join(tmpdir(), 'msk-tui-effect-'));
		const opened = await openKnownCluster({ options: { bootstrap }, env: { XDG_STATE_HOME: folder } });
		try {
			// Everything is older than that at the next check.
			const change: Change = { kind: 'topicSettings', topics: [topic], edits: [{ name: 'retention.ms', value: '1000' }] };
			const { preview } = await opened.changes();
			const { reader } = opened.known;
			const timed = (work: () => Promise<unknown>) => async (): Promise<number> => {
				const started = performance.now();
				await work();
				return performance.now() - started;
			};
			const listed = (await reader.listGroups()).groups;
			const turns = await takeTurns(
				{
					effect: timed(async () => check((await preview(change)).judgement.effect.json)),
					commits: timed(() => reader.readCommits(listed)),
				},
				rounds,
			);
			const floors: number[] = [];
			const runs: Ran[] = [];
			for (let round = 0; round < rounds; round++) {
				floors.push((await runNode(['-e', '0'])).ms);
				const plan = join(folder, `${round}.json`);
				const args = [program, 'topic', 'set', topic, 'retention.ms=1s', '--plan', plan, '--json', '--bootstrap', bootstrap];
				runs.push(await runNode(args));
			}
			check((JSON.parse(runs[0]!.stdout) as { readonly effect: unknown }).effect);
			const node = quantile(floors, 0.5);
			const command = quantile(
				runs.map(r => r.ms),
				0.5,
			);
			report(`Effect of a retention change, ${partitions} partitions, ${groups} groups, ${lagging} of which lose unread records`, [
				{
					what: 'in a connected program, as the editor shows it',
					target: '≤ 1 s',
					figure: time(turns.effect),
					ratio: times(turns.effect, turns.commits, 'reading the commits alone'),
					isMet: turns.effect <= 1000,
				},
				{
					what: 'topic set … --plan --json, the whole command',
					figure: time(command),
					ratio: times(command, node, 'node -e 0'),
				},
			]);
		} finally {
			await opened.close();
			rmSync(folder, { recursive: true, force: true });
		}
	});

if (import.meta.main) await effect();
