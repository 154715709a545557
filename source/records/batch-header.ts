/**
 * Kafka's record batch, message format v2 (Kafka ≥ 0.11). Numbers are big endian.
 *
 *  0 baseOffset int64 · 8 batchLength int32 (bytes after this field) · 12 partitionLeaderEpoch int32 · 16 magic int8 (2)
 * 17 crc uint32 · 21 attributes int16 · 23 lastOffsetDelta int32 · 27 baseTimestamp int64 · 35 maxTimestamp int64
 * 43 producerId int64 · 51 producerEpoch int16 · 53 baseSequence int32 · 57 recordsCount int32 · 61 records
 *
 * attributes: bits 0–2 compression (0 none, 1 gzip, 2 snappy, 3 lz4, 4 zstd) · bit 3 timestamps are LogAppendTime
 * · bit 4 transactional · bit 5 control batch · bit 6 delete horizon set
 */
export type BatchHeader = {
	readonly baseOffset: bigint;
	readonly lastOffset: bigint;
	readonly magic: number;
	readonly compression: number;
	readonly isLogAppendTime: boolean;
	readonly isTransactional: boolean;
	readonly isControl: boolean;
	readonly baseTimestampMs: number;
	readonly maxTimestampMs: number;
	/** -1 where the producer is neither idempotent nor transactional. */
	readonly producerId: bigint;
	readonly recordsCount: number;
	/** Where the records start, and where the next batch would, in the buffer the header was read from. */
	readonly recordsAt: number;
	readonly end: number;
};

/** Bytes in front of the records. */
export const BATCH_OVERHEAD = 61;
/** Bytes of baseOffset and batchLength, which batchLength does not count. */
const LOG_OVERHEAD = 12;

/** Reads the header at `at`; undefined where the batch is cut off, as the last one of a Fetch answer may be. */
export const readBatchHeader = (bytes: Buffer, at: number): BatchHeader | undefined => {
	if (at + BATCH_OVERHEAD > bytes.length) return undefined;
	const length = bytes.readInt32BE(at + 8);
	const end = at + LOG_OVERHEAD + length;
	if (length < BATCH_OVERHEAD - LOG_OVERHEAD || end > bytes.length) return undefined;
	const attributes = bytes.readInt16BE(at + 21);
	const baseOffset = bytes.readBigInt64BE(at);
	return {
		baseOffset,
		lastOffset: baseOffset + BigInt(bytes.readInt32BE(at + 23)),
		magic: bytes.readInt8(at + 16),
		compression: attributes & 7,
		isLogAppendTime: (attributes & 8) !== 0,
		isTransactional: (attributes & 16) !== 0,
		isControl: (attributes & 32) !== 0,
		baseTimestampMs: Number(bytes.readBigInt64BE(at + 27)),
		maxTimestampMs: Number(bytes.readBigInt64BE(at + 35)),
		producerId: bytes.readBigInt64BE(at + 43),
		recordsCount: bytes.readInt32BE(at + 57),
		recordsAt: at + BATCH_OVERHEAD,
		end,
	};
};
