import { crc32c } from '../../source/records/crc32c.ts';
import { encodeBatch } from '../../source/records/encode-batch.ts';

/** One record as a transactional producer sends it. */
export const transactionalBatch = (
	{ producerId, producerEpoch }: { readonly producerId: bigint; readonly producerEpoch: number },
	sequence: number,
	value: string,
): Buffer => {
	const batch = encodeBatch([{ key: null, value: Buffer.from(value), timestampMs: 1_790_000_000_000 }], { baseOffset: 0n });
	batch.writeInt16BE(0x10, 21);
	batch.writeBigInt64BE(producerId, 43);
	batch.writeInt16BE(producerEpoch, 51);
	batch.writeInt32BE(sequence, 53);
	batch.writeUInt32BE(crc32c(batch.subarray(21)), 17);
	return batch;
};
