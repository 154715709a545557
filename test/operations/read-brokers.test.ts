import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readBroker } from '../../source/operations/read-broker.ts';
import { readBrokers } from '../../source/operations/read-brokers.ts';
import { broker, denied, fakeCluster, logDir, partition, topic } from '../helpers/fake-reader.ts';

const orders = topic('orders', [partition(0), partition(1, { leader: 2, isr: [2, 3] })]);
const answers = {
	readTopics: async () => ({ topics: [orders], failures: new Map() }),
	readLogDirs: async (ids: readonly number[]) =>
		new Map(
			ids.map(id => [
				id,
				logDir([
					['orders', 0, 5n],
					['orders', 1, 6n],
				]),
			]),
		),
};

describe('readBrokers', () => {
	it('counts what each leads and holds', async () => {
		const { brokers, gaps } = await readBrokers(fakeCluster(answers));
		assert.deepEqual(gaps, []);
		assert.deepEqual(
			brokers.map(b => [b.id, b.leaders, b.replicas, b.underReplicated, b.sizeBytes, b.isController]),
			[
				[1, 1, 2, 1, 11n, false],
				[2, 1, 2, 0, 11n, true],
				[3, 0, 2, 0, 11n, false],
			],
		);
	});

	it('keeps a row and a gap for a broker that is not alive', async () => {
		const known = fakeCluster({
			...answers,
			describeCluster: async () => ({
				clusterId: 'C',
				brokers: [1, 2].map(broker),
				metadataControllerId: 1,
				authorizedOperations: new Set(['Describe']),
			}),
		});
		const { brokers, gaps } = await readBrokers(known);
		assert.deepEqual([brokers[2]!.id, brokers[2]!.isAlive, brokers[2]!.host, brokers[2]!.sizeBytes], [3, false, null, null]);
		assert.deepEqual(
			gaps.map(g => [g.path, g.failure.kind]),
			[['brokers.3', 'incomplete']],
		);
	});

	it('leaves counts unknown when topics may be hidden: they would be too low', async () => {
		const known = fakeCluster({ ...answers, readLogDirs: async ids => new Map(ids.map(id => [id, denied('log dirs')])) });
		const { brokers } = await readBrokers(known);
		assert.deepEqual(
			[brokers[0]!.leaders, brokers[0]!.replicas, brokers[0]!.underReplicated, brokers[0]!.sizeBytes],
			[null, null, null, null],
		);
	});

	it('tells of one broker neither what goes down nor what is skewed when topics may be hidden', async () => {
		const known = fakeCluster({
			...answers,
			readLogDirs: async ids => new Map(ids.map(id => [id, denied('log dirs')])),
			listGroups: async () => ({ groups: [], failures: new Map() }),
			describeGroups: async () => new Map(),
		});
		const answer = await readBroker(known, 1);
		assert.deepEqual([answer.loss, answer.rackLoss, answer.skewed], [null, null, null]);
		for (const field of ['loss', 'rackLoss', 'skewed'])
			assert.ok(
				answer.unknown.some(u => u.field === field),
				field,
			);
	});

	it('says notFound for a broker nobody knows', async () => {
		await assert.rejects(readBroker(fakeCluster(answers), 9), { kind: 'notFound' });
	});
});
