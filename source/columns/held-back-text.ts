import { type GroupLag, heldBackOf } from '../model/lag.ts';
import { groupedText } from '../units/count.ts';

/** What of a group waits for a transaction to end, the worst partition first; undefined when nothing does. */
export const heldBackText = ({
	partitions,
}: Pick<GroupLag, 'partitions'>): { readonly text: string; readonly topic: string } | undefined => {
	const held = partitions.filter(p => heldBackOf(p) > 0n).sort((a, b) => (heldBackOf(a) < heldBackOf(b) ? 1 : -1));
	const [worst] = held;
	if (worst === undefined) return undefined;
	const more = held.length === 1 ? '' : ` and ${held.length - 1} more`;
	const text = `${worst.topic}/${worst.partition}${more}: an open transaction holds back ${groupedText(heldBackOf(worst))} offsets`;
	return { text, topic: worst.topic };
};
