/** How far groups may be behind: one entry of `maxBehind` in the config file. The first one whose pattern matches a group counts. */
export type BehindRule = {
	/** A name or a pattern with `*` and `?`. */
	readonly group: string;
	/** Allowed age of the oldest unread record, in milliseconds. */
	readonly ms: number;
};
