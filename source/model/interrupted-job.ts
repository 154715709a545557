/** Work that was stopped before its end, as it was noted then. */
export type InterruptedJob = {
	readonly at: string;
	/** What kind of work: `export` or `replay`. */
	readonly job: string;
	/** The file that it writes into; of a replay its checkpoint. */
	readonly file: string;
	/** Goes on with it. */
	readonly command: string;
	readonly cluster: { readonly id: string | null; readonly name: string };
	readonly coveredOffsets: bigint;
	readonly plannedOffsets: bigint;
	readonly matched: number;
	/** Whether its checkpoint is still there; null when that cannot be seen. */
	readonly isResumable: boolean | null;
};
