/**
 * Limits of MSK as data. Read 2026-11 from the MSK guide ("Amazon MSK quota", "Best practices: right-size your cluster", "Supported
 * Apache Kafka versions"); AWS changes them, so each release of msk-tui looks again.
 */
export const LIMITS_READ = '2026-11';

export type PartitionLimit = { readonly recommended: number; readonly maximum: number };

/** Partitions a Standard broker may hold, replicas included, by the size behind the family: `large` of `kafka.m5.large`. */
const STANDARD_PARTITIONS: Readonly<Record<string, PartitionLimit>> = {
	small: { recommended: 300, maximum: 300 },
	large: { recommended: 1000, maximum: 1500 },
	xlarge: { recommended: 1000, maximum: 1500 },
	'2xlarge': { recommended: 2000, maximum: 3000 },
	'4xlarge': { recommended: 4000, maximum: 6000 },
	'8xlarge': { recommended: 4000, maximum: 6000 },
	'12xlarge': { recommended: 4000, maximum: 6000 },
	'16xlarge': { recommended: 4000, maximum: 6000 },
	'24xlarge': { recommended: 4000, maximum: 6000 },
};

/** The same of Express brokers, with what they take and give a second (MBps). */
const EXPRESS: Readonly<
	Record<
		string,
		PartitionLimit & { readonly inMax: number; readonly outMax: number; readonly inSustained: number; readonly outSustained: number }
	>
> = {
	large: { recommended: 1000, maximum: 1500, inSustained: 15.6, inMax: 23.4, outSustained: 31.2, outMax: 58.5 },
	xlarge: { recommended: 1000, maximum: 2000, inSustained: 31.2, inMax: 46.8, outSustained: 62.5, outMax: 117 },
	'2xlarge': { recommended: 2500, maximum: 4000, inSustained: 62.5, inMax: 93.7, outSustained: 125, outMax: 234.2 },
	'4xlarge': { recommended: 6000, maximum: 8000, inSustained: 124.9, inMax: 187.5, outSustained: 249.8, outMax: 468.7 },
	'8xlarge': { recommended: 12_000, maximum: 16_000, inSustained: 250, inMax: 375, outSustained: 500, outMax: 937.5 },
	'12xlarge': { recommended: 16_000, maximum: 24_000, inSustained: 375, inMax: 562.5, outSustained: 750, outMax: 1406.2 },
	'16xlarge': { recommended: 20_000, maximum: 32_000, inSustained: 500, inMax: 750, outSustained: 1000, outMax: 1875 },
};

const sizeOf = (instanceType: string): string => instanceType.slice(instanceType.lastIndexOf('.') + 1);

/** The limit of an instance type (`kafka.m5.large`, `express.m7g.large`); undefined for one that is not in the table. */
export const partitionLimit = (instanceType: string): PartitionLimit | undefined =>
	instanceType.startsWith('express.') ? EXPRESS[sizeOf(instanceType)] : STANDARD_PARTITIONS[sizeOf(instanceType)];

export const expressLimit = (instanceType: string) => (instanceType.startsWith('express.') ? EXPRESS[sizeOf(instanceType)] : undefined);

/** What holds whatever the size is: fewer than the smallest limit is fine, more than the largest is too many. */
export const SMALLEST_PARTITION_LIMIT = Math.min(...Object.values(STANDARD_PARTITIONS).map(l => l.recommended));
export const LARGEST_PARTITION_LIMIT = Math.max(...Object.values(STANDARD_PARTITIONS).map(l => l.maximum));

/** Threads that the guide wants by size: num.io.threads, num.network.threads, and fetchers under provisioned throughput. */
export const THREADS: Readonly<Record<string, { readonly io: number; readonly network: number; readonly fetchers: number }>> = {
	'4xlarge': { io: 16, network: 8, fetchers: 4 },
	'8xlarge': { io: 32, network: 16, fetchers: 8 },
	'12xlarge': { io: 48, network: 24, fetchers: 14 },
	'16xlarge': { io: 64, network: 32, fetchers: 16 },
	'24xlarge': { io: 96, network: 48, fetchers: 16 },
};
export const threadsOf = (instanceType: string) => THREADS[sizeOf(instanceType)];

/** TCP connections under IAM, a broker. */
export const IAM_CONNECTIONS = 3000;
/** Brokers a cluster may have. */
export const MAX_BROKERS = { zookeeper: 30, kraft: 60 } as const;
export const SERVERLESS_GROUPS = 500;
export const MAX_VOLUME_GIB = 16_384;

/** The last day MSK supports a version, by `major.minor`; later ones had no date when it was read. */
const END_OF_SUPPORT: readonly (readonly [string, string])[] = [
	['3.3', '2024-09-11'],
	['3.4', '2025-08-04'],
	['3.5', '2025-10-23'],
	['3.6', '2026-06-01'],
];

/** `3.9` of `3.9.x`, `3.9-IV0` or `3.9.2`; undefined when it is no version. */
export const minorOf = (version: string): readonly [number, number] | undefined => {
	const match = /^(\d+)\.(\d+)/.exec(version);
	return match === null ? undefined : [Number(match[1]), Number(match[2])];
};

export const compareMinor = (a: readonly [number, number], b: readonly [number, number]): number => a[0] - b[0] || a[1] - b[1];

/** When MSK's support of a version ends; undefined where no date is known. What is older than the table ended with its first row. */
export const endOfSupportMs = (version: string): number | undefined => {
	const minor = minorOf(version);
	if (minor === undefined) return undefined;
	const row = END_OF_SUPPORT.find(([until]) => compareMinor(minor, minorOf(until)!) <= 0);
	return row === undefined ? undefined : Date.parse(`${row[1]}T00:00:00Z`);
};

/** Versions of Apache Kafka by their minors, newest last, when this was written. */
export const NEWEST_KAFKA: readonly [number, number] = [4, 4];
