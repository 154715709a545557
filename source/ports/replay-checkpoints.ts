import type { ReplayCheckpoint } from '../model/replay-checkpoint.ts';

/** Where replays note how far they are: a file each in the state directory, readable by its owner alone. */
export type ReplayCheckpoints = {
	/** The file of a run. */
	readonly fileOf: (run: string) => string;
	/** Writes it, whole or not at all. Rejects with a Failure when that is not possible. */
	readonly save: (file: string, checkpoint: ReplayCheckpoint) => Promise<void>;
	/** Rejects with a usage Failure when there is none, or none of this program. */
	readonly read: (file: string) => Promise<ReplayCheckpoint>;
	readonly remove: (file: string) => Promise<void>;
};
