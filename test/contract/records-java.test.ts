/** What a scan finds, compared record by record with Kafka's own console consumer. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { OpenedCluster } from '../../source/composition.ts';
import { isComplete } from '../../source/model/record-scan.ts';
import type { DetachedRecord } from '../../source/records/record-view.ts';
import { openAsAdmin } from '../helpers/open-reader.ts';
import { needsJava, type SharedBroker, sharedBroker } from '../helpers/real-broker.ts';
import { scanTopics } from '../helpers/record-scan.ts';

const CONSUMER = 'org.apache.kafka.tools.consumer.ConsoleConsumer';
const PREFIX = `records-java-${process.pid}`;

/** One record a line, as Java's consumer prints it: time, partition, offset, headers, key, value. */
const javaLines = async (broker: SharedBroker, topic: string, isolation: string, count: number): Promise<readonly string[]> => {
	const shown = ['timestamp', 'partition', 'offset', 'headers', 'key', 'value'];
	const { stdout } = await broker.javaTool(
		CONSUMER,
		...['--topic', topic, '--from-beginning', '--isolation-level', isolation, '--timeout-ms', '5000'],
		// One more than we found: it ends by its timeout unless there are more.
		...['--max-messages', String(count + 1)],
		...shown.flatMap(what => ['--property', `print.${what}=true`]),
	);
	return stdout
		.split('\n')
		.filter(line => line !== '')
		.sort();
};

const text = (bytes: Buffer | null): string => bytes?.toString() ?? 'null';

const ourLine = (r: DetachedRecord): string => {
	const headers = r.headers.length === 0 ? 'NO_HEADERS' : r.headers.map(h => `${h.name}:${text(h.value)}`).join(',');
	return [`CreateTime:${r.timestampMs}`, `Partition:${r.partition}`, `Offset:${r.offset}`, headers, text(r.key), text(r.value)].join('\t');
};

describe('the records of a topic', { timeout: 240_000 }, () => {
	let broker: SharedBroker;
	let cluster: OpenedCluster;
	before(async t => {
		if (!needsJava(t as never)) return;
		broker = await sharedBroker();
		cluster = await openAsAdmin(broker.cluster);
	});
	after(() => cluster?.close());

	const agree = async (topic: string, isolation: 'read_committed' | 'read_uncommitted') => {
		const ours = await scanTopics(cluster, [topic], { isolation });
		assert.equal(ours.end, 'covered');
		assert.ok(isComplete(ours.coverage), JSON.stringify(ours.coverage.holes));
		assert.equal(ours.coverage.recordsSeen, ours.records.length);
		assert.deepEqual(ours.records.map(ourLine).sort(), await javaLines(broker, topic, isolation, ours.records.length));
		return ours;
	};

	it('are those that Java reads, whatever codec packed them', async () => {
		const topic = `${PREFIX}-codecs`;
		await broker.fixture('topic', topic, '3', '1');
		for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd']) await broker.fixture('records', topic, '500', '200', codec);
		const { records } = await agree(topic, 'read_committed');
		assert.equal(records.length, 2500);
	});

	it('are those that Java reads where compaction left gaps, and its end is reached', async () => {
		const topic = `${PREFIX}-compacted`;
		await broker.fixture('compacted', topic, '50', '20');
		const { records, coverage } = await agree(topic, 'read_committed');
		assert.equal(coverage.coveredOffsets, 1000n);
		assert.ok(records.length < 1000);
	});

	it('are those that Java reads with transactions committed, aborted and open', async () => {
		const topic = `${PREFIX}-transactions`;
		const held = await broker.hold('transactions', topic);
		try {
			const committed = await agree(topic, 'read_committed');
			assert.equal(committed.records.length, 20);
			assert.equal(committed.coverage.abortedRecords, 10);
			assert.equal(committed.coverage.heldBackOffsets, 10n);
			const all = await agree(topic, 'read_uncommitted');
			assert.equal(all.records.length, 40);
			assert.equal(all.coverage.heldBackOffsets, 0n);
		} finally {
			await held.kill();
		}
	});

	it('are found by key, by text and by field, and no others', async () => {
		const one = await scanTopics(cluster, ['orders'], { key: 'order-17' });
		assert.deepEqual(
			one.records.map(r => text(r.key)),
			['order-17'],
		);
		const all = await scanTopics(cluster, ['orders'], { to: { offset: 900n } });
		const texts = all.records.map(r => text(r.value));
		const cities = await scanTopics(cluster, ['orders'], { contains: ['Łódź'], to: { offset: 900n } });
		assert.equal(cities.records.length, texts.filter(t => t.includes('Łódź')).length);
		assert.ok(cities.records.length > 0);
		assert.equal(cities.coverage.recordsSeen, all.records.length, 'what does not match is counted all the same');
		const others = await scanTopics(cluster, ['orders'], { contains: ['Łódź'], isInverted: true, to: { offset: 900n } });
		assert.equal(others.records.length + cities.records.length, all.records.length);
		const dear = await scanTopics(cluster, ['orders'], { where: 'value.amount > 490.0', to: { offset: 900n } });
		assert.equal(dear.records.length, texts.filter(t => JSON.parse(t).amount > 490).length);
		const fits = await scanTopics(cluster, ['orders'], { matches: '"state":"(paid|packed)"', to: { offset: 900n } });
		assert.equal(fits.records.length, texts.filter(t => /"state":"(paid|packed)"/.test(t)).length);
	});
});
