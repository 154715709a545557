/** Waits `ms`, or until the signal aborts; resolves either way. */
export const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
	new Promise(resolve => {
		if (signal?.aborted) return resolve();
		const done = () => {
			clearTimeout(timer);
			signal?.removeEventListener('abort', done);
			resolve();
		};
		const timer = setTimeout(done, Math.max(0, ms));
		signal?.addEventListener('abort', done, { once: true });
	});
