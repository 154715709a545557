import { Failure } from '../model/failure.ts';
import { isPassing } from '../model/failure-kinds.ts';
import { type GroupLag, type PartitionLag, worstVerdict } from '../model/lag.ts';
import { consumeRate, judge, type LagSample } from '../model/lag-verdict.ts';
import { partitionKey } from '../model/partition-key.ts';
import type { Report } from '../model/report.ts';
import { clockText } from '../units/time.ts';

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
	readonly #lastRead = new Map<string, { readonly group: GroupLag; readonly atMs: number }>();

	/** Takes in a look at `nowMs` and returns the same groups with their verdicts. */
	add(groups: readonly GroupLag[], nowMs: number): readonly GroupLag[] {
		return groups.map(group => this.#withVerdict(group, nowMs));
	}

	/**
	 * Takes in a look at all groups. A group whose coordinator is down is listed by nobody until another broker has taken it over, about nine
	 * seconds later: until then it keeps its last values, with their time and what stood in the way. One that is gone for good is forgotten.
	 */
	addAll(report: Report<GroupLag>, nowMs: number): Report<GroupLag> {
		const rows = this.add(report.rows, nowMs).map(group => this.#keptIfUnread(group, nowMs));
		const gapsOf = (name: string) => report.gaps.filter(g => g.path === 'groups' || g.path === `groups.${name}`);
		const seen = new Set(rows.map(g => g.group));
		for (const [name, { group, atMs }] of this.#lastRead) {
			if (seen.has(name)) continue;
			const gaps = gapsOf(name);
			const isMoving = gaps.length === 0 && nowMs - atMs < MOVING_MS;
			const failure = isMoving ? UNLISTED : gaps.find(g => isPassing(g.failure))?.failure;
			if (failure === undefined) this.#lastRead.delete(name);
			else rows.push(asOf(group, atMs, failure));
		}
		return { ...report, rows };
	}

	#keptIfUnread(group: GroupLag, nowMs: number): GroupLag {
		if (group.failure === null) {
			this.#lastRead.set(group.group, { group, atMs: nowMs });
			return group;
		}
		const last = this.#lastRead.get(group.group);
		return last === undefined ? group : asOf(last.group, last.atMs, group.failure);
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
		const unknown = ratePerSecond === null ? p.unknown : p.unknown.filter(u => u.field !== 'ratePerSecond');
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

/** A coordinator that moves is listed by nobody for some seconds; a group that is gone longer is gone. */
const MOVING_MS = 15_000;
const UNLISTED = new Failure('incomplete', 'No broker lists the group any more: it was deleted, or its coordinator is moving.');

/** Values of an earlier look: true then, so no verdict is drawn from them now. */
const asOf = (group: GroupLag, asOfMs: number, failure: Failure): GroupLag => ({
	...group,
	asOfMs,
	failure,
	verdict: 'unknown',
	learning: null,
	partitions: group.partitions.map(p => ({ ...p, verdict: 'unknown', learning: null })),
	unknown: [...group.unknown, { field: 'verdict', reason: `The values are as of ${clockText(asOfMs)}: ${failure.message}`, needs: null }],
});

const historyKey = (group: string, topic: string, partition: number): string => `${group}\0${partitionKey(topic, partition)}`;
