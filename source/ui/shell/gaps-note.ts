/** What a screen does not know, said short in its fixed lines and in full behind `i`. Pure. */
import type { Gap, Unknown } from '../../model/unknown.ts';

/** Says what is missing from a list in one line: the first gap in full, the others as a number. Undefined when nothing is. */
export const gapsNote = (gaps: readonly Gap[] | undefined): string | undefined => {
	const first = gaps?.[0];
	if (first === undefined) return undefined;
	const others = gaps!.length - 1;
	return `${first.reason}${first.needs === null ? '' : ` Needs ${first.needs}.`}${others === 0 ? '' : ` (+${others} more ${others === 1 ? 'gap' : 'gaps'})`}`;
};

/** One reason with all that it keeps from us. */
export type Explanation = { readonly subjects: readonly string[]; readonly reason: string; readonly needs: string | null };

/** Groups what is unknown by reason, in the order of appearance: forty cells are often unknown for one reason. */
export const explain = (unknowns: readonly (Unknown & { readonly subject: string })[]): readonly Explanation[] => {
	const found = new Map<string, { subjects: string[]; reason: string; needs: string | null }>();
	for (const { subject, reason, needs } of unknowns) {
		const key = `${reason}\0${needs}`;
		const known = found.get(key);
		if (known === undefined) found.set(key, { subjects: [subject], reason, needs });
		else if (!known.subjects.includes(subject)) known.subjects.push(subject);
	}
	return [...found.values()];
};
