/** For each rule what makes it object, and what makes it inapplicable where its data can. */
import { AWS_CASES } from './aws-cases.ts';
import { CLUSTER_CASES } from './cluster-cases.ts';
import type { RuleCase } from './rule-case.ts';
import { TOPIC_CASES } from './topic-cases.ts';

export const RULE_CASES: Readonly<Record<string, RuleCase>> = { ...TOPIC_CASES, ...CLUSTER_CASES, ...AWS_CASES };
