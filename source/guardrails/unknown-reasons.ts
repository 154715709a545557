import type { Reason } from '../model/judgement.ts';
import type { UnknownFact } from './retention-facts.ts';

/** What could not be read makes a verdict stricter, and is named with what would tell it. */
export const unknownReasons = (unknown: readonly UnknownFact[]): readonly Reason[] =>
	unknown.map(({ what, reason, needs }) => ({
		code: 'unknown',
		weight: 'unknown',
		text: `Not known: ${what}. ${reason}`,
		...(needs !== null && { needs }),
	}));
