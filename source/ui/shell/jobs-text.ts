import type { RunningSearch } from '../../state/records/record-desk.ts';
import { truncate } from '../display-text.ts';

/** `search orders 42 %, 3 hits`: what runs on whatever is shown. */
export const jobsText = (searches: readonly RunningSearch[] | undefined): string | undefined => {
	const [first] = searches ?? [];
	if (first === undefined) return undefined;
	const more = searches!.length > 1 ? ` (+${searches!.length - 1} more)` : '';
	return `search ${truncate(first.topic, 20)} ${first.isPaused ? 'paused ' : ''}${first.percent} %, ${first.hits} hits${more}`;
};
