/**
 * Who says so: the pages that rules are taken from, by short keys. Read 2026-11; where the guide changed the recent copy counts.
 */
const PAGES = {
	BP: 'MSK guide: best practices for Standard brokers',
	BPX: 'MSK guide: best practices for Express brokers',
	BPC: 'MSK guide: best practices for Kafka clients',
	LIM: 'MSK guide: quotas',
	MET: 'MSK guide: CloudWatch metrics for Standard brokers',
	METX: 'MSK guide: CloudWatch metrics for Express brokers',
	LAG: 'MSK guide: consumer-lag monitoring',
	CFG: 'MSK guide: default and custom configuration',
	XCFG: 'MSK guide: Express broker configuration',
	SEC: 'MSK guide: security',
	SCR: 'MSK guide: SCRAM with Secrets Manager',
	IAM: 'MSK guide: IAM authorization policy actions and resources',
	VER: 'MSK guide: supported Kafka versions',
	ALERT: 'MSK guide: cluster states and alerts',
	TS: 'MSK guide: tiered storage',
	PST: 'MSK guide: provisioned storage throughput',
	TK: 'AWS agent toolkit: managing-amazon-msk',
	HC: 'AWS sample health check for MSK',
	PW: 'prowler: checks for Kafka',
	CFGR: 'AWS Config rules for MSK',
	SDK: 'AWS API reference of MSK',
	AK: 'Apache Kafka documentation',
	BURROW: 'Burrow: lag evaluation',
	OWN: 'msk-tui: own proposal',
} as const;

export type SourceKey = keyof typeof PAGES;

/** The pages by name, for a person. */
export const sourceText = (keys: readonly SourceKey[]): string => keys.map(key => PAGES[key]).join('; ');
