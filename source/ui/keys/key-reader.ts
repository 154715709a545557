/**
 * The one owner of standard input. Ink reads stdin only after a component asked it for raw mode; no component of ours does,
 * so this is the only reader and no key can be taken by somebody else.
 */
import { createKeyParser, type KeyEvent } from './parse-keys.ts';

/** Is the part of a terminal's input stream the reader needs. */
export type KeySource = {
	readonly on: {
		(event: 'data', listener: (chunk: Uint8Array | string) => void): unknown;
		(event: 'end' | 'close' | 'error', listener: () => void): unknown;
	};
	readonly off: {
		(event: 'data', listener: (chunk: Uint8Array | string) => void): unknown;
		(event: 'end' | 'close' | 'error', listener: () => void): unknown;
	};
	readonly setRawMode?: (isRaw: boolean) => unknown;
	readonly resume?: () => unknown;
	readonly pause?: () => unknown;
	readonly ref?: () => unknown;
	readonly unref?: () => unknown;
};

/** Reads keys between start and stop; stopping gives the terminal back, for $EDITOR or the end of the program. */
export type KeyReader = {
	readonly start: () => void;
	readonly stop: () => void;
};

/** Waiting this long tells a lone Escape from the beginning of a sequence; ssh cuts sequences across packets, so not shorter. */
const escapeMs = 30;

/** Makes a reader that calls `onKeys` with all the keys of one chunk at once. `onEnd` is told when the terminal has gone away. */
export const createKeyReader = (
	source: KeySource,
	{ onKeys, onEnd }: { readonly onKeys: (events: readonly KeyEvent[]) => void; readonly onEnd?: () => void },
): KeyReader => {
	let parser = createKeyParser();
	let timer: NodeJS.Timeout | undefined;
	let isStarted = false;
	const deliver = (events: readonly KeyEvent[]): void => {
		if (events.length > 0) onKeys(events);
	};
	const onData = (chunk: Uint8Array | string): void => {
		clearTimeout(timer);
		deliver(parser.push(chunk));
		if (isStarted && parser.isWaiting()) timer = setTimeout(() => deliver(parser.flush()), escapeMs);
	};
	const ended = (): void => onEnd?.();
	return {
		start: () => {
			if (isStarted) return;
			isStarted = true;
			parser = createKeyParser();
			source.setRawMode?.(true);
			source.on('data', onData);
			source.on('end', ended);
			source.on('close', ended);
			// A terminal that has gone answers a read with EIO.
			source.on('error', ended);
			source.ref?.();
			source.resume?.();
		},
		stop: () => {
			if (!isStarted) return;
			isStarted = false;
			clearTimeout(timer);
			source.off('data', onData);
			source.off('end', ended);
			source.off('close', ended);
			source.off('error', ended);
			source.pause?.();
			source.setRawMode?.(false);
			source.unref?.();
		},
	};
};
