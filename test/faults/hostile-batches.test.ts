/** Record sets with changed bytes, whatever the codec: they are walked to their end, and what cannot be read has its reason. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crc32c } from '../../source/records/crc32c.ts';
import { encodeBatch } from '../../source/records/encode-batch.ts';
import { firstRecordTime } from '../../source/records/first-record-time.ts';
import { needleOf } from '../../source/records/needle.ts';
import { detached, type RecordView } from '../../source/records/record-view.ts';
import { emptyTally, scanRecordSet } from '../../source/records/scan-record-set.ts';
import { type Codec, compressedBatch } from '../helpers/compressed-batch.ts';
import { type Random, seeded } from '../protocol/random-message.ts';
import { fuzzPlan } from './fuzz-plan.ts';

const CODECS: readonly Codec[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd'];
const HEADER_BYTES = 61;
const TOPIC = { topic: 't', partition: 0, fromOffset: 0n, endOffset: null, aborted: [{ producerId: 1n, firstOffset: 0n }] } as const;
const NEEDLES = [null, needleOf(Buffer.from('value 3'))];

/** Three batches, of which one is spoiled; its checksum may be made right again, so that what is behind it is reached. */
const spoiledSet = (random: Random): Buffer => {
	const batches = [0, 1, 2].map(i => {
		const records = Array.from({ length: 1 + random(20) }, (_, n) => ({
			key: random(3) === 0 ? null : Buffer.from(`key ${n}`),
			value: random(5) === 0 ? null : Buffer.from(`value ${n} `.repeat(random(30))),
			timestampMs: 1_790_000_000_000 + n,
			headers: random(2) === 0 ? [] : [{ name: 'h', value: Buffer.from('x') }],
		}));
		return compressedBatch(encodeBatch(records, { baseOffset: BigInt(i * 100) }), CODECS[random(CODECS.length)] as Codec);
	});
	const bad = batches[random(batches.length)] as Buffer;
	const from = random(2) === 0 ? 0 : HEADER_BYTES;
	for (let i = random(8); i >= 0; i--) bad[from + random(bad.length - from)] = [0, 1, 0x7f, 0x80, 0xff, random(256)][random(6)] as number;
	if (random(3) > 0) bad.writeUInt32BE(crc32c(bad.subarray(21)), 17);
	const set = Buffer.concat(batches);
	return random(4) === 0 ? set.subarray(0, random(set.length)) : set;
};

const isBroken = (error: unknown): boolean => error instanceof Error && error.name === 'BrokenRecord';

describe('spoiled record sets', () => {
	const { rounds, seed } = fuzzPlan(1000);
	it(`are walked to their end (seed ${seed}, ${rounds} rounds)`, () => {
		const random = seeded(seed);
		let unread = 0;
		let read = 0;
		for (let round = 0; round < rounds; round++) {
			const set = spoiledSet(random);
			for (const needle of NEEDLES)
				try {
					const tally = emptyTally();
					const visit = (view: RecordView): void => {
						read++;
						try {
							detached(view);
						} catch (error) {
							if (!isBroken(error)) throw error;
						}
					};
					let steps = 0;
					for (const _upTo of scanRecordSet({ ...TOPIC, bytes: set }, { needle, verifies: random(2) === 0 }, tally, visit)) steps++;
					assert.ok(steps <= set.length / 12 + 1);
					for (const { reason } of tally.unread) assert.match(reason, /\S{3}/);
					unread += tally.unread.length;
				} catch (error) {
					assert.fail(`round ${round} of seed ${seed}: ${(error as Error).stack} ${set.toString('hex')}`);
				}
			try {
				firstRecordTime(set, BigInt(random(300)));
			} catch (error) {
				assert.ok(error instanceof Error && error.message !== '', `round ${round} of seed ${seed}`);
			}
		}
		assert.ok(read > rounds && unread > rounds / 10, `${read} read, ${unread} unread`);
	});
});
