/** The message that stands in the footer for some seconds. */
import { useCallback, useEffect, useState } from 'react';
import type { Notice } from './frame-lines.ts';

/** Time to read a message: a sentence, plus the time to look down from the list. */
export const noticeMs = 6000;

/** Keeps the latest message; it goes away by itself, failures stay until the next one or `clear`. */
export const useNotice = (): {
	readonly notice: Notice | undefined;
	readonly show: (notice: Notice) => void;
	readonly clear: () => void;
} => {
	const [notice, setNotice] = useState<Notice>();
	useEffect(() => {
		if (notice === undefined || notice.tone === 'failed') return;
		const timer = setTimeout(() => setNotice(undefined), noticeMs);
		timer.unref();
		return () => clearTimeout(timer);
	}, [notice]);
	const clear = useCallback(() => setNotice(undefined), []);
	return { notice, show: setNotice, clear };
};
