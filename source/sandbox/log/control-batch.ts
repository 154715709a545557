import { crc32c } from '../../records/crc32c.ts';
import { encodeBatch } from '../../records/encode-batch.ts';

/** Bits 4 and 5 of a batch's attributes: transactional, control. */
const MARKER_ATTRIBUTES = 0x30;

/**
 * The batch that ends a transaction on a partition: one record
 *
 *   key = int16 version (0), int16 type (0 abort, 1 commit) · value = int16 version (0), int32 coordinator epoch
 */
export const markerBatch = (producer: { readonly id: bigint; readonly epoch: number }, isCommit: boolean, timestampMs: number): Buffer => {
	const batch = encodeBatch([{ key: Buffer.of(0, 0, 0, isCommit ? 1 : 0), value: Buffer.alloc(6), timestampMs }], { baseOffset: 0n });
	batch.writeInt16BE(MARKER_ATTRIBUTES, 21);
	batch.writeBigInt64BE(producer.id, 43);
	batch.writeInt16BE(producer.epoch, 51);
	batch.writeUInt32BE(crc32c(batch.subarray(21)), 17);
	return batch;
};
