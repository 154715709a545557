/** Bad days of a scan, on a cluster of our own: every verdict must be true, and nothing counted twice or not at all. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import type { OpenedCluster } from '../../source/composition.ts';
import { isComplete, type RecordPoint, type ScanPlan } from '../../source/model/record-scan.ts';
import { planScan } from '../../source/operations/plan-scan.ts';
import { recordFilter } from '../../source/operations/record-filter.ts';
import { type RecordJob, scanRecords } from '../../source/operations/scan-records.ts';
import type { DetachedRecord } from '../../source/records/record-view.ts';
import { openAsAdmin, until } from '../helpers/open-reader.ts';
import { type RealBroker, startRealBroker } from '../helpers/real-broker.ts';

if (!hasJava() && process.env.CI) throw new Error('Java is missing: tests with a real Kafka can not run');
const skip = hasJava() ? false : 'Java 17 or newer is missing: not tested against a real Kafka';

const VICTIM = 2;
/** More than a scan fetches ahead of its reader (16 MiB waiting, 24 MiB under way): most is still to come when the first records are here. */
const RECORDS = 6_000;
const VALUE_BYTES = 10_000;
const TOPIC_TOOL = 'org.apache.kafka.tools.TopicCommand';

describe('a scan on a bad day', { skip, timeout: 600_000 }, () => {
	let broker: RealBroker;
	let opened: OpenedCluster;
	before(async () => {
		broker = await startRealBroker();
		opened = await openAsAdmin(broker.cluster);
	});
	after(async () => {
		await opened?.close();
		await broker?.stop();
	});

	const filled = async (topic: string, partitions: number, replicas: number): Promise<void> => {
		await broker.fixture('topic', topic, String(partitions), String(replicas), 'segment.bytes=1048576', 'retention.ms=-1');
		await broker.fixture('records', topic, String(RECORDS), String(VALUE_BYTES));
	};

	const planOf = (topic: string, from: RecordPoint = 'beginning'): Promise<ScanPlan> =>
		planScan(opened.known.reader, { topics: [topic], from, to: 'end', isolation: 'read_committed' });

	const start = async (plan: ScanPlan, follows?: 'all'): Promise<RecordJob> => {
		const access = await opened.records();
		const filter = await recordFilter({}, access.decoder);
		return scanRecords(access.source, plan, { filter, isVerified: true, bytesPerSecond: null, ...(follows && { follows }) });
	};

	/** Reads to the end, and does something once after the first records. */
	const readWith = async (job: RecordJob, happening: () => Promise<unknown>): Promise<readonly DetachedRecord[]> => {
		const records: DetachedRecord[] = [];
		for await (const found of job) {
			if (records.length === 0) await happening();
			records.push(...found);
		}
		return records;
	};

	const offsetsOf = (records: readonly DetachedRecord[]) => new Set(records.map(r => `${r.topic}/${r.partition}@${r.offset}`));

	it('is complete though a broker dies, where replicas live on', async () => {
		await filled('replicated', 6, 3);
		const job = await start(await planOf('replicated'));
		const records = await readWith(job, () => broker.kill(VICTIM));
		assert.equal(job.end(), 'covered');
		assert.ok(isComplete(job.coverage()), JSON.stringify(job.coverage().holes));
		assert.equal(records.length, RECORDS);
		assert.equal(offsetsOf(records).size, RECORDS, 'no record came twice');
		assert.equal(job.coverage().coveredOffsets, BigInt(RECORDS));
		await broker.restart(VICTIM);
	});

	it('says which partitions of single replicas went with a broker', async () => {
		await filled('single', 6, 1);
		const plan = await planOf('single');
		const { topics } = await opened.known.reader.readTopics(['single']);
		const lost = new Set(topics[0]!.partitions.filter(p => p.leader === VICTIM).map(p => p.partition));
		assert.ok(lost.size > 0, 'Kafka places single replicas round the brokers');
		const job = await start(plan);
		const records = await readWith(job, () => broker.kill(VICTIM));
		const { holes, coveredOffsets, plannedOffsets } = job.coverage();
		assert.equal(job.end(), 'covered');
		assert.deepEqual(new Set(holes.map(h => h.partition)), lost);
		assert.ok(
			holes.every(h => h.kind === 'failed' && h.failure?.kind === 'connection'),
			JSON.stringify(holes.map(h => h.reason)),
		);
		assert.equal(coveredOffsets, BigInt(records.length));
		assert.equal(
			plannedOffsets - coveredOffsets,
			holes.reduce((sum, h) => sum + h.nextOffset - h.fromOffset, 0n),
		);
		// Asked anew, the partitions without a leader are named before anything is read.
		const later = await planOf('single');
		assert.deepEqual(new Set(later.unread.map(u => u.partition)), lost);
		await broker.restart(VICTIM);
	});

	it('counts what is deleted under the reader', async () => {
		await filled('shrinking', 1, 1);
		const job = await start(await planOf('shrinking'));
		const records = await readWith(job, () => broker.fixture('delete-records', 'shrinking', '0', String(RECORDS - 10)));
		const { holes, coveredOffsets } = job.coverage();
		assert.equal(holes.length, 1, JSON.stringify(holes.map(h => h.reason)));
		assert.equal(holes[0]!.kind, 'deleted');
		assert.equal(holes[0]!.nextOffset, BigInt(RECORDS - 10));
		assert.equal(coveredOffsets, BigInt(records.length));
		assert.equal(BigInt(records.length) + holes[0]!.nextOffset - holes[0]!.fromOffset, BigInt(RECORDS));
		// An offset that is gone and was asked for by its number is told too.
		const again = await start(await planOf('shrinking', { offset: 100n }));
		assert.equal((await readWith(again, async () => {})).length, 10);
		assert.deepEqual(
			again.coverage().holes.map(h => [h.kind, h.fromOffset, h.nextOffset]),
			[['deleted', 100n, BigInt(RECORDS - 10)]],
		);
	});

	it('ends when its topic is deleted, and says so', async () => {
		await filled('deleted', 2, 1);
		const job = await start(await planOf('deleted'));
		await readWith(job, () => broker.fixture('delete-topic', 'deleted'));
		assert.equal(isComplete(job.coverage()), false);
		for (const hole of job.coverage().holes) assert.match(hole.reason, /was deleted/);
	});

	it('does not take a topic that was made anew for the old one', async () => {
		await filled('anew', 2, 1);
		const job = await start(await planOf('anew'));
		await readWith(job, async () => {
			await broker.fixture('recreate-topic', 'anew');
			await broker.fixture('records', 'anew', String(RECORDS), String(VALUE_BYTES));
		});
		const { holes } = job.coverage();
		assert.equal(isComplete(job.coverage()), false);
		for (const hole of holes) assert.match(hole.reason, /deleted and created again|was deleted/);
	});

	it('follows a topic into partitions that are added', async () => {
		await broker.fixture('topic', 'growing', '1', '1');
		let plan = await planOf('growing', 'end');
		// A broker may not know yet a topic that was created just now, or who leads it.
		await until('the new topic at the broker that is asked', async () => {
			plan = await planOf('growing', 'end');
			return plan.partitions.length === 1 && plan.unread.length === 0;
		});
		const job = await start(plan, 'all');
		const seen = new Set<number>();
		const reading = (async () => {
			for await (const found of job) {
				for (const record of found) seen.add(record.partition);
				if (seen.size === 3) return;
			}
		})();
		const { code, stderr } = await broker.javaTool(TOPIC_TOOL, '--alter', '--topic', 'growing', '--partitions', '3');
		assert.equal(code, 0, stderr);
		await broker.fixture('records', 'growing', '300');
		await reading;
		assert.equal(job.coverage().partitions, 3);
	});
});
