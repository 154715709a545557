import { Failure } from '../model/failure.ts';

/** A moment after which waiting ends, together with the caller's signal: every wait in this folder is bound by one. */
export class Deadline {
	readonly #atMs: number;
	readonly #signal: AbortSignal | undefined;

	constructor(ms: number, signal?: AbortSignal) {
		this.#atMs = performance.now() + ms;
		this.#signal = signal;
	}

	get signal(): AbortSignal | undefined {
		return this.#signal;
	}

	/** Milliseconds left, never negative. */
	remainingMs(): number {
		return Math.max(0, this.#atMs - performance.now());
	}

	/** The same deadline, or one `ms` from now if that comes first. */
	atMost(ms: number): Deadline {
		return ms >= this.remainingMs() ? this : new Deadline(ms, this.#signal);
	}

	/** Resolves as `work` does; rejects with a timeout Failure when the deadline comes first, with the signal's reason when it aborts. */
	bound<T>(work: Promise<T>): Promise<T> {
		const signal = this.#signal;
		if (signal?.aborted) {
			void work.catch(() => {});
			return Promise.reject(signal.reason);
		}
		return new Promise<T>((resolve, reject) => {
			const left = this.remainingMs();
			const settle = () => {
				clearTimeout(timer);
				signal?.removeEventListener('abort', onAbort);
			};
			const onAbort = () => {
				settle();
				reject(signal?.reason);
			};
			const timer = setTimeout(() => {
				settle();
				reject(new Failure('timeout', `No answer within ${Math.round(left)} ms.`));
			}, left);
			signal?.addEventListener('abort', onAbort, { once: true });
			work.then(
				value => {
					settle();
					resolve(value);
				},
				error => {
					settle();
					reject(error);
				},
			);
		});
	}

	/** Waits `ms`, or until the deadline when that comes first; rejects with the signal's reason when it aborts. Leaves no timer behind. */
	async pause(ms: number): Promise<void> {
		let timer: NodeJS.Timeout | undefined;
		try {
			await this.bound(
				new Promise<void>(resolve => {
					timer = setTimeout(resolve, Math.min(ms, Math.max(0, this.remainingMs() - 1)));
				}),
			);
		} finally {
			clearTimeout(timer);
		}
	}
}
