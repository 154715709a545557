import type { Rule } from './rule.ts';
import { AVAILABILITY_RULES } from './rules/availability.ts';
import { CAPACITY_RULES } from './rules/capacity.ts';
import { CONSUMER_RULES } from './rules/consumers.ts';
import { DURABILITY_RULES } from './rules/durability.ts';
import { GROUP_PACE_RULES } from './rules/group-pace.ts';
import { LIFECYCLE_RULES } from './rules/lifecycle.ts';
import { LIMIT_METRIC_RULES } from './rules/limit-metrics.ts';
import { METRIC_RULES } from './rules/metrics.ts';
import { MSK_SECURITY_RULES } from './rules/msk-security.ts';
import { MSK_SETUP_RULES } from './rules/msk-setup.ts';
import { MSK_STATE_RULES } from './rules/msk-state.ts';
import { PARTITION_RULES } from './rules/partition-design.ts';
import { RETENTION_RULES } from './rules/retention.ts';
import { SECURITY_RULES } from './rules/security.ts';
import { STORAGE_RULES } from './rules/storage.ts';
import { SAFETY_RULES } from './rules/topic-safety.ts';
import { TRANSACTION_RULES } from './rules/transactions.ts';
import { VERSION_RULES } from './rules/versions.ts';

/** Every rule there is: audit, docs/rules.md and the tests read this one list. */
export const RULES: readonly Rule[] = [
	...AVAILABILITY_RULES,
	...DURABILITY_RULES,
	...SAFETY_RULES,
	...CAPACITY_RULES,
	...PARTITION_RULES,
	...STORAGE_RULES,
	...RETENTION_RULES,
	...SECURITY_RULES,
	...VERSION_RULES,
	...LIFECYCLE_RULES,
	...CONSUMER_RULES,
	...GROUP_PACE_RULES,
	...TRANSACTION_RULES,
	...MSK_STATE_RULES,
	...MSK_SETUP_RULES,
	...MSK_SECURITY_RULES,
	...METRIC_RULES,
	...LIMIT_METRIC_RULES,
];
