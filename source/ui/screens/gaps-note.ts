import type { Gap } from '../../model/unknown.ts';

/** Says what is missing from a list, in one line: the first gap in full, the others as a number. Undefined when nothing is. */
export const gapsNote = (gaps: readonly Gap[] | undefined): string | undefined => {
	const first = gaps?.[0];
	if (first === undefined) return undefined;
	const others = gaps!.length - 1;
	return `${first.reason}${first.needs === null ? '' : ` Needs ${first.needs}.`}${others === 0 ? '' : ` (+${others} more gaps)`}`;
};
