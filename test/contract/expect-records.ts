import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Failure } from '../../source/model/failure.ts';
import { partitionKey } from '../../source/model/partition-key.ts';
import type { RecordSource, ScanEvent, ScanOptions, ScanRange } from '../../source/ports/record-source.ts';
import { readBatchHeader } from '../../source/records/batch-header.ts';
import { type ContractGround, valueIn } from './contract-ground.ts';

const OPTIONS: ScanOptions = { isolation: 'read_committed', bytesPerSecond: null };

/** What a source of records must give. */
export const expectRecords = (ground: () => ContractGround): void => {
	const scan = async (ranges: readonly ScanRange[], options: Partial<ScanOptions> = {}) => {
		const events: ScanEvent[] = [];
		for await (const event of ground().source.scan(ranges, { ...OPTIONS, ...options }))
			events.push(event.kind === 'records' ? { ...event, bytes: Buffer.from(event.bytes) } : event);
		return events;
	};
	/** Offsets from the first to before the last that events cover, which may leave no hole. */
	const covered = (events: readonly ScanEvent[], partition: number): readonly [bigint, bigint] | undefined => {
		const own = events.filter(e => e.partition === partition && e.kind === 'records');
		let next: bigint | undefined;
		for (const event of own) {
			if (event.kind !== 'records') continue;
			assert.ok(next === undefined || event.fromOffset === next, `a hole before ${event.fromOffset}`);
			next = event.nextOffset;
		}
		const first = own[0];
		return first?.kind === 'records' && next !== undefined ? [first.fromOffset, next] : undefined;
	};

	it('scans a range of every partition without a hole', async () => {
		const { topic, reader } = ground();
		const ends = await reader.readOffsets([0, 1, 2].map(partition => ({ topic, partition, target: 'latest' })));
		const ranges = [0, 1, 2].map(partition => ({
			...{ topic, partition, fromOffset: 5n },
			endOffset: valueIn(ends.get(partitionKey(topic, partition))).offset,
		}));
		const events = await scan(ranges);
		for (const { partition, fromOffset, endOffset } of ranges) assert.deepEqual(covered(events, partition), [fromOffset, endOffset]);
	});

	it('gives whole batches, and which transactions were aborted to committed readers', async () => {
		const range = { topic: ground().ledgerTopic, partition: 0, fromOffset: 0n, endOffset: 32n };
		const events = await scan([range]);
		assert.deepEqual(covered(events, 0), [0n, 32n]);
		const batches = events.flatMap(e => (e.kind === 'records' ? [e.bytes] : []));
		for (const bytes of batches)
			for (let at = 0; at < bytes.length; ) {
				const header = readBatchHeader(bytes, at);
				assert.ok(header !== undefined);
				at = header.end;
			}
		const aborted = new Set(events.flatMap(e => (e.kind === 'records' ? (e.aborted ?? []) : [])).map(a => a.firstOffset));
		assert.deepEqual([...aborted], [11n]);
		const uncommitted = await scan([{ ...range, endOffset: 42n }], { isolation: 'read_uncommitted' });
		assert.deepEqual(covered(uncommitted, 0), [0n, 42n]);
		assert.ok(uncommitted.every(e => e.kind === 'records' && e.aborted === null));
	});

	it('lets what is not there fail alone', async () => {
		const { topic } = ground();
		const events = await scan([
			{ topic: 'there-is-no-such-thing', partition: 0, fromOffset: 0n, endOffset: 1n },
			{ topic, partition: 0, fromOffset: 0n, endOffset: 1n },
		]);
		const failed = events.filter(e => e.kind === 'failed');
		assert.deepEqual(
			failed.map(e => [e.topic, e.failure.kind]),
			[['there-is-no-such-thing', 'notFound']],
		);
		assert.ok(events.some(e => e.kind === 'records' && e.topic === topic));
	});

	it('ends when it is closed, and when the caller gives up', async () => {
		const { topic, source } = ground();
		const endless = { topic, partition: 0, fromOffset: 0n, endOffset: null };
		const closed = source.scan([endless], OPTIONS);
		for await (const event of closed) {
			assert.equal(event.kind, 'records');
			closed.close();
		}
		const controller = new AbortController();
		const reason = new Failure('incomplete', 'Interrupted.');
		const read = async (from: RecordSource): Promise<void> => {
			for await (const _event of from.scan([endless], { ...OPTIONS, signal: controller.signal })) controller.abort(reason);
		};
		await assert.rejects(read(source), error => error === reason);
	});
};
