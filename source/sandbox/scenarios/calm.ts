import { DAY, HOUR, type Scenario } from './scenario.ts';
import { order, payment } from './shop-records.ts';

export const quiet: Scenario = {
	name: 'quiet',
	summary: 'nothing happens and nothing is wrong: two topics, two groups that have read everything',
	play: stage => {
		stage.topic('orders', { partitions: 3, records: { recipe: order, perSecond: 0.05, sinceMs: 2 * DAY } });
		stage.topic('payments', { partitions: 3, records: { recipe: payment, perSecond: 0.05, sinceMs: 12 * HOUR } });
		stage.group('checkout', { reads: ['orders'], members: ['checkout-1'], reading: { unread: 0, pace: 'keeps up' } });
		stage.group('billing', { reads: ['orders', 'payments'], members: ['billing-1'], reading: { unread: 0, pace: 'keeps up' } });
	},
};

export const empty: Scenario = {
	name: 'empty',
	summary: 'a new cluster: no topic, no group',
	play: () => {},
};
