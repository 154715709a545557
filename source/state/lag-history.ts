import { type GroupLag, type PartitionLag, worstVerdict } from '../model/lag.ts';
import { consumeRate, judge, type LagSample } from '../model/lag-verdict.ts';
import { partitionKey } from '../model/partition-key.ts';

/** Samples a verdict looks at: Burrow's default window. */
export const WINDOW = 10;
/** Samples kept for the trend; at one poll in five seconds, five minutes. */
const KEPT = 60;

/**
 * Remembers what polls saw of each group and partition, and adds to a fresh look what only history can tell:
 * verdict, rate and trend. It is kept for the whole session, whatever screen is shown.
 */
export class LagHistory {
	readonly #samples = new Map<string, LagSample[]>();

	/** Takes in a look at `nowMs` and returns the same groups with their verdicts. */
	add(groups: readonly GroupLag[], nowMs: number): readonly GroupLag[] {
		return groups.map(group => this.#withVerdict(group, nowMs));
	}

	/** Lag of a partition over time, oldest first. */
	trend(group: string, topic: string, partition: number): readonly LagSample[] {
		return this.#samples.get(historyKey(group, topic, partition)) ?? [];
	}

	#withVerdict(group: GroupLag, nowMs: number): GroupLag {
		if (group.type === 'share') return group;
		const partitions = group.partitions.map(p => this.#judged(group, p, nowMs));
		const judged = partitions.filter(p => !p.neverCommitted);
		const verdict = group.failure !== null || judged.length === 0 ? 'unknown' : worstVerdict(judged.map(p => p.verdict));
		const least = judged.reduce<PartitionLag['learning']>(
			(few, p) => (p.learning !== null && (few === null || p.learning.samples < few.samples) ? p.learning : few),
			null,
		);
		return { ...group, partitions, verdict, learning: verdict === 'learning' ? least : null };
	}

	#judged(group: GroupLag, p: PartitionLag, nowMs: number): PartitionLag {
		const key = historyKey(group.group, p.topic, p.partition);
		if (p.committed === null || p.end === null) return p;
		const samples = this.#remember(key, {
			atMs: nowMs,
			committed: p.committed,
			lag: p.lag,
			end: p.end,
			begin: p.begin,
			behindMs: p.behindMs ?? null,
		});
		const verdict =
			p.failure === null && p.lag !== null && p.lag >= 0n
				? judge({ samples: samples.slice(-WINDOW), needed: WINDOW, isOwned: p.memberId !== null })
				: 'unknown';
		const learning = verdict === 'learning' ? { samples: samples.length, needed: WINDOW } : null;
		const ratePerSecond = consumeRate(samples.slice(-WINDOW));
		const unknown = p.unknown
			.filter(u => u.field !== 'verdict' && (u.field !== 'ratePerSecond' || ratePerSecond === null))
			.concat(learning === null ? [] : [{ field: 'verdict', reason: `learning ${learning.samples}/${learning.needed}`, needs: '--watch' }]);
		return { ...p, verdict, learning, ratePerSecond, unknown };
	}

	#remember(key: string, sample: LagSample): readonly LagSample[] {
		const old = this.#samples.get(key) ?? [];
		// The end of a log never falls: where it did, the topic was deleted and created anew, and its past is another topic's.
		const kept = sample.end < (old.at(-1)?.end ?? 0n) ? [] : old;
		const next = [...kept, sample].slice(-KEPT);
		this.#samples.set(key, next);
		return next;
	}
}

const historyKey = (group: string, topic: string, partition: number): string => `${group}\0${partitionKey(topic, partition)}`;
