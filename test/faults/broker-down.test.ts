/** Bad days of a whole broker, on a cluster of our own: killed, hung, come back, and all of them gone. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import { endProcesses } from '../../scripts/kafka/java-process.ts';
import { processMark } from '../../scripts/kafka/stop-cluster.ts';
import type { OpenedCluster } from '../../source/composition.ts';
import type { GroupLag, PartitionLag } from '../../source/model/lag.ts';
import type { Report } from '../../source/model/report.ts';
import { readBrokers } from '../../source/operations/read-brokers.ts';
import { type ClusterSession, openSession } from '../../source/state/cluster-session.ts';
import type { Snapshot } from '../../source/state/poller.ts';
import { runProgram } from '../helpers/built-program.ts';
import { openAsAdmin, until } from '../helpers/open-reader.ts';
import { type RealBroker, startRealBroker } from '../helpers/real-broker.ts';
import { unexplainedNulls } from '../helpers/unexplained-nulls.ts';

if (!hasJava() && process.env.CI) throw new Error('Java is missing: tests with a real Kafka can not run');
const skip = hasJava() ? false : 'Java 17 or newer is missing: not tested against a real Kafka';

const VICTIM = 2;
const GROUPS = 6;
const PARTITIONS = 6;

type Json = Record<string, unknown>;
type Rows = readonly Json[];

describe('one broker of three on a bad day', { skip }, () => {
	let broker: RealBroker;
	let opened: OpenedCluster;
	let session: ClusterSession;
	/** How many partitions of the topic with single replicas lie on the victim: Kafka places them at random. */
	let lonely: number;
	before(async () => {
		broker = await startRealBroker();
		// Replicated topics get new leaders; single replicas go offline with their broker.
		await broker.fixture('topic', 'triple', String(PARTITIONS), '3');
		await broker.fixture('topic', 'single', String(PARTITIONS), '1');
		for (const topic of ['triple', 'single']) {
			await broker.fixture('records', topic, '600');
			await broker.fixture('groups', `on-${topic}-`, String(GROUPS), topic, '10');
		}
		opened = await openAsAdmin(broker.cluster);
		lonely = [...(await leaders())].filter(([key, leader]) => key.startsWith('single/') && leader === VICTIM).length;
		session = openSession(opened.known);
		session.groups.start();
		await until('a first whole look', () => isWhole(session.groups.snapshot().value));
	});
	after(async () => {
		session.groups.stop();
		await opened.close();
		await broker.stop();
	});

	/** Reads until a look begun after now is complete, and tells how long it took. */
	const nextLook = async (): Promise<{ report: Report<GroupLag>; ms: number; snapshot: Snapshot<Report<GroupLag>> }> => {
		const started = performance.now();
		await until('idle', () => !session.groups.snapshot().isReading);
		const old = session.groups.snapshot();
		session.groups.refresh();
		await until('another look', () => {
			const now = session.groups.snapshot();
			return !now.isReading && (now.atMs !== old.atMs || now.failure !== old.failure);
		});
		const snapshot = session.groups.snapshot();
		assert.ok(snapshot.value);
		return { report: snapshot.value, ms: Math.round(performance.now() - started), snapshot };
	};

	/** Who leads what, as a healthy broker told last. */
	const leaders = async (): Promise<ReadonlyMap<string, number | null>> => {
		const { topics } = await opened.known.reader.readTopics(['triple', 'single']);
		return new Map(topics.flatMap(t => t.partitions.map(p => [`${t.name}/${p.partition}`, p.leader] as const)));
	};

	/** Every partition of the groups in a report: the number where its leader lives, a reason everywhere else. */
	const assertHealthyKnown = (report: Report<GroupLag>, leading: ReadonlyMap<string, number | null>, victim: number): void => {
		assert.ok(report.rows.length > 0);
		for (const row of report.rows.filter(r => r.failure === null)) {
			assert.equal(row.partitions.length, PARTITIONS, row.group);
			for (const p of row.partitions) assertPartition(p, leading.get(`${p.topic}/${p.partition}`) ?? victim, victim);
		}
		assert.ok(report.gaps.length > 0);
		for (const gap of report.gaps) assert.match(gap.reason, /\S{3}/);
	};

	it('shows every healthy partition and a reason for the others while a broker hangs, and recovers when it goes on', async () => {
		const leading = await leaders();
		const { pid } = broker.cluster.brokers.find(b => b.id === VICTIM)!;
		assert.ok(pid !== undefined);
		process.kill(pid, 'SIGSTOP');
		try {
			const { report, ms } = await nextLook();
			console.log(`# hung broker: first look ${ms} ms`);
			assertHealthyKnown(report, leading, VICTIM);
			assert.match(report.gaps.map(g => g.reason).join(' '), /Broker 2: localhost:\d+ did not answer/);
			const second = await nextLook();
			console.log(`# hung broker: second look ${second.ms} ms`);
		} finally {
			process.kill(pid, 'SIGCONT');
		}
		await until('all partitions known again', async () => isWhole((await nextLook()).report));
	});

	/** Brokers pass DescribeQuorum on to the controller: one that hangs must take neither them nor the other looks with it. */
	it('shows every healthy partition while the controller hangs, which is asked all the time', async () => {
		const { leaderId } = await opened.known.reader.readController();
		assert.ok(leaderId !== null);
		const leading = await leaders();
		const { pid } = broker.cluster.brokers.find(b => b.id === leaderId)!;
		assert.ok(pid !== undefined);
		process.kill(pid, 'SIGSTOP');
		try {
			const asked = opened.known.reader.readController();
			const { report, ms, snapshot } = await nextLook();
			console.log(`# hung controller: first look ${ms} ms`);
			assert.equal(snapshot.failure, undefined);
			assertHealthyKnown(report, leading, leaderId);
			const controller = await asked;
			// Either the quorum had elected another one by then, or it is unknown and says whose silence it is.
			if (controller.leaderId === null)
				assert.match(controller.unknown[0]!.reason, /^The controller, by way of localhost:\d+ did not answer/);
			const brokers = readBrokers(opened.known);
			const second = await nextLook();
			console.log(`# hung controller: second look ${second.ms} ms`);
			assert.equal(second.snapshot.failure, undefined);
			assert.deepEqual(
				(await brokers).brokers.map(b => b.id),
				[1, 2, 3],
			);
		} finally {
			process.kill(pid, 'SIGCONT');
		}
		await until('all partitions known again', async () => isWhole((await nextLook()).report));
	});

	it('shows every healthy partition and a reason for the others when a broker is killed', async () => {
		const leading = await leaders();
		const beforeIt = session.groups.snapshot();
		await broker.kill(VICTIM);
		const { report, ms, snapshot } = await nextLook();
		console.log(`# killed broker: first look ${ms} ms`);
		assertHealthyKnown(report, leading, VICTIM);
		assert.match(report.gaps.map(g => g.reason).join(' '), /refuses connections|closed/);
		assert.ok(snapshot.atMs !== undefined && beforeIt.atMs !== undefined && snapshot.atMs > beforeIt.atMs);
	});

	it('knows all replicated partitions again once they have new leaders, without a restart of ours', async () => {
		await until('new leaders', async () => {
			const { report } = await nextLook();
			const triple = report.rows.filter(r => r.group.startsWith('on-triple-'));
			// Values kept from before are no knowledge of now.
			return (
				report.rows.every(r => r.asOfMs === undefined) &&
				triple.length === GROUPS &&
				triple.every(r => r.partitions.every(p => p.lag !== null))
			);
		});
		const single = session.groups.snapshot().value!.rows.filter(r => r.group.startsWith('on-single-'));
		assert.equal(single.length, GROUPS);
		const offline = single.flatMap(r => r.partitions.filter(p => p.lag === null));
		assert.equal(offline.length, GROUPS * lonely);
		for (const p of offline) assert.match(p.failure?.message ?? '', /No broker leads the partition/);
	});

	const program = (...args: string[]) => runProgram([...args, '--bootstrap', broker.cluster.bootstrap.PLAINTEXT]);
	const document = async (...args: string[]): Promise<{ json: Json; code: number | null; stderr: string }> => {
		const { stdout, stderr, code } = await program(...args, '--json');
		const json = JSON.parse(stdout) as Json;
		assert.deepEqual(unexplainedNulls(json), [], args.join(' '));
		return { json, code, stderr };
	};

	it('answers lag in one shot with what is known, exit 6', async () => {
		const { json, code } = await document('lag', '--all');
		const groups = json.groups as Rows;
		assert.deepEqual([code, groups.length], [6, GROUPS * 2]);
		const known = groups.flatMap(g => g.partitions as Rows).filter(p => p.lag !== null);
		assert.equal(known.length, GROUPS * (PARTITIONS + PARTITIONS - lonely));
		assert.ok((json.unknown as Rows).every(u => /No broker leads/.test(u.reason as string)));
	});

	it('answers topics, topic, groups and brokers with a partition offline', async () => {
		const topics = await document('topics');
		const [single, triple] = topics.json.topics as Rows;
		assert.deepEqual([single!.name, single!.offline], ['single', lonely]);
		assert.deepEqual([triple!.name, triple!.offline, triple!.underReplicated], ['triple', 0, PARTITIONS]);
		const topic = await document('topic', 'single');
		const partitions = (topic.json.topic as { partitions: Rows }).partitions;
		assert.deepEqual(partitions.filter(p => p.leader === null).length, lonely);
		assert.equal(partitions.filter(p => typeof p.endOffset === 'number').length, PARTITIONS - lonely);
		assert.equal(topic.code, 6);
		const groups = await document('groups');
		assert.deepEqual([groups.code, (groups.json.groups as Rows).length], [6, GROUPS * 2]);
		const brokers = await document('brokers');
		const dead = (brokers.json.brokers as Rows).find(b => b.id === VICTIM)!;
		// Named by replicas though no broker by that number is there: a row with reasons, not a gap in the table.
		assert.deepEqual([brokers.code, (brokers.json.brokers as Rows).length, dead.host, dead.logDirs, dead.leaders], [6, 3, null, null, 0]);
	});

	it('has everything back when the broker is', async () => {
		await broker.restart(VICTIM);
		await until('all partitions known', async () => isWhole((await nextLook()).report));
		const { code, json } = await document('lag', '--all');
		assert.deepEqual([code, json.unknown], [0, []]);
	});

	it('keeps the last values with their age when all brokers are gone, and says so in one sentence', async () => {
		const { report, snapshot } = await nextLook();
		await endProcesses(
			broker.cluster.brokers.flatMap(b => (b.pid === undefined ? [] : [b.pid])),
			processMark(broker.cluster.name),
		);
		session.groups.refresh();
		await until('a failed look', () => session.groups.snapshot().failure !== undefined);
		const after = session.groups.snapshot();
		assert.deepEqual([after.value, after.atMs], [report, snapshot.atMs]);
		assert.equal(after.failure?.kind, 'connection');
		const { code, stdout, stderr } = await program('lag', '--all', '--json');
		const { error } = JSON.parse(stderr) as { error: { kind: string; message: string; nextSteps: string[]; details: Json } };
		assert.deepEqual([code, stdout, error.kind], [3, '', 'connection']);
		assert.match(error.message, /^None of the 3 broker addresses answers\. localhost:\d+ refuses connections\./);
		assert.ok(error.nextSteps.length > 0);
		const people = await program('topics');
		assert.equal(people.code, 3);
		assert.match(people.stderr, /^msk-tui: None of the 3 broker addresses answers\..*\n {2}try: /);
	});
});

/** All groups of the fixture, every partition with its number. */
const isWhole = (report: Report<GroupLag> | undefined): boolean =>
	report !== undefined &&
	report.rows.length === GROUPS * 2 &&
	report.rows.every(r => r.partitions.length === PARTITIONS && r.partitions.every(p => p.lag !== null && p.failure === null));

const assertPartition = (p: PartitionLag, leader: number, victim: number): void => {
	const place = `${p.topic}/${p.partition}`;
	if (leader !== victim) assert.equal(p.lag, p.end! - 10n, place);
	// A replicated partition may have a new leader by now; what has no number has a reason.
	else if (p.lag === null) assert.ok(p.failure !== null && p.failure.message.length > 0 && p.unknown.some(u => u.field === 'end'), place);
};
