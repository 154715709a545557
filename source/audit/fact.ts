import type { Unknown } from '../model/unknown.ts';

/** Why something is not known. `isUnread`: it was asked for and could not be read (denied, dead, timed out); else one run cannot know it. */
export type Missing = Unknown & { readonly isUnread?: true };

/** What the audit reads: known, or why not. A `doubt` says that there may be more than was seen, so that "none" is no answer. */
export type Fact<T> =
	| { readonly isKnown: true; readonly value: T; readonly doubt?: Missing }
	| { readonly isKnown: false; readonly missing: Missing };

export const fact = <T>(value: T, doubt?: Missing): Fact<T> =>
	doubt === undefined ? { isKnown: true, value } : { isKnown: true, value, doubt };
export const missingFact = (missing: Missing): Fact<never> => ({ isKnown: false, missing });
