import assert from 'node:assert/strict';
import { it } from 'node:test';
import { partitionKey } from '../../source/model/partition-key.ts';
import { type ContractGround, kindOf, valueIn } from './contract-ground.ts';

/** What a reader must tell of transactions and producers. */
export const expectTransactions = (ground: () => ContractGround): void => {
	const open = () => `${ground().ledgerTopic}-open`;
	const listed = async () =>
		(await ground().reader.listTransactions({ states: ['Ongoing'] })).transactions.find(t => t.transactionalId === open());

	it('lists transactions by state and by producer', async () => {
		const { reader, brokers } = ground();
		const { transactions, failures } = await reader.listTransactions({ states: ['Ongoing'] });
		assert.equal(failures.size, 0);
		const own = transactions.find(t => t.transactionalId === open());
		assert.equal(own?.state, 'Ongoing');
		assert.ok(brokers.some(b => b.id === own.coordinator));
		const ended = (await reader.listTransactions({})).transactions.find(t => t.transactionalId === `${ground().ledgerTopic}-ended`);
		assert.match(ended?.state ?? '', /^Complete/);
		const ofProducer = (await reader.listTransactions({ producerIds: [own.producerId] })).transactions;
		assert.deepEqual(
			ofProducer.map(t => t.transactionalId),
			[open()],
		);
	});

	it('describes a transaction; one that does not exist fails alone', async () => {
		const own = await listed();
		assert.ok(own);
		const ghost = 'there-is-no-such-thing';
		// Only the broker that would coordinate it knows that it does not exist.
		const answers = await Promise.all(
			ground().brokers.map(({ id: coordinator }) =>
				ground().reader.describeTransactions([own, { ...own, transactionalId: ghost, coordinator }]),
			),
		);
		const [described] = answers;
		assert.ok(described);
		const { startedMs, partitions, state, producerId, timeoutMs } = valueIn(described.get(open()));
		assert.deepEqual([state, producerId, partitions], ['Ongoing', own.producerId, [{ topic: ground().ledgerTopic, partition: 0 }]]);
		assert.ok(startedMs !== null && startedMs >= ground().sinceMs - 1000 && startedMs <= Date.now() + 1000);
		assert.ok(timeoutMs > 0);
		assert.equal(answers.filter(answer => kindOf(answer.get(ghost)) === 'notFound').length, 1);
	});

	it('tells the producers of a partition, and where their open transaction begins', async () => {
		const { reader, ledgerTopic: topic } = ground();
		const own = await listed();
		const found = await reader.readProducers([
			{ topic, partition: 0 },
			{ topic: 'there-is-no-such-thing', partition: 0 },
		]);
		const producers = valueIn(found.get(partitionKey(topic, 0)));
		assert.equal(producers.find(p => p.producerId === own?.producerId)?.openFromOffset, 32n);
		assert.ok(producers.some(p => p.producerId !== own?.producerId && p.openFromOffset === null && p.lastWriteMs !== null));
		assert.equal(kindOf(found.get(partitionKey('there-is-no-such-thing', 0))), 'notFound');
	});

	it('tells the end of what committed readers may have', async () => {
		const { reader, ledgerTopic: topic } = ground();
		const key = partitionKey(topic, 0);
		const stable = await reader.readOffsets([{ topic, partition: 0, target: 'lastStable' }]);
		const latest = await reader.readOffsets([{ topic, partition: 0, target: 'latest' }]);
		assert.deepEqual([valueIn(stable.get(key)).offset, valueIn(latest.get(key)).offset], [32n, 42n]);
	});
};
