import { abortConditions, judgeAbort } from '../../guardrails/judge-abort.ts';
import type { UnknownFact } from '../../guardrails/retention-facts.ts';
import type { AbortTransaction } from '../../model/change.ts';
import { Failure, failed, success } from '../../model/failure.ts';
import { partitionKey } from '../../model/partition-key.ts';
import type { ReadOptions } from '../../ports/cluster-reader.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import { readTransactions } from '../read-transactions.ts';
import type { ChangeSteps, ReadBack } from './change-steps.ts';

/** Where the producer's transaction begins on each partition of a change; a partition whose leader does not tell is a failure. */
const readStarts = async ({ reader }: KnownCluster, { partitions, producerId }: AbortTransaction, options?: ReadOptions) => {
	const answers = await reader.readProducers(partitions, options);
	return partitions.map(({ topic, partition }) => {
		const key = partitionKey(topic, partition);
		const outcome = answers.get(key);
		if (!outcome?.ok) return { key, failure: outcome?.failure ?? new Failure('incomplete', `The leader of ${key} did not answer.`) };
		return { key, start: outcome.value.find(p => p.producerId === producerId)?.openFromOffset ?? null };
	});
};

export const abortChange: ChangeSteps<AbortTransaction> = {
	judge: async (known, change, policy, options) => {
		const topics = [...new Set(change.partitions.map(p => p.topic))];
		const { rows, gaps } = await readTransactions(known, { topics }, options);
		const unknown = gaps
			.filter(g => g.isDoubt !== true)
			.map(({ path, reason, needs }): UnknownFact => ({ what: path.replace(/^topics\.|^transactions\./, ''), reason, needs }));
		return judgeAbort(change, { open: rows.find(r => r.producerId === change.producerId), unknown }, policy);
	},
	conditions: async (known, change, options) => {
		const starts = await readStarts(known, change, options);
		const unread = starts.find(s => s.failure !== undefined);
		if (unread?.failure !== undefined) throw unread.failure;
		return abortConditions(change, new Map(starts.flatMap(s => (s.start == null ? [] : [[s.key as string, s.start] as const]))));
	},
	readBack: async (known, change, options) => {
		const found: ReadBack = new Map();
		for (const { key, start, failure } of await readStarts(known, change, options)) {
			if (failure !== undefined) found.set(key, failed(failure));
			else {
				const { offset } = change.partitions.find(p => partitionKey(p.topic, p.partition) === key)!;
				const isMade = start !== offset;
				found.set(key, success({ isMade, after: isMade ? 'ended' : 'still open' }));
			}
		}
		return found;
	},
};
