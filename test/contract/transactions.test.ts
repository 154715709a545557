/** Open and hanging transactions on real brokers, beside the words of Kafka's own kafka-transactions. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import type { HeldTool } from '../../scripts/kafka/java-process.ts';
import { lagCauses } from '../../source/columns/lag-causes.ts';
import type { OpenedCluster } from '../../source/composition.ts';
import { readLag } from '../../source/operations/read-lag.ts';
import { readTransactions } from '../../source/operations/read-transactions.ts';
import { crc32c } from '../../source/records/crc32c.ts';
import { encodeBatch } from '../../source/records/encode-batch.ts';
import { runProgram } from '../helpers/built-program.ts';
import { openAsAdmin, openAsReader, until } from '../helpers/open-reader.ts';
import { type RealBroker, type SharedBroker, sharedBroker, startRealBroker } from '../helpers/real-broker.ts';
import { WireClient } from '../helpers/wire-client.ts';

if (!hasJava() && process.env.CI) throw new Error('Java is missing: tests with a real Kafka can not run');
const skip = hasJava() ? false : 'Java 17 or newer is missing: not tested against a real Kafka';

const TOOL = 'org.apache.kafka.tools.TransactionsCommand';
const mark = `transactions-${process.pid}-${Date.now().toString(36)}`;
const named = (name: string) => `${mark}-${name}`;

describe('an open transaction', { skip }, () => {
	let broker: SharedBroker;
	let opened: OpenedCluster;
	let held: HeldTool;
	const topic = named('open');

	before(async () => {
		broker = await sharedBroker();
		opened = await openAsAdmin(broker.cluster);
		held = await broker.hold('transactions', topic);
	});
	after(async () => {
		await held.end();
		await opened.close();
	});

	it('is told as its coordinator and its partition know it', async () => {
		const { rows, gaps } = await readTransactions(opened.known, { topics: [topic] });
		assert.deepEqual(gaps, []);
		assert.equal(rows.length, 1);
		const [row] = rows;
		const java = await broker.javaTool(TOOL, 'describe', '--transactional-id', `${topic}-open`);
		// CoordinatorId TransactionalId ProducerId ProducerEpoch TransactionState TransactionTimeoutMs StartTime Duration TopicPartitions
		const words = java.stdout.trim().split('\n').at(-1)!.trim().split(/\s+/);
		assert.deepEqual(
			[
				String(row!.coordinator),
				row!.transactionalId,
				String(row!.producerId),
				String(row!.producerEpoch),
				row!.state,
				String(row!.timeoutMs),
			],
			words.slice(0, 6),
		);
		assert.equal(row!.partitions.map(p => `${p.topic}-${p.partition}`).join(','), words.at(-1));
		assert.equal(row!.verdict, 'open');
		const producers = await broker.javaTool(TOOL, 'describe-producers', '--topic', topic, '--partition', '0');
		const own = producers.stdout.split('\n').find(l => l.trim().startsWith(String(row!.producerId)))!;
		assert.equal(own.trim().split(/\s+/).at(-1), String(row!.partitions[0]!.startOffset));
		const { startOffset, lastStable, end, heldBack } = row!.partitions[0]!;
		assert.equal(startOffset, lastStable);
		assert.equal(heldBack, end! - lastStable!);
		assert.equal(heldBack, 10n, 'ten records are in it');
	});

	it('is among all that are open, and ended ones are not', async () => {
		const { rows } = await readTransactions(opened.known, { topics: [] });
		assert.ok(rows.some(r => r.transactionalId === `${topic}-open`));
		assert.ok(!rows.some(r => r.transactionalId === `${topic}-ended`));
	});

	it('is the cause of the lag of a group that has read up to it', async () => {
		const [waiting, behind] = [named('waiting'), named('behind')];
		const { rows } = await readTransactions(opened.known, { topics: [topic] });
		const { lastStable } = rows[0]!.partitions[0]!;
		await broker.fixture('batch', `commit ${waiting} ${topic} 0=${lastStable}`, `commit ${behind} ${topic} 0=1`);
		const report = await readLag(opened.known, { groups: [waiting, behind], behind: 'bisect' });
		const of = (group: string) => report.rows.find(r => r.group === group)!;
		assert.match(lagCauses(of(waiting))[0]!.text, /-open\/0: an open transaction holds back 10 offsets$/);
		assert.deepEqual(lagCauses(of(behind)), [], 'it has something to read');
		const { stderr } = await runProgram(['lag', waiting, '--bootstrap', broker.cluster.bootstrap.PLAINTEXT]);
		assert.match(stderr, /an open transaction holds back 10 offsets \(read_committed\); msk-tui transactions --topic/);
	});

	it('says which right is missing where the identity may not see transactional ids or producers', async () => {
		const reader = await openAsReader(broker.cluster);
		try {
			const { rows, gaps } = await readTransactions(reader.known, { topics: [] });
			assert.ok(!rows.some(r => r.transactionalId === `${topic}-open`));
			assert.ok(
				gaps.length > 0 && gaps.every(g => g.needs !== null),
				JSON.stringify(gaps.map(({ path, reason, needs }) => ({ path, reason, needs }))),
			);
		} finally {
			await reader.close();
		}
	});
});

/** Makes a batch one of a transaction: attribute bit 4, producer id and epoch, first sequence 0. */
const inTransaction = (batch: Buffer, producerId: bigint, epoch: number): Buffer => {
	batch.writeInt16BE(0x10, 21);
	batch.writeBigInt64BE(producerId, 43);
	batch.writeInt16BE(epoch, 51);
	batch.writeInt32BE(0, 53);
	batch.writeUInt32BE(crc32c(batch.subarray(21)), 17);
	return batch;
};

describe('a hanging transaction', { skip }, () => {
	let broker: RealBroker;
	let opened: OpenedCluster;
	let home: string;

	before(async () => {
		home = mkdtempSync(join(tmpdir(), 'msk-tui-abort-'));
		// A broker as before Kafka 3.6 takes records of a transaction that its coordinator knows nothing of.
		broker = await startRealBroker({ brokers: 1, hangingTransactions: true });
		opened = await openAsAdmin(broker.cluster);
		await broker.fixture('batch', 'topic hung 1 1', 'topic young 1 1', 'records hung 5');
		await until('a transaction coordinator', async () => (await coordinatorError(broker)) === undefined);
	});
	after(async () => {
		await opened?.close();
		await broker?.stop();
		rmSync(home, { recursive: true, force: true });
	});

	it('is told from one that is too young to be sure, as Kafka’s own tool finds it', async () => {
		const nowMs = Date.now();
		await writeUnclaimed(broker, 'hung-id', 'hung', nowMs - 3_600_000);
		await writeUnclaimed(broker, 'young-id', 'young', nowMs);
		const { rows, gaps } = await readTransactions(opened.known, { topics: [] });
		assert.deepEqual(gaps, []);
		const verdicts = new Map(rows.flatMap(r => r.partitions.map(p => [p.topic, r] as const)));
		assert.deepEqual([verdicts.get('hung')?.verdict, verdicts.get('young')?.verdict], ['hanging', 'unknown']);
		assert.match(verdicts.get('young')!.unknown.find(u => u.field === 'verdict')!.reason, /only what is older than 15 min/);
		const hung = verdicts.get('hung')!;
		assert.equal(hung.transactionalId, 'hung-id');
		assert.equal(hung.partitions[0]!.startOffset, 5n);
		const java = await broker.javaTool(TOOL, 'find-hanging', '--topic', 'hung');
		const words = java.stdout.trim().split('\n').at(-1)!.trim().split(/\s+/);
		assert.deepEqual(words.slice(0, 3), ['hung', '0', String(hung.producerId)], java.stdout + java.stderr);
		const { code, stdout, stderr } = await runProgram(['transactions', '--bootstrap', broker.cluster.bootstrap.PLAINTEXT]);
		assert.equal(code, 0);
		assert.match(stdout, /hung-id +HANGING/);
		assert.match(stderr, /hung\/0 waits at offset 5 for a transaction that no coordinator will end/);
	});

	it('is aborted once it is proven to hang, and then read_committed consumers go on', async () => {
		const { rows } = await readTransactions(opened.known, { topics: [] });
		const idOf = (topic: string) => String(rows.find(r => r.partitions.some(p => p.topic === topic))!.producerId);
		const abort = (id: string) =>
			runProgram(
				[
					'transactions',
					'abort',
					id,
					'--json',
					'--read-write',
					'--confirm',
					'hung',
					'--confirm',
					'young',
					'--bootstrap',
					broker.cluster.bootstrap.PLAINTEXT,
				],
				{
					XDG_STATE_HOME: home,
				},
			);
		const young = await abort(idOf('young'));
		assert.equal(young.code, 5, young.stderr);
		assert.match(young.stderr, /Whether it hangs is not proven/);
		const hung = await abort(idOf('hung'));
		assert.equal(hung.code, 0, hung.stderr);
		const { applied, effect } = JSON.parse(hung.stdout) as { applied: boolean; effect: { heldBack: number } };
		assert.deepEqual([applied, effect.heldBack], [true, 1]);
		const ends = async (target: 'latest' | 'lastStable') => {
			const outcome = (await opened.known.reader.readOffsets([{ topic: 'hung', partition: 0, target }])).get('hung/0');
			return outcome?.ok ? outcome.value.offset : null;
		};
		assert.deepEqual([await ends('lastStable'), await ends('latest')], [7n, 7n], 'the marker is a record of its own');
		const again = await abort(idOf('hung'));
		assert.deepEqual([again.code, /No transaction of producer .* is open/.test(again.stderr)], [2, true], again.stderr);
		const java = await broker.javaTool(TOOL, 'find-hanging', '--topic', 'hung');
		assert.doesNotMatch(java.stdout, /^hung/m);
	});
});

/** Finds a transaction by a transactional client; undefined once the coordinator is there. */
const coordinatorError = async (broker: RealBroker): Promise<unknown> => {
	const client = await WireClient.open(broker.cluster.bootstrap.PLAINTEXT);
	try {
		const { errorCode } = await client.ask('InitProducerId', 4, {
			transactionalId: 'warm-up',
			transactionTimeoutMs: 60_000,
			producerId: -1n,
			producerEpoch: -1,
		});
		// The topic of transactions is made by FindCoordinator.
		if (errorCode !== 0) await client.ask('FindCoordinator', 4, { keyType: 1, coordinatorKeys: ['warm-up'] });
		return errorCode === 0 ? undefined : errorCode;
	} finally {
		client.close();
	}
};

/** Writes a record of a transaction without telling the coordinator that the partition is part of one. */
const writeUnclaimed = async (broker: RealBroker, transactionalId: string, topic: string, timestampMs: number): Promise<void> => {
	const client = await WireClient.open(broker.cluster.bootstrap.PLAINTEXT);
	try {
		const ask = { transactionalId, transactionTimeoutMs: 60_000, producerId: -1n, producerEpoch: -1 };
		const { errorCode, producerId, producerEpoch } = await client.ask('InitProducerId', 4, ask);
		assert.equal(errorCode, 0);
		const record = { key: null, value: Buffer.from('lost'), timestampMs };
		const records = inTransaction(encodeBatch([record], { baseOffset: 0n }), producerId, producerEpoch);
		const answer = await client.ask('Produce', 9, {
			transactionalId,
			acks: -1,
			timeoutMs: 10_000,
			topicData: [{ name: topic, partitionData: [{ index: 0, records }] }],
		});
		assert.equal(answer.responses[0]!.partitionResponses[0]!.errorCode, 0);
	} finally {
		client.close();
	}
};
