import { BATCH_OVERHEAD } from './batch-header.ts';

/** Bytes up to and with the magic byte, which stands at the same place in all formats. */
const LEAST_BYTES = 17;
const LOG_OVERHEAD = 12;
/** A message of format v0: offset, size, crc, magic, attributes, two lengths of -1. */
const LEAST_OLD_LENGTH = 14;

/** What the first bytes of a batch, or of a message of an older format, say; numbers so that a scan makes no objects of its own. */
export type BatchSpan = {
	/** 2, or 0 and 1 for message formats before Kafka 0.11: one message each, perhaps with packed ones inside. */
	readonly magic: number;
	/** Offset after the batch's last one. */
	readonly nextOffset: bigint;
	readonly end: number;
};

/** Reads where the batch at `at` ends and which offsets it reaches; undefined where it is cut off, as the last one of a Fetch may be. */
export const readBatchSpan = (bytes: Buffer, at: number): BatchSpan | undefined => {
	if (at + LEAST_BYTES > bytes.length) return undefined;
	const length = bytes.readInt32BE(at + 8);
	const end = at + LOG_OVERHEAD + length;
	const magic = bytes[at + 16]!;
	if (length < (magic < 2 ? LEAST_OLD_LENGTH : BATCH_OVERHEAD - LOG_OVERHEAD) || end > bytes.length) return undefined;
	const offset = bytes.readBigInt64BE(at);
	// A packed message of an old format carries the offset of the last one inside.
	return { magic, nextOffset: offset + (magic < 2 ? 0n : BigInt(bytes.readInt32BE(at + 23))) + 1n, end };
};

/** The offset to fetch next after a record set, and how many of its bytes are whole batches; undefined offset where there is none. */
export const wholeBatches = (bytes: Buffer): { readonly nextOffset: bigint | undefined; readonly length: number } => {
	let nextOffset: bigint | undefined;
	let length = 0;
	for (;;) {
		const span = readBatchSpan(bytes, length);
		if (span === undefined) return { nextOffset, length };
		nextOffset = span.nextOffset;
		length = span.end;
	}
};
