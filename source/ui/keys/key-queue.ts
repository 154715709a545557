/**
 * Hands keys to the layers one by one. Keys that arrive together (a fast typist over ssh, key repeat after a stall) must meet the screen as
 * it is after the key before: `/ord` types "ord" into the filter that `/` opens. Only runs of one movement key share a frame.
 */
import type { DispatchResult, KeyLayers } from './key-layers.ts';
import type { KeyEvent } from './parse-keys.ts';

/** Accepts keys in the order typed. */
export type KeyQueue = {
	readonly push: (events: readonly KeyEvent[]) => void;
	/** Resolves when all keys pushed so far were handled. */
	readonly idle: () => Promise<void>;
};

const chordOf = (event: KeyEvent): string => (event.kind === 'key' ? event.chord : '');

/**
 * Makes a queue in front of the layers. `onResult` hears what became of each key, to say why one was refused; `afterRender` resolves when
 * what the key before has changed is on the screen and its layers are on the stack.
 */
export const createKeyQueue = (
	layers: KeyLayers,
	onResult: (result: DispatchResult) => void,
	afterRender: () => Promise<void>,
): KeyQueue => {
	const waiting: KeyEvent[] = [];
	let running: Promise<void> | undefined;

	const drain = async (): Promise<void> => {
		for (;;) {
			const event = waiting.shift();
			if (event === undefined) return;
			const result = layers.dispatch(event);
			onResult(result);
			const next = waiting[0];
			const isRepeated =
				next !== undefined && result.kind === 'ran' && result.action.isMovement === true && chordOf(next) === chordOf(event);
			// Also after the last one: the next may come in a chunk of its own before this one is drawn.
			if (!isRepeated && result.kind !== 'ignored') await afterRender();
		}
	};
	const start = (): void => {
		running ??= drain().finally(() => {
			running = undefined;
			if (waiting.length > 0) start();
		});
	};
	return {
		push: events => {
			waiting.push(...events);
			start();
		},
		idle: async () => {
			while (running !== undefined) await running;
		},
	};
};
