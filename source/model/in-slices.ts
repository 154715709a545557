/** As long as a loop may keep the processor to itself: half a frame, so that a key pressed meanwhile is answered as if nothing ran. */
const SLICE_MS = 8;
/** Looking at the clock for every item would cost as much as many items do. */
const ITEMS_A_LOOK = 64;

const breath = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/** Calls a function for each item and lets waiting keys and answers pass in between. Rejects as soon as the signal says so. */
export const eachInSlices = async <T>(items: Iterable<T>, visit: (item: T) => void, signal?: AbortSignal): Promise<void> => {
	let sliceEnd = performance.now() + SLICE_MS;
	let untilLook = ITEMS_A_LOOK;
	for (const item of items) {
		visit(item);
		if (--untilLook > 0) continue;
		untilLook = ITEMS_A_LOOK;
		if (performance.now() < sliceEnd) continue;
		await breath();
		signal?.throwIfAborted();
		sliceEnd = performance.now() + SLICE_MS;
	}
};

/** Runs work that pauses by itself (`yield`) and lets waiting keys and answers pass in between. */
export const runInSlices = async <R>(work: Iterator<void, R>): Promise<R> => {
	let sliceEnd = performance.now() + SLICE_MS;
	for (let step = work.next(); ; step = work.next()) {
		if (step.done) return step.value;
		if (performance.now() < sliceEnd) continue;
		await breath();
		sliceEnd = performance.now() + SLICE_MS;
	}
};

/** Maps a long list and lets waiting keys and answers pass in between. */
export const mapInSlices = async <T, R>(items: readonly T[], map: (item: T) => R, signal?: AbortSignal): Promise<R[]> => {
	const mapped: R[] = [];
	await eachInSlices(items, item => mapped.push(map(item)), signal);
	return mapped;
};
