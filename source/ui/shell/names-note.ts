/** What the names that are known may lack. */
import type { Failure } from '../../model/failure.ts';
import type { Gap } from '../../model/unknown.ts';

type KnownNames = { readonly value: { readonly gaps: readonly Gap[] } | undefined; readonly failure: Failure | undefined };

/** Says of lists of names, by kind (`topics`), what is missing from them: not read yet, not readable, or hidden from this identity. */
export const namesNote = (lists: Readonly<Record<string, KnownNames>>): string | undefined => {
	const kinds = Object.keys(lists);
	const where = (holds: (list: KnownNames) => boolean): string => kinds.filter(kind => holds(lists[kind]!)).join(' and ');
	const unread = where(list => list.value === undefined && list.failure === undefined);
	const failed = where(list => list.value === undefined && list.failure !== undefined);
	// The gap of a whole list bears its name; `topics.orders.config` is one of what is listed.
	const partial = kinds.filter(kind => lists[kind]!.value?.gaps.some(gap => gap.path === kind && !gap.isDoubt)).join(' and ');
	const parts = [
		unread && `${unread} are still being read`,
		failed && `${failed} could not be read`,
		partial && `more ${partial} may exist than could be read`,
	].filter(Boolean);
	return parts.length === 0 ? undefined : parts.join('; ');
};
