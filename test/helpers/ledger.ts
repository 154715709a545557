import { transactionalBatch } from './transactional-batch.ts';
import type { WireClient } from './wire-client.ts';

const EACH = 10;

/**
 * Writes into partition 0 of a topic of the sandbox what the fixture `transactions` writes into one of a real Kafka: ten records each that are
 * committed, aborted, plain, and of the transaction `TOPIC-open`, which stays open.
 */
export const writeLedger = async (clients: ReadonlyMap<number, WireClient>, topic: string, plain: () => Promise<void>): Promise<void> => {
	const any = clients.get(1) as WireClient;
	const coordinatorOf = async (id: string): Promise<WireClient> => {
		const { coordinators } = await any.ask('FindCoordinator', 4, { keyType: 1, coordinatorKeys: [id] });
		return clients.get(coordinators[0]?.nodeId ?? -1) as WireClient;
	};
	const { topics } = await any.ask('Metadata', 12, { topics: [{ name: topic }] });
	const leader = clients.get(topics[0]?.partitions[0]?.leaderId ?? -1) as WireClient;
	const write = async (id: string, end: 'commit' | 'abort' | 'stay open'): Promise<void> => {
		const coordinator = await coordinatorOf(id);
		const { producerId, producerEpoch } = await coordinator.ask('InitProducerId', 4, {
			transactionalId: id,
			transactionTimeoutMs: 600_000,
		});
		await coordinator.ask('AddPartitionsToTxn', 3, {
			v3AndBelowTransactionalId: id,
			v3AndBelowProducerId: producerId,
			v3AndBelowProducerEpoch: producerEpoch,
			v3AndBelowTopics: [{ name: topic, partitions: [0] }],
		});
		for (let sequence = 0; sequence < EACH; sequence++) {
			const records = transactionalBatch({ producerId, producerEpoch }, sequence, id);
			const topicData = [{ name: topic, partitionData: [{ index: 0, records }] }];
			await leader.ask('Produce', 9, { transactionalId: id, acks: -1, timeoutMs: 1000, topicData });
		}
		if (end !== 'stay open')
			await coordinator.ask('EndTxn', 3, { transactionalId: id, producerId, producerEpoch, committed: end === 'commit' });
	};
	await write(`${topic}-ended`, 'commit');
	await write(`${topic}-ended`, 'abort');
	await plain();
	await write(`${topic}-open`, 'stay open');
};
