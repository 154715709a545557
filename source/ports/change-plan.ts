import type { Change, PartitionOffset } from '../model/change.ts';
import type { Conditions } from '../model/judgement.ts';
import type { ChangeJournal } from './change-journal.ts';

/** A change that was looked at and is made later, if what it rests on still holds. */
export type ChangePlan = {
	readonly at: string;
	readonly cluster: { readonly id: string; readonly name: string };
	readonly change: Change;
	readonly conditions: Conditions;
	/** Groups that may lose unread records by it. */
	readonly losers: readonly string[];
	/** What it does, as it was shown. */
	readonly effect: readonly string[];
};

/** The files that changes are written into. */
export type ChangeFiles = {
	readonly journal: ChangeJournal;
	/** Writes a new file, 0600; rejects with a Failure of kind config when there is one of that name. */
	readonly writePlan: (file: string, plan: ChangePlan) => Promise<void>;
	/** Reads saved offsets; rejects with a Failure of kind usage when the file holds none. */
	readonly readOffsets: (file: string) => Promise<readonly PartitionOffset[]>;
	/** Rejects with a Failure of kind usage when it is no plan. */
	readonly readPlan: (file: string) => Promise<ChangePlan>;
};
