import type { Change } from './change.ts';
import type { ChangeVerdict, PlainObject, PlainValue } from './judgement.ts';

/** Who made a change: to the cluster, and on this machine. */
export type Author = { readonly osUser: string; readonly principal: string | null };

/** Written before the cluster is asked. */
export type ChangeBegun = {
	readonly phase: 'begun';
	readonly id: string;
	readonly at: string;
	readonly who: Author;
	readonly cluster: { readonly id: string; readonly name: string };
	readonly change: Change;
	readonly before: PlainObject;
	readonly verdict: ChangeVerdict;
	/** What puts it back. */
	readonly undo: readonly Change[];
	/** The change that this one puts back. */
	readonly undoes?: string;
};

/** `applied` and `partly` were read back; `unknown`: nobody can say whether it was carried out. */
export type ChangeResult = 'applied' | 'partly' | 'notApplied' | 'unknown';

/** Written after the cluster was asked and read back. */
export type ChangeEnded = {
	readonly phase: 'ended';
	readonly id: string;
	readonly at: string;
	readonly result: ChangeResult;
	readonly after: PlainValue;
	/** By item: why it was not made. */
	readonly failures: { readonly [item: string]: string };
};

export type JournalLine = ChangeBegun | ChangeEnded;

/** A change as the journal tells it; without `ended` the program did not live to see its end. */
export type JournalledChange = ChangeBegun & { readonly ended: ChangeEnded | null };
