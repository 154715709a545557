import assert from 'node:assert/strict';
import { encodeBatch } from '../../source/records/encode-batch.ts';
import { until } from './open-reader.ts';
import { WireClient } from './wire-client.ts';

/** UNKNOWN_TOPIC_OR_PARTITION, LEADER_NOT_AVAILABLE, NOT_LEADER_OR_FOLLOWER. */
const NOT_READY: ReadonlySet<number | undefined> = new Set([3, 5, 6]);

/** Writes batches of records with times of our own choice into one partition, each batch for itself. */
export const produceTimed = async (
	bootstrap: string,
	topic: string,
	partition: number,
	batches: readonly { readonly timestampMs: number; readonly records: number; readonly bytes: number }[],
): Promise<void> => {
	const client = await WireClient.open(bootstrap);
	for (const { timestampMs, records, bytes } of batches) {
		const value = Buffer.alloc(bytes, 'x');
		const batch = encodeBatch(
			Array.from({ length: records }, () => ({ key: null, value, timestampMs })),
			{ baseOffset: 0n },
		);
		const produce = async (): Promise<number | undefined> => {
			const answer = await client.ask('Produce', 7, {
				transactionalId: null,
				acks: -1,
				timeoutMs: 30_000,
				topicData: [{ name: topic, partitionData: [{ index: partition, records: batch }] }],
			});
			return answer.responses[0]?.partitionResponses[0]?.errorCode;
		};
		await until(`records in ${topic}/${partition}`, async () => {
			const code = await produce();
			// A topic that was created just now may have no leader yet.
			if (!NOT_READY.has(code)) assert.equal(code, 0);
			return code === 0;
		});
	}
	client.close();
};
