type Waiting<T> = { readonly event: T; readonly bytes: number; readonly release: (() => void) | undefined };

/** Hands events from several writers to one reader; writers wait while more bytes lie in it than it may hold. */
export class EventQueue<T> {
	readonly #mostBytes: number;
	readonly #events: Waiting<T>[] = [];
	#taken: Waiting<T> | undefined;
	#bytes = 0;
	#wakeReader: (() => void) | undefined;
	#wakeWriters: (() => void)[] = [];
	#end: { readonly error: unknown } | undefined;

	constructor(mostBytes: number) {
		this.#mostBytes = mostBytes;
	}

	/** `release` is called once the reader is done with the event, which is when it asks for the next. */
	push(event: T, bytes = 0, release?: () => void): void {
		if (this.#end !== undefined) return;
		this.#events.push({ event, bytes, release });
		this.#bytes += bytes;
		this.#wake();
	}

	/** Ends the reader's iteration once it has taken what is there, or with an error. */
	end(error?: unknown): void {
		this.#end ??= { error };
		this.#wake();
		this.#free();
	}

	/** Forgets what is there: nobody reads it any more. */
	clear(): void {
		this.#events.length = 0;
		this.#bytes = 0;
		this.#free();
	}

	/** Resolves when there is room for more, or when the queue has ended. */
	async room(): Promise<void> {
		while (this.#bytes >= this.#mostBytes && this.#end === undefined) await new Promise<void>(resolve => this.#wakeWriters.push(resolve));
	}

	/** The next event; undefined after the end. */
	async take(): Promise<T | undefined> {
		this.#taken?.release?.();
		this.#taken = undefined;
		for (;;) {
			const next = this.#events.shift();
			if (next !== undefined) {
				this.#taken = next;
				this.#bytes -= next.bytes;
				if (this.#bytes < this.#mostBytes) this.#free();
				return next.event;
			}
			if (this.#end !== undefined) {
				if (this.#end.error !== undefined) throw this.#end.error;
				return undefined;
			}
			await new Promise<void>(resolve => {
				this.#wakeReader = resolve;
			});
		}
	}

	#wake(): void {
		this.#wakeReader?.();
		this.#wakeReader = undefined;
	}

	#free(): void {
		const waiting = this.#wakeWriters;
		this.#wakeWriters = [];
		for (const wake of waiting) wake();
	}
}
