import type { Rule } from './rule.ts';
import { AVAILABILITY_RULES } from './rules/availability.ts';
import { CAPACITY_RULES } from './rules/capacity.ts';
import { CONSUMER_RULES } from './rules/consumers.ts';
import { DURABILITY_RULES } from './rules/durability.ts';
import { LIFECYCLE_RULES } from './rules/lifecycle.ts';
import { METRIC_RULES } from './rules/metrics.ts';
import { MSK_SECURITY_RULES } from './rules/msk-security.ts';
import { MSK_STATE_RULES } from './rules/msk-state.ts';
import { SECURITY_RULES } from './rules/security.ts';
import { STORAGE_RULES } from './rules/storage.ts';

/** Every rule there is: audit, docs/rules.md and the tests read this one list. */
export const RULES: readonly Rule[] = [
	...AVAILABILITY_RULES,
	...DURABILITY_RULES,
	...CAPACITY_RULES,
	...STORAGE_RULES,
	...SECURITY_RULES,
	...LIFECYCLE_RULES,
	...CONSUMER_RULES,
	...MSK_STATE_RULES,
	...MSK_SECURITY_RULES,
	...METRIC_RULES,
];
