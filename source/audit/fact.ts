import type { Unknown } from '../model/unknown.ts';

/** Why something is not known. `isOutOfReach`: nothing that was asked failed, there is nobody to ask from here. */
export type Missing = Unknown & { readonly isOutOfReach?: true };

/** What the audit reads: known, or why not. A `doubt` says that there may be more than was seen, so that "none" is no answer. */
export type Fact<T> =
	| { readonly isKnown: true; readonly value: T; readonly doubt?: Missing }
	| { readonly isKnown: false; readonly missing: Missing };

export const fact = <T>(value: T, doubt?: Missing): Fact<T> =>
	doubt === undefined ? { isKnown: true, value } : { isKnown: true, value, doubt };
export const missingFact = (missing: Missing): Fact<never> => ({ isKnown: false, missing });
