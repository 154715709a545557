/** A limit of bytes a second for what has been taken already: whoever took much waits before taking more. */
export type ByteRate = {
	readonly took: (bytes: number) => void;
	/** Milliseconds to wait before the next bytes may be asked for. */
	readonly waitMs: () => number;
};

/** After a pause at most this much may come at once, in milliseconds of the rate. */
const MOST_SAVED_MS = 250;

export const byteRate = (bytesPerSecond: number | null, now: () => number = () => performance.now()): ByteRate => {
	if (bytesPerSecond === null) return { took: () => {}, waitMs: () => 0 };
	let freeAtMs = 0;
	return {
		took: bytes => {
			freeAtMs = Math.max(freeAtMs, now() - MOST_SAVED_MS) + (bytes / bytesPerSecond) * 1000;
		},
		waitMs: () => Math.max(0, freeAtMs - now()),
	};
};
