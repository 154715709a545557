import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanVerdict } from '../../source/columns/scan-text.ts';
import { Failure } from '../../source/model/failure.ts';
import { readTopicRight } from '../../source/model/needed-right.ts';
import type { ScanCoverage } from '../../source/model/record-scan.ts';

const coverage = (more: Partial<ScanCoverage> = {}): ScanCoverage => ({
	isolation: 'read_committed',
	partitions: 24,
	plannedOffsets: 41_200_113n,
	coveredOffsets: 41_200_113n,
	recordsSeen: 41_187_902,
	matched: 3,
	abortedRecords: 0,
	heldBackOffsets: 0n,
	holes: [],
	unread: [],
	isVerified: false,
	whereFailures: [],
	fetchedBytes: 0,
	unpackedBytes: 0,
	...more,
});
const iam = { isIam: true, region: 'eu-west-1' };
const seen = '41,187,902 records seen, 24 partitions, read_committed, 3 matched';

describe('the verdict of a scan', () => {
	it('is complete when every offset was looked at, and tells what that means', () => {
		assert.deepEqual(scanVerdict(coverage(), 'covered', iam), {
			kind: 'complete',
			line: `complete: 41,200,113 offsets covered, ${seen}`,
			details: [],
		});
		const more = scanVerdict(
			coverage({
				isVerified: true,
				heldBackOffsets: 1n,
				abortedRecords: 2,
				whereFailures: [{ reason: 'no such key: amount', records: 12 }],
			}),
			'covered',
			iam,
		);
		assert.equal(more.kind, 'complete');
		assert.match(more.line, /checksums compared/);
		assert.deepEqual(more.details, [
			'1 offset behind an open transaction not read; --isolation read_uncommitted reads them',
			'2 records of aborted transactions left out; --isolation read_uncommitted shows them',
			'where failed on 12 records: no such key: amount',
		]);
	});

	it('is never complete with something left out, whatever the sums say', () => {
		const denied = new Failure('authorization', 'Not authorised: Read on the records of topic orders.', {
			needs: readTopicRight('orders'),
		});
		const { kind, line, details } = scanVerdict(
			coverage({ unread: [{ topic: 'orders', partition: null, failure: denied }] }),
			'covered',
			iam,
		);
		assert.equal(kind, 'incomplete');
		assert.equal(line, `incomplete: 41,200,113 offsets covered, ${seen}`);
		assert.deepEqual(details, [
			'orders not read: Not authorised: Read on the records of topic orders. Needs kafka-cluster:ReadData on arn:aws:kafka:eu-west-1:*:topic/*/*/orders.',
		]);
		const span = { topic: 'orders', partition: 7, fromOffset: 1_204n, nextOffset: 2_000n, failure: null };
		for (const hole of [
			{ ...span, kind: 'deleted' as const, reason: 'they were deleted before they were read' },
			{ ...span, kind: 'unreadable' as const, reason: 'the checksum is wrong' },
		]) {
			const verdict = scanVerdict(coverage({ holes: [hole] }), 'covered', iam);
			assert.equal(verdict.kind, 'incomplete');
			assert.match(verdict.details[0]!, /^orders\/7: 796 offsets from 1,204 on/);
		}
		assert.equal(
			scanVerdict(coverage({ coveredOffsets: 1n }), 'covered', iam).line,
			`incomplete: 1 of 41,200,113 offsets covered, ${seen}`,
		);
	});

	it('says who stopped it', () => {
		const part = coverage({ coveredOffsets: 10n });
		assert.match(scanVerdict(part, 'limit', iam).line, /^stopped at the limit: 10 of 41,200,113 offsets covered/);
		for (const end of ['interrupted', undefined] as const) assert.equal(scanVerdict(part, end, iam).kind, 'interrupted');
	});
});
