/** What a scan finds, compared record by record with Kafka's own console consumer. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { OpenedCluster } from '../../source/composition.ts';
import { isComplete } from '../../source/model/record-scan.ts';
import { planScan } from '../../source/operations/plan-scan.ts';
import { readNewest } from '../../source/operations/read-newest.ts';
import { readOldest } from '../../source/operations/read-oldest.ts';
import type { FilterQuestion } from '../../source/operations/record-filter.ts';
import type { DetachedRecord } from '../../source/records/record-view.ts';
import { openAsAdmin } from '../helpers/open-reader.ts';
import { produceLines } from '../helpers/produce-lines.ts';
import { needsJava, type SharedBroker, sharedBroker } from '../helpers/real-broker.ts';
import { scanTopics } from '../helpers/record-scan.ts';
import { expectInspection } from './expect-inspection.ts';

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
	return (
		stdout
			.split('\n')
			// Kafka 4.4 also prints there that it will drop an option.
			.filter(line => line.startsWith('CreateTime:'))
			.sort()
	);
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
		const { sample, writes } = await expectInspection(broker, cluster, topic, 3);
		assert.deepEqual([sample.codecs.length, sample.records, sample.nullKeys], [5, 2500, 0]);
		assert.deepEqual([sample.valueBytes.p50, sample.valueBytes.max], [200, 200]);
		assert.ok(Math.abs(sample.distinctKeys - 500) <= 25, `${sample.distinctKeys} keys`);
		assert.equal(
			writes.reduce((total, w) => total + w.lastHour, 0n),
			2500n,
		);
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
			const { sample } = await expectInspection(broker, cluster, topic, 1);
			assert.deepEqual([sample.records, sample.transactionalRecords], [40, 30]);
		} finally {
			await held.kill();
		}
	});

	it('are found by key, by text, by pattern and by field, and no others', async () => {
		const topic = `${PREFIX}-json`;
		await broker.fixture('topic', topic, '3', '1');
		const cities = ['Łódź', 'Aarhus', 'Bremen'];
		const states = ['paid', 'packed', 'placed', 'shipped'];
		const lines = Array.from(
			{ length: 400 },
			(_, i) => `order-${i}:{"city":"${cities[i % 3]}","state":"${states[i % 4]}","amount":${i / 4}}`,
		);
		await produceLines(broker.cluster, topic, lines);
		const find = async (filter: FilterQuestion) => {
			const { records, coverage } = await scanTopics(cluster, [topic], filter);
			assert.equal(coverage.recordsSeen, lines.length, 'what does not match is counted all the same');
			return records.map(r => `${text(r.key)}:${text(r.value)}`).sort();
		};
		const expected = (isWanted: (line: string, i: number) => boolean) => lines.filter(isWanted).sort();
		assert.deepEqual(await find({ key: 'order-17' }), [lines[17]]);
		assert.deepEqual(
			await find({ contains: ['Łódź'] }),
			expected(line => line.includes('Łódź')),
		);
		assert.deepEqual(
			await find({ contains: ['Łódź', 'packed'] }),
			expected(line => line.includes('Łódź') && line.includes('packed')),
		);
		assert.deepEqual(
			await find({ contains: ['Łódź'], isInverted: true }),
			expected(line => !line.includes('Łódź')),
		);
		assert.deepEqual(
			await find({ matches: '"state":"(paid|packed)"' }),
			expected(line => /"state":"(paid|packed)"/.test(line)),
		);
		assert.deepEqual(
			await find({ where: 'value.amount > 90.0' }),
			expected((_, i) => i / 4 > 90),
		);
		assert.deepEqual(await find({ key: 'order-1', where: 'value.city == "Bremen"' }), []);
	});

	for (const [direction, read] of [
		['back from the end', readNewest],
		['on from the beginning', readOldest],
	] as const)
		it(`come page by page, ${direction}: each once, none left out`, async () => {
			const { source } = await cluster.records();
			for (const topics of [[`${PREFIX}-compacted`], [`${PREFIX}-transactions`, `${PREFIX}-json`]]) {
				const all = await scanTopics(cluster, topics);
				let rest = await planScan(cluster.known.reader, { topics, from: 'beginning', to: 'end', isolation: 'read_committed' });
				const pages: (readonly DetachedRecord[])[] = [];
				while (rest.partitions.length > 0) {
					const page = await read(source, rest, { count: 70, bytesPerSecond: null });
					assert.ok(page.records.length === 70 || page.rest.partitions.length === 0, `a page of ${page.records.length}`);
					pages.push(page.records);
					rest = page.rest;
				}
				const seen = pages.flat().map(ourLine);
				assert.deepEqual([...seen].sort(), all.records.map(ourLine).sort());
				const inOrder = (read === readNewest ? [...pages].reverse() : pages).flat();
				for (const [i, record] of inOrder.entries())
					if (i > 0) assert.ok(record.timestampMs >= inOrder[i - 1]!.timestampMs, 'the pages follow each other in time');
			}
		});
});
