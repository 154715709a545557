import type { JsonObject } from '../units/json.ts';

/** A file of records that is being written, with a checkpoint beside it from which it can be gone on with. */
export type RecordExport = {
	readonly file: string;
	/** Adds to the file. Rejects with a Failure when it cannot be written, e.g. on a full disk. */
	readonly append: (bytes: Buffer) => Promise<void>;
	/** Makes sure that what was added is on the disk, and notes how far the work is. */
	readonly checkpoint: (state: JsonObject) => Promise<void>;
	/** Makes sure that the file is on the disk and takes the checkpoint away. */
	readonly finish: () => Promise<void>;
	/** Takes the file away again, for work that could not even begin. */
	readonly discard: () => Promise<void>;
	readonly close: () => Promise<void>;
};

export type RecordExports = {
	/** Starts a file, readable by its owner alone. Rejects with a usage Failure when there is one of this name. */
	readonly create: (file: string) => Promise<RecordExport>;
	/** Opens a file at its checkpoint: what was written behind it is cut off. Rejects with a usage Failure when there is no checkpoint. */
	readonly resume: (file: string) => Promise<{ readonly target: RecordExport; readonly state: unknown }>;
};
