import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PlacementCounter, topicSpread } from '../../source/model/placement.ts';
import { partition, topic } from '../helpers/fake-reader.ts';

const on = (n: number, replicas: readonly number[], leader: number | null = replicas[0]!) =>
	partition(n, { replicas, isr: replicas, leader });

describe('how a topic lies on brokers', () => {
	it('is even where nobody has more than its share', () => {
		const spread = topicSpread(topic('even', [on(0, [1, 2]), on(1, [2, 3]), on(2, [3, 1])]), 3);
		assert.deepEqual([spread.sharePartitions, spread.shareLeaders], [2, 1]);
		assert.deepEqual([spread.skewPercent, spread.leaderSkewPercent, spread.spreadPercent], [0, 0, 100]);
	});

	it('names who holds and who leads too much, as shares of the brokers that hold any of it', () => {
		// 4 partitions × 2 replicas on 4 brokers: a share is 2 replicas and 1 leader.
		const spread = topicSpread(topic('skewed', [on(0, [1, 2]), on(1, [1, 2]), on(2, [1, 3]), on(3, [3, 1])]), 4);
		const skewed = (of: 'isSkewed' | 'isLeaderSkewed') => spread.shares.filter(s => s[of]).map(s => s.broker);
		assert.deepEqual([spread.sharePartitions, spread.shareLeaders], [2, 1]);
		assert.deepEqual([skewed('isSkewed'), skewed('isLeaderSkewed')], [[1], [1]]);
		assert.deepEqual([spread.skewPercent, spread.leaderSkewPercent, spread.spreadPercent], [33, 33, 75]);
	});

	it('of a small topic in a large cluster is spread little and skewed nowhere', () => {
		const spread = topicSpread(topic('small', [on(0, [7])]), 30);
		assert.deepEqual([spread.skewPercent, spread.leaderSkewPercent, spread.spreadPercent], [0, 0, 3]);
	});
});

describe('what brokers lead and hold', () => {
	it('counts a leader that is not the preferred one for who leads, and as wanted at home', () => {
		const counter = new PlacementCounter(3);
		counter.add(topic('moved', [on(0, [1, 2], 2), on(1, [1, 2], 1)]));
		const { leaders, replicas, preferred, preferredLed } = counter.of(1);
		assert.deepEqual({ leaders, replicas, preferred, preferredLed }, { leaders: 1, replicas: 2, preferred: 2, preferredLed: 1 });
		assert.equal(counter.of(2).leaders, 1);
		assert.equal(counter.of(3).replicas, 0);
	});

	it('counts a partition without a leader as led by nobody, and a replica that lags where it lies', () => {
		const counter = new PlacementCounter(2);
		counter.add(topic('sick', [on(0, [1, 2], null), partition(1, { replicas: [1, 2], isr: [1], leader: 1 })]));
		assert.deepEqual([counter.of(1).leaders, counter.of(1).preferred, counter.of(1).preferredLed], [1, 2, 1]);
		assert.equal(counter.of(2).underReplicated, 1);
	});
});
