import { pipeReader } from './pipe-reader.ts';

/** How often a pipe is asked whether anybody reads it. */
const READER_CHECK_MS = 500;

/** A signal that aborts with Ctrl+C, or when nobody reads what is printed any more. */
export const watchReader = (interrupted: AbortSignal) => {
	const gone = new AbortController();
	const isReaderGone = pipeReader();
	const timer = setInterval(() => {
		if (isReaderGone()) gone.abort();
	}, READER_CHECK_MS);
	timer.unref();
	return { signal: AbortSignal.any([interrupted, gone.signal]), isGone: () => gone.signal.aborted, end: () => clearInterval(timer) };
};
