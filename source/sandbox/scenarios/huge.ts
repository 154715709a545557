import { MINUTE, type Scenario } from './scenario.ts';
import { click, order } from './shop-records.ts';

const TOPICS = 10_000;
const PARTITIONS = 10;
const GROUPS = 5_000;
const TEAMS = [
	'billing',
	'catalogue',
	'fraud',
	'inventory',
	'logistics',
	'marketing',
	'payments',
	'search',
	'support',
	'warehouse',
] as const;
const KINDS = ['created', 'changed', 'deleted', 'requests', 'replies', 'audit', 'retry', 'dlq'] as const;

const topicName = (n: number): string =>
	`${TEAMS[n % TEAMS.length]}.${KINDS[Math.floor(n / TEAMS.length) % KINDS.length]}.${n.toString().padStart(5, '0')}`;

export const huge: Scenario = {
	name: 'huge',
	summary: '10,000 topics with 100,000 partitions, and 5,000 groups',
	play: stage => {
		for (let n = 0; n < TOPICS; n++)
			stage.topic(topicName(n), {
				partitions: PARTITIONS,
				records: { recipe: order, perSecond: 1 + (n % 7), sinceMs: (10 + (n % 50)) * MINUTE },
			});
		stage.topic('clicks', { partitions: PARTITIONS, records: { recipe: click, perSecond: 500, sinceMs: 10 * MINUTE, isLive: true } });
		for (let n = 0; n < GROUPS; n++)
			stage.sleepingGroup(`${TEAMS[n % TEAMS.length]}-worker-${n.toString().padStart(4, '0')}`, {
				reads: [topicName(n * 2)],
				unread: n % 10 === 0 ? n % 1000 : 0,
			});
		stage.group('analytics', { reads: ['clicks'], members: ['analytics-1', 'analytics-2'], reading: { unread: 3_000, pace: 0.9 } });
	},
};
