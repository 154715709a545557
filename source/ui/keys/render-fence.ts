/**
 * Tells when React has taken in what was changed so far. Turns of the event loop do not: on a busy machine React's scheduler puts a render
 * off, and the next key would meet the screen as it was before – an enter that opens a row would be swallowed by the line it follows.
 */
import { useLayoutEffect, useState } from 'react';

export type RenderFence = {
	/** Resolves when all that was set before the call is rendered and its layout effects ran; at once where nothing is mounted. */
	readonly afterRender: () => Promise<void>;
	/** Lets those go on who wait. */
	readonly pass: () => void;
	/** Says how to ask for a render; undefined where nothing is mounted any more. */
	readonly mount: (ask: (() => void) | undefined) => void;
};

/** Makes a fence; it works while a `FencePost` of it is mounted. */
export const createRenderFence = (): RenderFence => {
	let waiting: (() => void)[] = [];
	let askForRender: (() => void) | undefined;
	const pass = (): void => {
		const passed = waiting;
		waiting = [];
		for (const resolve of passed) resolve();
	};
	return {
		pass,
		mount: ask => {
			askForRender = ask;
			if (ask === undefined) pass();
		},
		afterRender: () =>
			new Promise(resolve => {
				if (askForRender === undefined) {
					resolve();
					return;
				}
				waiting.push(resolve);
				askForRender();
			}),
	};
};

/** Draws nothing; stands beside the app, in the same root. */
export const FencePost = ({ fence }: { readonly fence: RenderFence }): null => {
	const [count, setCount] = useState(0);
	// React renders updates of one moment together, so this one is never before those of the key.
	// biome-ignore lint/correctness/useExhaustiveDependencies: it runs because the count changed
	useLayoutEffect(fence.pass, [fence, count]);
	useLayoutEffect(() => {
		fence.mount(() => setCount(before => before + 1));
		return () => fence.mount(undefined);
	}, [fence]);
	return null;
};
