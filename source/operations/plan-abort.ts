import type { AbortTransaction, OpenPartition } from '../model/change.ts';
import { Failure } from '../model/failure.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { readTransactions } from './read-transactions.ts';

/** A transaction's end on every partition that holds it open. Rejects with notFound when nothing of that producer is open. */
export const planAbort = async (
	known: KnownCluster,
	{ producerId, topics }: { readonly producerId: bigint; readonly topics: readonly string[] },
	options?: ReadOptions,
): Promise<AbortTransaction> => {
	const { rows, gaps } = await readTransactions(known, { topics }, options);
	const row = rows.find(r => r.producerId === producerId);
	if (row === undefined) {
		const unread = gaps.find(g => g.isDoubt !== true);
		if (unread !== undefined)
			throw new Failure(
				'incomplete',
				`No open transaction of producer ${producerId} is seen, but not all could be looked at: ${unread.reason}`,
				{
					...(unread.failure.needs && { needs: unread.failure.needs }),
					cause: unread.failure,
				},
			);
		throw new Failure('notFound', `No transaction of producer ${producerId} is open.`, {
			nextSteps: ['msk-tui transactions lists what is open'],
		});
	}
	const asked = row.partitions.filter(p => topics.length === 0 || topics.includes(p.topic));
	const answers = await known.reader.readProducers(asked, options);
	let epoch: number | undefined;
	const partitions: OpenPartition[] = [];
	for (const outcome of answers.values()) if (!outcome.ok) throw outcome.failure;
	for (const { topic, partition } of asked) {
		const outcome = answers.get(`${topic}/${partition}`);
		const producer = outcome?.ok ? outcome.value.find(p => p.producerId === producerId) : undefined;
		if (producer?.openFromOffset == null) continue;
		epoch ??= producer.producerEpoch;
		partitions.push({ topic, partition, offset: producer.openFromOffset, coordinatorEpoch: producer.coordinatorEpoch ?? 0 });
	}
	if (epoch === undefined)
		throw new Failure('notFound', `Producer ${producerId} holds nothing open on a partition: only its coordinator knows of it.`);
	return { kind: 'abortTransaction', producerId, producerEpoch: epoch, partitions };
};
