import { BadFrame } from './bad-frame.ts';

/** Kafka's own limit is 100 MiB; nothing that the sandbox is for sends more than this. */
export const MOST_REQUEST_BYTES = 16 * 1024 * 1024;

/**
 * Cuts a stream into frames (int32 length, then as many bytes). Memory grows with what came, never with what a length claims.
 * Throws BadFrame for a length that no request has.
 */
export async function* framesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	let held: Buffer[] = [];
	let heldBytes = 0;
	for await (const chunk of chunks) {
		held.push(chunk);
		heldBytes += chunk.length;
		if (heldBytes < neededBytes(held, heldBytes)) continue;
		let bytes = held.length === 1 ? chunk : Buffer.concat(held);
		for (let needed = neededBytes([bytes], bytes.length); bytes.length >= needed; needed = neededBytes([bytes], bytes.length)) {
			yield bytes.subarray(4, needed);
			bytes = bytes.subarray(needed);
		}
		held = bytes.length > 0 ? [bytes] : [];
		heldBytes = bytes.length;
	}
}

/** Bytes of the first frame with its length, as far as that is known. */
const neededBytes = (held: readonly Buffer[], heldBytes: number): number => {
	if (heldBytes < 4) return 4;
	const first = held[0] as Buffer;
	const start = first.length >= 4 ? first : Buffer.concat(held);
	const length = start.readInt32BE(0);
	if (length < 8 || length > MOST_REQUEST_BYTES) throw new BadFrame(`a request of ${length} bytes`);
	return 4 + length;
};
