/** Reads records of a test cluster through ours, as the commands do. */

import type { OpenedCluster } from '../../source/composition.ts';
import type { Isolation, RecordPoint, ScanCoverage, ScanEnd } from '../../source/model/record-scan.ts';
import { planScan } from '../../source/operations/plan-scan.ts';
import { type FilterQuestion, recordFilter } from '../../source/operations/record-filter.ts';
import { scanRecords } from '../../source/operations/scan-records.ts';
import type { DetachedRecord } from '../../source/records/record-view.ts';

export type Scanned = { readonly records: readonly DetachedRecord[]; readonly coverage: ScanCoverage; readonly end: ScanEnd | undefined };

export type ScanSettings = FilterQuestion & {
	readonly isolation?: Isolation;
	readonly from?: RecordPoint;
	readonly to?: RecordPoint;
	readonly limit?: number;
	readonly isVerified?: boolean;
};

/** Scans topics to the end and returns what was found, by topic, partition and offset. */
export const scanTopics = async (cluster: OpenedCluster, topics: readonly string[], settings: ScanSettings = {}): Promise<Scanned> => {
	const { isolation = 'read_committed', from = 'beginning', to = 'end', limit, isVerified = true } = settings;
	const access = await cluster.records();
	const plan = await planScan(cluster.known.reader, { topics, from, to, isolation });
	const filter = await recordFilter(settings, access.decoder);
	const job = scanRecords(access.source, plan, { filter, limit, isVerified, bytesPerSecond: null });
	const records: DetachedRecord[] = [];
	for await (const found of job) records.push(...found);
	records.sort((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition || (a.offset < b.offset ? -1 : 1));
	return { records, coverage: job.coverage(), end: job.end() };
};
