import type { Stage } from '../stage/stage.ts';
import { DAY, HOUR, MINUTE, type Scenario } from './scenario.ts';
import { audit, click, customer, deadLetter, email, order, payment, shipment, shipmentSchema, stock } from './shop-records.ts';

const shopTopics = (stage: Stage): void => {
	const week = { 'retention.ms': String(7 * DAY) };
	stage.topic('orders', { partitions: 6, config: week, records: { recipe: order, perSecond: 12, sinceMs: 20 * HOUR, isLive: true } });
	stage.topic('payments', { partitions: 6, config: week, records: { recipe: payment, perSecond: 9, sinceMs: 20 * HOUR, isLive: true } });
	stage.schema(shipmentSchema);
	stage.topic('shipments', { partitions: 3, records: { recipe: shipment, perSecond: 3, sinceMs: 20 * HOUR, isLive: true } });
	stage.topic('clicks', {
		partitions: 6,
		config: { 'retention.ms': String(10 * MINUTE), 'segment.ms': String(MINUTE) },
		startOffset: 4_180_000,
		records: { recipe: click, perSecond: 60, sinceMs: HOUR, isLive: true },
	});
	stage.topic('stock', {
		partitions: 3,
		config: { 'cleanup.policy': 'compact' },
		records: { recipe: stock, perSecond: 2, sinceMs: 3 * HOUR, isLive: true },
	});
	stage.topic('customers', {
		partitions: 3,
		config: { 'cleanup.policy': 'compact' },
		records: { recipe: customer, perSecond: 0.1, sinceMs: 5 * HOUR },
	});
	// Grows without limit: nobody set one.
	stage.topic('audit-log', {
		partitions: 1,
		config: { 'retention.ms': '-1' },
		records: { recipe: audit, perSecond: 1, sinceMs: 40 * DAY, isLive: true },
	});
	// One replica: whatever happens to its broker happens to it.
	stage.topic('exports', {
		partitions: 2,
		replicationFactor: 1,
		config: { 'min.insync.replicas': '1' },
		records: { recipe: payment, perSecond: 0.5, sinceMs: 2 * DAY, isLive: true },
	});
	// Broker 3 does not keep up with it.
	stage.topic('emails', { partitions: 3, laggingBroker: 3, records: { recipe: email, perSecond: 3, sinceMs: 6 * HOUR, isLive: true } });
	stage.topic('orders.dlq', { partitions: 1, records: { recipe: deadLetter, perSecond: 0.02, sinceMs: 20 * HOUR, isLive: true } });
};

/** A web shop at work. `newest` is the protocol of the group that was made last. */
export const playShop = (stage: Stage, newest: 'classic' | 'consumer' = 'consumer'): void => {
	shopTopics(stage);
	// Fine.
	stage.group('checkout', {
		reads: ['orders', 'payments'],
		members: ['checkout-1', 'checkout-2', 'checkout-3'],
		reading: { unread: 0, pace: 'keeps up' },
	});
	// Slow: it reads four of five orders that come, and has done so for a while.
	stage.group('billing', {
		reads: ['orders'],
		members: ['billing-1', 'billing-2'],
		assignor: 'range',
		reading: { unread: 2_400, pace: 0.8 },
	});
	// Stalled: its members live and commit nothing.
	stage.group('shipping', { reads: ['shipments'], members: ['shipping-1'], reading: { unread: 800, pace: 0 } });
	// Stopped: nobody is there any more.
	stage.group('newsletter', { reads: ['emails'], members: [], reading: { unread: 7_200, pace: 0 } });
	// Losing data: retention takes clicks sooner than it reads them.
	stage.group('analytics', {
		type: newest,
		reads: ['clicks'],
		members: ['analytics-1', 'analytics-2'],
		reading: { unread: 9_000, pace: 0.5 },
	});
};

export const shop: Scenario = {
	name: 'shop',
	summary: 'a web shop at work: five groups, of which one is fine, and topics with something to notice',
	play: stage => playShop(stage),
};
