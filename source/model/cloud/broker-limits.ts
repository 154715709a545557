/** What brokers of MSK are made for. Data with a date: AWS changes it. Pure. */
import type { ClusterKind } from './metric-spec.ts';

export type BrokerLimits = {
	/** `kafka.m7g.large` */
	readonly type: string;
	readonly kind: Exclude<ClusterKind, 'serverless'>;
	readonly vcpu: number;
	readonly memoryGib: number;
	/** Partitions of a broker, replicas counted: recommended, and from where on MSK refuses updates. */
	readonly partitions: { readonly recommended: number; readonly most: number };
	/** Bytes a second of a broker: in from clients, out to clients. Kept up by Express; for Standard a guide that AWS does not enforce. */
	readonly sustainedIn: number;
	readonly sustainedOut: number;
	readonly isThroughputGuide: boolean;
};

/**
 * Partitions: MSK Developer Guide, "Best practices for Standard brokers" (partitions per broker) and "Amazon MSK quota", Express. Throughput of
 * Express: the same quota page. Throughput of Standard: AWS's MSK MCP server (removed 2026-04); another tool of AWS differs, so it is a guide.
 */
export const LIMITS_SOURCE = 'MSK Developer Guide, quotas and best practices (2026-08)';

const MB = 1_000_000;
type Row = readonly [size: string, vcpu: number, gib: number, recommended: number, most: number, inMb: number, outMb: number];

const STANDARD: readonly Row[] = [
	['large', 2, 8, 1000, 1500, 4.8, 9.6],
	['xlarge', 4, 16, 1000, 1500, 9.6, 19.2],
	['2xlarge', 8, 32, 2000, 3000, 19.2, 38.4],
	['4xlarge', 16, 64, 4000, 6000, 38.4, 76.8],
	['8xlarge', 32, 128, 4000, 6000, 76.9, 153.8],
	['12xlarge', 48, 192, 4000, 6000, 115.4, 230.8],
	['16xlarge', 64, 256, 4000, 6000, 153.8, 307.7],
];
const EXPRESS: readonly Row[] = [
	['large', 2, 8, 1000, 1500, 15.6, 31.2],
	['xlarge', 4, 16, 1000, 2000, 31.2, 62.5],
	['2xlarge', 8, 32, 2500, 4000, 62.5, 125],
	['4xlarge', 16, 64, 6000, 8000, 124.9, 249.8],
	['8xlarge', 32, 128, 12000, 16000, 250, 500],
	['12xlarge', 48, 192, 16000, 24000, 375, 750],
	['16xlarge', 64, 256, 20000, 32000, 500, 1000],
];

const rows = (prefix: string, kind: BrokerLimits['kind'], table: readonly Row[]): readonly BrokerLimits[] =>
	table.map(([size, vcpu, memoryGib, recommended, most, inMb, outMb]) => ({
		...{ type: `${prefix}.${size}`, kind, vcpu, memoryGib, partitions: { recommended, most } },
		...{ sustainedIn: inMb * MB, sustainedOut: outMb * MB, isThroughputGuide: kind === 'standard' },
	}));

/** Types that a new cluster would take; smaller first. */
export const BROKER_LIMITS: readonly BrokerLimits[] = [
	...rows('kafka.m7g', 'standard', STANDARD),
	...rows('express.m7g', 'express', EXPRESS),
];

/** Types that are still in use. */
const OLDER: readonly BrokerLimits[] = [
	{
		...{ type: 'kafka.t3.small', kind: 'standard', vcpu: 2, memoryGib: 2, partitions: { recommended: 300, most: 300 } },
		...{ sustainedIn: 4.8 * MB, sustainedOut: 9.6 * MB, isThroughputGuide: true },
	},
	...rows('kafka.m5', 'standard', [...STANDARD, ['24xlarge', 96, 384, 4000, 6000, 153.8, 307.7]]),
];

export const limitsOf = (type: string): BrokerLimits | undefined => [...BROKER_LIMITS, ...OLDER].find(l => l.type === type);
