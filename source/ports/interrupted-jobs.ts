import type { JsonObject } from '../units/json.ts';

/** Work that was stopped before its end, and the command that goes on with it: for whoever lost the terminal that said so. */
export type InterruptedJobs = {
	/** Notes one; resolves with the file it stands in. Rejects with a Failure when that cannot be written. */
	readonly note: (job: JsonObject & { readonly at: string; readonly command: string }) => Promise<string>;
};
