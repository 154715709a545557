/** Something that changes and can be looked at; listeners hear of it at a pace that leaves keys and terminal room. */
export class Observed<T> {
	#value: T;
	readonly #listeners = new Set<() => void>();

	constructor(value: T) {
		this.#value = value;
	}

	readonly snapshot = (): T => this.#value;

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	protected publish(value: T): void {
		this.#value = value;
		for (const listener of this.#listeners) listener();
	}
}

/** Runs work soon, however often it is asked for: never twice within the pace, never twice at once. */
export const paced = (work: () => void | Promise<void>, paceMs: number): { readonly soon: () => void; readonly stop: () => void } => {
	let timer: NodeJS.Timeout | undefined;
	let lastMs = Number.NEGATIVE_INFINITY;
	let isWorking = false;
	let isWanted = false;
	const run = async (): Promise<void> => {
		timer = undefined;
		isWorking = true;
		lastMs = performance.now();
		await work();
		isWorking = false;
		if (isWanted) soon();
	};
	const soon = (): void => {
		isWanted = isWorking;
		if (isWorking || timer !== undefined) return;
		timer = setTimeout(run, Math.max(0, lastMs + paceMs - performance.now()));
		timer.unref();
	};
	return {
		soon,
		stop: () => {
			clearTimeout(timer);
			timer = undefined;
		},
	};
};

/** Lets keys and sockets in between stretches of work. */
export const breather = (): (() => Promise<void>) => {
	let last = performance.now();
	return async () => {
		if (performance.now() - last < 8) return;
		await new Promise(resolve => setImmediate(resolve));
		last = performance.now();
	};
};
