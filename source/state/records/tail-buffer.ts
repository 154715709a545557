/**
 * What a tail holds: the newest records while it runs; paused, also all that come after, as long as the bytes last. Beyond that they are
 * counted as passed over (they stay in the log). Pure.
 */
import { type RecordRow, rowBytes } from './record-row.ts';

export type TailLimits = { readonly liveRows: number; readonly liveBytes: number; readonly pausedBytes: number };

export const TAIL_LIMITS: TailLimits = { liveRows: 2_000, liveBytes: 16 * 1024 * 1024, pausedBytes: 64 * 1024 * 1024 };

export class TailBuffer {
	readonly #limits: TailLimits;
	/** Oldest first, from `#start` on: taking from the front of a long list again and again would cost more than the records do. */
	#rows: RecordRow[] = [];
	#start = 0;
	#bytes = 0;
	#isPaused = false;
	#arrived = 0;
	#passedOver = 0;

	constructor(limits: TailLimits = TAIL_LIMITS) {
		this.#limits = limits;
	}

	add(row: RecordRow): void {
		const bytes = rowBytes(row);
		if (this.#isPaused) {
			this.#arrived++;
			if (this.#passedOver > 0 || this.#bytes + bytes > this.#limits.pausedBytes) {
				this.#passedOver++;
				return;
			}
		}
		this.#rows.push(row);
		this.#bytes += bytes;
		if (!this.#isPaused) this.#drop();
	}

	pause(): void {
		this.#isPaused = true;
		this.#arrived = 0;
		this.#passedOver = 0;
	}

	/** Goes on with the newest; returns how many records were passed over in the pause. */
	resume(): number {
		this.#isPaused = false;
		const passedOver = this.#passedOver;
		this.#arrived = 0;
		this.#passedOver = 0;
		this.#drop();
		return passedOver;
	}

	/** Newest first. */
	rows(): readonly RecordRow[] {
		return this.#rows.slice(this.#start).reverse();
	}

	get isPaused(): boolean {
		return this.#isPaused;
	}

	/** Records that came since the pause began. */
	get arrived(): number {
		return this.#arrived;
	}

	/** Those of them that are not held. */
	get passedOver(): number {
		return this.#passedOver;
	}

	#drop(): void {
		const { liveRows, liveBytes } = this.#limits;
		while (this.#rows.length - this.#start > 1 && (this.#rows.length - this.#start > liveRows || this.#bytes > liveBytes))
			this.#bytes -= rowBytes(this.#rows[this.#start++]!);
		if (this.#start <= liveRows) return;
		this.#rows = this.#rows.slice(this.#start);
		this.#start = 0;
	}
}
