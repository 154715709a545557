import type { InterruptedJob } from '../model/interrupted-job.ts';
import type { JsonObject } from '../units/json.ts';

/** Work that was stopped before its end, and the command that goes on with it: for whoever lost the terminal that said so. */
export type InterruptedJobs = {
	/** Notes one; resolves with the file it stands in. Rejects with a Failure when that cannot be written. */
	readonly note: (job: JsonObject & { readonly at: string; readonly command: string }) => Promise<string>;
	/** The last note of each piece of work, oldest first; `damaged` counts lines that cannot be read. Rejects with a Failure of kind config. */
	readonly read: () => Promise<{ readonly jobs: readonly InterruptedJob[]; readonly damaged: number; readonly path: string }>;
};
