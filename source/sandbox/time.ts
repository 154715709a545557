/** Time as the sandbox lives it: real, or driven by a test. */
export type SandboxTime = {
	/** Epoch milliseconds. */
	readonly now: () => number;
	/** Runs something once after `ms`; the returned function calls it off. */
	readonly after: (ms: number, run: () => void) => () => void;
};

/** The machine's own time. Its timers keep no process alive: open sockets do. */
export const realTime: SandboxTime = {
	now: () => Date.now(),
	after: (ms, run) => {
		const timer = setTimeout(run, ms);
		timer.unref();
		return () => clearTimeout(timer);
	},
};

/** Runs something again and again until the returned function is called. */
export const every = (time: SandboxTime, ms: number, run: () => void): (() => void) => {
	let cancel = time.after(ms, function tick() {
		cancel = time.after(ms, tick);
		run();
	});
	return () => cancel();
};

type Planned = { readonly atMs: number; readonly run: () => void };

/** Time that stands still until it is moved; what falls due on the way runs at its own moment, in order. */
export class DrivenTime implements SandboxTime {
	#nowMs: number;
	#planned: Planned[] = [];

	constructor(startMs: number) {
		this.#nowMs = startMs;
	}

	readonly now = (): number => this.#nowMs;

	readonly after = (ms: number, run: () => void): (() => void) => {
		const planned: Planned = { atMs: this.#nowMs + ms, run };
		this.#planned.push(planned);
		return () => {
			this.#planned = this.#planned.filter(p => p !== planned);
		};
	};

	advance(ms: number): void {
		const until = this.#nowMs + ms;
		for (;;) {
			const next = this.#planned.reduce<Planned | undefined>(
				(first, p) => (first === undefined || p.atMs < first.atMs ? p : first),
				undefined,
			);
			if (next === undefined || next.atMs > until) break;
			this.#planned = this.#planned.filter(p => p !== next);
			this.#nowMs = Math.max(this.#nowMs, next.atMs);
			next.run();
		}
		this.#nowMs = until;
	}
}
