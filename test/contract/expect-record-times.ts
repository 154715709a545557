import assert from 'node:assert/strict';
import { it } from 'node:test';
import { partitionKey } from '../../source/model/partition-key.ts';
import { assertRecent, type ContractGround, kindOf, valueIn } from './contract-ground.ts';

const MISSING = 'there-is-no-such-thing';

/** What a reader must tell of when records were written. */
export const expectRecordTimes = (ground: () => ContractGround): void => {
	it('tells when a record was written, whatever the codec', async () => {
		const positions = [...ground().codecs.values()].map(topic => ({ topic, partition: 0, offset: 37n }));
		assert.deepEqual([...ground().codecs.keys()].sort(), ['gzip', 'lz4', 'none', 'snappy', 'zstd']);
		const times = await ground().reader.readRecordTimes(positions);
		for (const [codec, topic] of ground().codecs) {
			const time = valueIn(times.get(partitionKey(topic, 0)));
			assert.equal(time.offset, 37n, codec);
			assertRecent(ground(), time.timestampMs);
			// The broker's own index agrees: the first record at that time is this one or one written in the same millisecond.
			const byTime = await ground().reader.readOffsets([{ topic, partition: 0, target: time.timestampMs }]);
			const { offset, timestampMs } = valueIn(byTime.get(partitionKey(topic, 0)));
			assert.ok(offset !== null && offset <= 37n, codec);
			assert.equal(timestampMs, time.timestampMs, codec);
		}
	});

	it('tells the broker’s time where the topic keeps that', async () => {
		const key = partitionKey(ground().appendTimeTopic, 0);
		const position = { topic: ground().appendTimeTopic, partition: 0, offset: 20n };
		const time = valueIn((await ground().reader.readRecordTimes([position])).get(key));
		assert.equal(time.offset, 20n);
		const byTime = await ground().reader.readOffsets([{ topic: ground().appendTimeTopic, partition: 0, target: time.timestampMs }]);
		assert.equal(valueIn(byTime.get(key)).timestampMs, time.timestampMs);
	});

	it('takes the next record where compaction took the one at the offset', async () => {
		const key = partitionKey(ground().compactedTopic, 0);
		const time = valueIn((await ground().reader.readRecordTimes([{ topic: ground().compactedTopic, partition: 0, offset: 0n }])).get(key));
		assert.ok(time.offset > 0n);
		assertRecent(ground(), time.timestampMs);
	});

	it('says what it cannot tell of a record: none at the end, out of range beyond, none of a missing topic', async () => {
		const end =
			valueIn(
				(await ground().reader.readOffsets([{ topic: ground().topic, partition: 0, target: 'latest' }])).get(
					partitionKey(ground().topic, 0),
				),
			).offset ?? 0n;
		const at = async (topic: string, partition: number, offset: bigint) =>
			(await ground().reader.readRecordTimes([{ topic, partition, offset }])).get(partitionKey(topic, partition));
		assert.equal(kindOf(await at(ground().topic, 0, end)), 'incomplete');
		assert.equal(kindOf(await at(ground().topic, 0, end + 1000n)), 'incomplete');
		assert.equal(kindOf(await at(MISSING, 0, 0n)), 'notFound');
	});
};
