import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type LossEffect, lossEffect, lossOf } from '../../source/model/broker-loss.ts';
import { partition, topic } from '../helpers/fake-reader.ts';

describe('what happens to a partition when broker 1 goes', () => {
	const cases: readonly (readonly [isr: readonly number[], minInsyncReplicas: number | null, LossEffect | undefined])[] = [
		[[1, 2, 3], 2, 'thinner'],
		[[1, 2, 3], 3, 'refusesWrites'],
		[[1, 2], 2, 'refusesWrites'],
		[[1, 2], 1, 'thinner'],
		[[1, 2], null, 'maybeRefusesWrites'],
		[[1], 1, 'offline'],
		[[1], null, 'offline'],
		[[2, 3], 2, undefined],
		// It refuses writes today already, and not because of this broker.
		[[2], 2, undefined],
	];
	for (const [isr, min, effect] of cases)
		it(`in sync on ${isr}, min.insync.replicas ${min ?? 'unknown'}: ${effect ?? 'nothing'}`, () => {
			assert.equal(lossEffect(partition(0, { isr, leader: isr[0]! }), new Set([1]), min), effect);
		});
});

describe('what goes down with brokers', () => {
	it('lists topics by how bad it is, with the partitions, and counts leaders that move', () => {
		const loss = lossOf(
			new Set([1]),
			[
				topic('safe', [partition(0), partition(1, { leader: 2 })]),
				topic('single', [partition(0, { replicas: [1], isr: [1] }), partition(4, { replicas: [1], isr: [1] })]),
				topic('strict', [partition(0)]),
				topic('elsewhere', [partition(0, { replicas: [2, 3], isr: [2, 3], leader: 2 })]),
			],
			name => (name === 'strict' ? 3 : 2),
		);
		assert.deepEqual(
			loss.topics.map(t => [t.topic, t.effect, t.partitions, t.leaderMoves]),
			[
				['single', 'offline', [0, 4], 0],
				['strict', 'refusesWrites', [0], 1],
				['safe', 'thinner', [0, 1], 1],
			],
		);
		assert.deepEqual([loss.offline, loss.refusesWrites, loss.thinner, loss.leaderMoves], [2, 1, 2, 2]);
	});

	it('counts what is offline already apart: it does not go down with this broker', () => {
		const loss = lossOf(new Set([1]), [topic('gone', [partition(0, { leader: null, isr: [1], offlineReplicas: [1, 2, 3] })])], () => 2);
		assert.deepEqual([loss.offline, loss.alreadyOffline, loss.topics], [0, 1, []]);
	});

	it('of two brokers at once takes what one alone would not', () => {
		const topics = [topic('two', [partition(0, { replicas: [1, 2], isr: [1, 2] })])];
		assert.equal(lossOf(new Set([1]), topics, () => 1).offline, 0);
		assert.equal(lossOf(new Set([1, 2]), topics, () => 1).offline, 1);
	});
});
