const ROUND_BYTES = 256 * 1024;
/** Buffers that are kept for the next answer. */
const MOST_KEPT = 8;

/** A buffer for one answer; given back when nothing that was read from it is looked at any more. */
export type PooledFrame = { readonly bytes: Buffer; readonly release: () => void };

/** Lends the buffers that answers are received into: a search of gigabytes would else leave gigabytes to the garbage collector. */
export class FramePool {
	readonly #free: Buffer[] = [];

	take(length: number): PooledFrame {
		const at = this.#free.findIndex(buffer => buffer.length >= length);
		// Slow: a slice of Node's shared pool would keep that alive.
		const whole = at >= 0 ? this.#free.splice(at, 1)[0]! : Buffer.allocUnsafeSlow(Math.ceil(length / ROUND_BYTES) * ROUND_BYTES);
		let isLent = true;
		return {
			bytes: whole.subarray(0, length),
			release: () => {
				if (isLent && this.#free.length < MOST_KEPT) this.#free.push(whole);
				isLent = false;
			},
		};
	}
}
