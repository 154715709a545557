/** Bytes to look for in unpacked batches before any record is read. */
export type Needle = {
	readonly bytes: Buffer;
	/** Where the bytes first occur at or after `from`; -1 where they do not. */
	readonly find: (haystack: Buffer, from: number) => number;
};

/** V8 searches for fewer than 8 bytes with memchr, at two to three times the speed of its search for more. */
const QUICK_BYTES = 7;
/** Bytes of the first haystack that tell which bytes are common. */
const SAMPLE_BYTES = 65_536;

/** Makes a search for bytes, at least one. The rarest part of a long needle is looked for first, then the rest is compared. */
export const needleOf = (bytes: Buffer): Needle => {
	if (bytes.length <= QUICK_BYTES) return { bytes, find: (haystack, from) => haystack.indexOf(bytes, from) };
	let quick: { readonly bytes: Buffer; readonly at: number } | undefined;
	return {
		bytes,
		find: (haystack, from) => {
			quick ??= rarestPart(bytes, haystack);
			for (let at = haystack.indexOf(quick.bytes, from + quick.at); at >= 0; at = haystack.indexOf(quick.bytes, at + 1)) {
				const start = at - quick.at;
				if (start + bytes.length > haystack.length) return -1;
				if (haystack.compare(bytes, 0, bytes.length, start, start + bytes.length) === 0) return start;
			}
			return -1;
		},
	};
};

/** The run of seven bytes whose first byte is rarest: memchr stops at every one of those. */
const rarestPart = (bytes: Buffer, sample: Buffer) => {
	const counts = new Uint32Array(256);
	const length = Math.min(sample.length, SAMPLE_BYTES);
	for (let i = 0; i < length; i++) counts[sample[i]!]!++;
	let best = 0;
	for (let at = 1; at + QUICK_BYTES <= bytes.length; at++) if (counts[bytes[at]!]! < counts[bytes[best]!]!) best = at;
	return { bytes: bytes.subarray(best, best + QUICK_BYTES), at: best };
};
