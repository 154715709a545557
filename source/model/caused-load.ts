/** What a program asked of a cluster since it was opened, and how often the cluster asked it to slow down. */
export type CausedLoad = {
	readonly requests: number;
	/** Answers that asked us to wait (a quota is used up). */
	readonly throttles: number;
	/** The last of them: who, and for how many milliseconds; undefined when there was none. */
	readonly lastThrottle: { readonly address: string; readonly ms: number } | undefined;
};
