import type { BehindRule } from '../model/behind-rule.ts';
import { DEFAULT_MAX_BEHIND_MS } from '../model/lag.ts';
import { matcher } from './glob.ts';

/** How far a group may be behind, by the first rule that matches its name; the default where none does. Milliseconds. */
export const behindLimits = (rules: readonly BehindRule[]): ((group: string) => number) => {
	const tests = rules.map(({ group, ms }) => ({ isMeant: matcher([group]), ms }));
	return group => tests.find(t => t.isMeant(group))?.ms ?? DEFAULT_MAX_BEHIND_MS;
};
