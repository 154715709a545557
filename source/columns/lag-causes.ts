import { type GroupLag, heldBackOf, type PartitionLag } from '../model/lag.ts';
import { groupedText } from '../units/count.ts';
import { countText } from '../units/plural.ts';
import type { Severity } from './column.ts';

/** Something that explains how a group stands, in a few words. `topic` is the one to look at next. */
export type LagCause = {
	readonly kind: 'heldBack' | 'unassigned' | 'recreated' | 'gone';
	readonly text: string;
	readonly severity: Severity;
	readonly topic: string;
};

type Caused = Pick<GroupLag, 'partitions' | 'unassigned' | 'members'>;

/** What of a group waits for a transaction, is owned by nobody, or belongs to a topic that is another or none by now; worst first. */
export const lagCauses = (group: Caused): readonly LagCause[] => [
	...unassigned(group),
	...heldBack(group),
	...recreated(group),
	...gone(group),
];

const heldBack = ({ partitions }: Caused): readonly LagCause[] => {
	const held = partitions.filter(p => heldBackOf(p) > 0n).sort((a, b) => (heldBackOf(a) < heldBackOf(b) ? 1 : -1));
	const [worst] = held;
	if (worst === undefined) return [];
	const text = `${named(held)}: an open transaction holds back ${groupedText(heldBackOf(worst))} offsets`;
	return [{ kind: 'heldBack', text, severity: 'warning', topic: worst.topic }];
};

/** A group without members owns nothing, which its state says. */
const unassigned = ({ unassigned: keys, members }: Caused): readonly LagCause[] => {
	const [first] = keys;
	if (first === undefined || members === null || members === 0) return [];
	const text = `${countText(keys.length, 'partition', 'partitions')} that no member owns`;
	return [{ kind: 'unassigned', text, severity: 'critical', topic: first.slice(0, first.lastIndexOf('/')) }];
};

const recreated = ({ partitions }: Caused): readonly LagCause[] => {
	const beyond = partitions.filter(p => p.lag !== null && p.lag < 0n);
	if (beyond.length === 0) return [];
	const text = `${named(beyond)}: committed beyond the end, the topic was created anew or lost its tail`;
	return [{ kind: 'recreated', text, severity: 'warning', topic: beyond[0]!.topic }];
};

/** Commits outlive their topic until they expire. */
const gone = ({ partitions }: Caused): readonly LagCause[] => {
	const topics = [...new Set(partitions.filter(p => p.isGone === true).map(p => p.topic))];
	if (topics.length === 0) return [];
	const more = topics.length === 1 ? '' : ` and ${topics.length - 1} more`;
	return [{ kind: 'gone', text: `topic ${topics[0]}${more} no longer exists`, severity: 'muted', topic: topics[0]! }];
};

const named = (partitions: readonly PartitionLag[]): string => {
	const [first] = partitions;
	return `${first!.topic}/${first!.partition}${partitions.length === 1 ? '' : ` and ${partitions.length - 1} more`}`;
};
