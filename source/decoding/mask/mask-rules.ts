/** One entry of `mask` in the config file: what nobody may see of the records of some topics. */
export type MaskRule = {
	/** A name or a pattern with `*` and `?`. */
	readonly topic: string;
	/** Way to a field of keys and values, steps apart by points: `*` is any one step, `**` any number of them. Lists need no step. */
	readonly field?: string;
	/** Name or pattern of headers. */
	readonly header?: string;
};

/** What stands in place of what is masked. */
export const MASKED = '***';
