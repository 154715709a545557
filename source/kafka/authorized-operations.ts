import { aclOperationNames } from '../protocol/enums.ts';

/** Kafka's marker for "authorized operations were not computed" (Integer.MIN_VALUE). */
const NOT_TOLD = -2_147_483_648;

/** Reads the bits of `…AuthorizedOperations` as ACL operations, e.g. `Describe`; null when the broker did not tell. */
export const operationsOf = (bits: number): ReadonlySet<string> | null => {
	if (bits === NOT_TOLD) return null;
	const names = new Set<string>();
	for (let code = 0; code < 32; code++) if ((bits & (1 << code)) !== 0) names.add(aclOperationNames[code] ?? 'Unknown');
	return names;
};
