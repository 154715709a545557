/** Where a copy goes. Always the same place for the same original: that is what lets a run that was killed find out what it has written. */
import type { Placement } from '../../model/change.ts';

type Original = { readonly partition: number; readonly offset: bigint; readonly key: Buffer | null };

/** Originals without a key stay together in runs of so many, as the Java client keeps them together in a batch. */
const KEYLESS_RUN = 256n;

export const placeOf = ({ partition, offset, key }: Original, placement: Placement, partitions: number): number => {
	if (placement === 'keep') return partition;
	if (key === null) return Number((BigInt(partition) + offset / KEYLESS_RUN) % BigInt(partitions));
	return (murmur2(key) & 0x7fffffff) % partitions;
};

/** Kafka's hash of keys (org.apache.kafka.common.utils.Utils.murmur2), as a signed 32-bit number. */
export const murmur2 = (bytes: Buffer): number => {
	const mix = 0x5bd1e995;
	let hash = 0x9747b28c ^ bytes.length;
	const words = bytes.length >> 2;
	for (let i = 0; i < words; i++) {
		let word = Math.imul(bytes.readInt32LE(i * 4), mix);
		word = Math.imul(word ^ (word >>> 24), mix);
		hash = Math.imul(hash, mix) ^ word;
	}
	const rest = words * 4;
	const left = bytes.length & 3;
	if (left === 3) hash ^= bytes[rest + 2]! << 16;
	if (left >= 2) hash ^= bytes[rest + 1]! << 8;
	if (left >= 1) hash = Math.imul(hash ^ bytes[rest]!, mix);
	hash = Math.imul(hash ^ (hash >>> 13), mix);
	return hash ^ (hash >>> 15);
};
