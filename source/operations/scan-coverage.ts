import type { ScanCoverage, ScanPlan } from '../model/record-scan.ts';

/** The coverage of a plan of which nothing was read yet. */
export const emptyCoverage = (plan: ScanPlan): ScanCoverage => ({
	isolation: plan.isolation,
	partitions: plan.partitions.length,
	plannedOffsets: 0n,
	coveredOffsets: 0n,
	recordsSeen: 0,
	matched: 0,
	abortedRecords: 0,
	heldBackOffsets: plan.heldBackOffsets,
	holes: [],
	unread: plan.unread,
	isVerified: false,
	whereFailures: [],
	fetchedBytes: 0,
	unpackedBytes: 0,
});

/** Takes the coverage of another part of the same plan in. */
export const addCoverage = (all: ScanCoverage, part: ScanCoverage): ScanCoverage => ({
	...all,
	plannedOffsets: all.plannedOffsets + part.plannedOffsets,
	coveredOffsets: all.coveredOffsets + part.coveredOffsets,
	recordsSeen: all.recordsSeen + part.recordsSeen,
	matched: all.matched + part.matched,
	abortedRecords: all.abortedRecords + part.abortedRecords,
	holes: [...all.holes, ...part.holes],
	unread: [...all.unread, ...part.unread],
	isVerified: part.isVerified,
	fetchedBytes: all.fetchedBytes + part.fetchedBytes,
	unpackedBytes: all.unpackedBytes + part.unpackedBytes,
});
