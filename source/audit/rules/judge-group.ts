/** How rules judge one group: what is proven stays proven, and nothing passes that could not be read. */
import { type GroupLag, type PartitionLag, unreadPartition } from '../../model/lag.ts';
import type { Judgement } from '../rule.ts';

/** `orders/0, orders/1 +4`: partitions of a group that are so. */
export const named = (group: GroupLag, is: (p: PartitionLag) => boolean): string => {
	const found = group.partitions.filter(is);
	const names = found.slice(0, 3).map(p => `${p.topic}/${p.partition}`);
	return `${names.join(', ')}${found.length > names.length ? ` +${found.length - names.length}` : ''}`;
};

/** What is proven stays proven; what would be fine is not, as long as a partition could not be read. */
export const unlessUnread = (group: GroupLag, judgement: Judgement): Judgement => {
	const unread = judgement.is === 'pass' ? unreadPartition(group) : undefined;
	if (unread === undefined) return judgement;
	const reason = `${unread.topic}/${unread.partition}: ${unread.failure!.message}`;
	return { is: 'notAssessed', missing: { reason, needs: null, isUnread: true } };
};

/** Judges groups that commit; share groups do not. */
export const withCommits = (judge: (group: GroupLag) => Judgement | undefined) => (group: GroupLag) => {
	const judgement = group.type === 'share' ? undefined : judge(group);
	return judgement && unlessUnread(group, judgement);
};
