import type { Stage } from '../stage/stage.ts';

/** A script that sets up a cluster and lets things happen on it. */
export type Scenario = {
	readonly name: string;
	/** What there is to see, in one line. */
	readonly summary: string;
	readonly play: (stage: Stage) => void;
};

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
