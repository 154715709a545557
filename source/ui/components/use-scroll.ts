/** A window over lines that are read, not chosen from. */
import { useCallback, useMemo, useState } from 'react';
import { type BoundAction, bindActions } from '../keys/actions.ts';
import { readingActions, scrollActions } from '../keys/dialog-actions.ts';

export type Scroll = { readonly top: number; readonly isLong: boolean; readonly actions: readonly BoundAction[] };

/** Keeps the first line of a window of `height` over `count` lines. */
export const useScroll = (count: number, height: number, isTyping: boolean): Scroll => {
	const [top, setTop] = useState(0);
	const most = Math.max(0, count - height);
	const scroll = useCallback((by: number) => setTop(now => Math.max(0, Math.min(most, Math.min(now, most) + by))), [most]);
	const actions = useMemo(
		() => bindActions(isTyping ? scrollActions : readingActions, { scroll, page: () => Math.max(1, height - 1) }),
		[isTyping, scroll, height],
	);
	return { top: Math.min(top, most), isLong: most > 0, actions };
};
