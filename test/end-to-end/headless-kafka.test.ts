import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import { javaTool } from '../../scripts/kafka/java-tool.ts';
import { cleanEnvironment, programArguments, runProgram } from '../helpers/built-program.ts';
import { type SharedBroker, sharedBroker } from '../helpers/real-broker.ts';
import { unexplainedNulls } from '../helpers/unexplained-nulls.ts';

// In CI a missing Java is an error, raised where the cluster is started: a skipped test would go unnoticed there.
const skip = hasJava() || process.env.CI ? false : 'Java 17 or newer is missing: not tested against a real Kafka';
let broker: SharedBroker;

/** Our own names, so that runs at the same time do not meet; the reader may see topics that begin with `orders`. */
const mark = `${process.pid}-${Date.now().toString(36)}`;
const orders = `orders-${mark}`;
const hidden = `payments-${mark}`;
const group = `billing-${mark}`;

type Json = Record<string, unknown>;
type Rows = readonly Json[];

const on = () => broker.cluster;
const java = async (mainClass: string, ...args: string[]) => {
	const result = await javaTool(on(), mainClass, ['--bootstrap-server', on().bootstrap.PLAINTEXT, ...args]);
	assert.equal(result.code, 0, result.stderr);
	return result.stdout;
};
const topicTool = (...args: string[]) => java('org.apache.kafka.tools.TopicCommand', ...args);
const groupTool = (...args: string[]) => java('org.apache.kafka.tools.consumer.group.ConsumerGroupCommand', ...args);

const admin = (...args: string[]) => runProgram([...args, '--bootstrap', on().bootstrap.PLAINTEXT]);
const reader = (...args: string[]) => {
	const { username, password } = on().credentials.scram.reader;
	const auth = ['--auth', 'scram', '--username', username, '--password-from', 'env:READER_PASSWORD', '--tls-ca', on().tls.ca];
	return runProgram([...args, '--bootstrap', on().bootstrap.SCRAM, ...auth], { READER_PASSWORD: password });
};

/** Runs with --json and holds every document to the rule about nulls. */
const document = async (run: typeof admin, ...args: string[]) => {
	const { stdout, stderr, code } = await run(...args, '--json');
	const json = JSON.parse(stdout) as Json;
	assert.deepEqual(unexplainedNulls(json), [], args.join(' '));
	assert.deepEqual(Object.keys(json).slice(0, 2), ['at', 'cluster']);
	assert.ok(Array.isArray(json.unknown));
	return { json, code, stderr };
};

describe('the headless face on a real Kafka', { skip }, () => {
	before(async () => {
		broker = await sharedBroker();
		await broker.fixture(
			'batch',
			`topic ${orders} 3 3 retention.ms=3600000`,
			`records ${orders} 300`,
			`topic ${hidden} 1 1`,
			`commit ${group} ${orders} 0=0 1=0 2=0`,
		);
	});
	after(async () => {
		// Its group goes with its topic: what holds no commit and no member ends.
		await broker.fixture('batch', `delete-topic ${orders}`, `delete-topic ${hidden}`);
	});

	it('lists the topics that Kafka’s own tool lists', async () => {
		const theirs = (await topicTool('--list')).split('\n').filter(line => line !== '' && !line.startsWith('__'));
		const { json, code } = await document(admin, 'topics');
		const names = (json.topics as Rows).map(t => t.name);
		for (const name of [orders, hidden]) assert.ok(names.includes(name));
		assert.deepEqual([code, names.filter(n => theirs.includes(n as string)).length], [0, theirs.length]);
		const row = (json.topics as Rows).find(t => t.name === orders)!;
		assert.deepEqual(
			[row.partitions, row.replicationFactor, row.underReplicated, row.offline, row.underMinIsr, row.retentionMs, row.cleanupPolicy],
			[3, 3, 0, 0, 0, 3_600_000, 'delete'],
		);
		assert.ok((row.sizeBytes as number) > 0);
	});

	it('tells one topic with offsets, settings and groups', async () => {
		const { json, code } = await document(admin, 'topic', orders);
		const topic = json.topic as { partitions: Rows; config: Rows; groups: Rows };
		const described = await topicTool('--describe', '--topic', orders);
		for (const p of topic.partitions)
			assert.match(
				described,
				new RegExp(`Partition: ${p.partition}\\s+Leader: ${p.leader}\\s+Replicas: ${(p.replicas as number[]).join(',')}\\s`),
			);
		assert.equal(
			topic.partitions.reduce((sum, p) => sum + (p.endOffset as number) - (p.beginOffset as number), 0),
			300,
		);
		const retention = topic.config.find(c => c.name === 'retention.ms')!;
		assert.deepEqual(
			[retention.value, retention.source, retention.sensitive, retention.readOnly],
			['3600000', 'DYNAMIC_TOPIC_CONFIG', false, false],
		);
		assert.deepEqual([code, topic.groups], [0, [{ group, lag: 300 }]]);
	});

	it('tells the lag that Kafka’s own tool tells', async () => {
		const theirs = (await groupTool('--describe', '--group', group))
			.split('\n')
			.map(line => line.trim().split(/\s+/))
			.filter(cells => cells[0] === group)
			.map(([, topic, partition, committed, end, lag]) => [topic, ...[partition, committed, end, lag].map(Number)])
			.sort((a, b) => Number(a[1]) - Number(b[1]));
		const { json, code } = await document(admin, 'lag', group);
		const found = (json.groups as Rows)[0]!;
		assert.deepEqual(
			(found.partitions as Rows).map(p => [p.topic, p.partition, p.committed, p.end, p.lag]),
			theirs,
		);
		assert.deepEqual([code, found.lag, found.state, found.type], [0, 300, 'Empty', 'classic']);
		assert.ok((found.behindMs as number) > 0);
	});

	it('ends with 1 for a crossed threshold and with 0 for one that holds', async () => {
		assert.equal((await admin('lag', group, '--max-lag', '299')).code, 1);
		assert.equal((await admin('lag', group, '--max-lag', '300')).code, 0);
		assert.equal((await admin('lag', group, '--max-behind', '1h')).code, 0);
		assert.equal((await admin('lag', group, `nothere-${mark}`, '--max-lag', '299')).code, 1);
	});

	it('ends with 2 when something named does not exist', async () => {
		for (const args of [
			['topic', `nothere-${mark}`],
			['group', `nothere-${mark}`],
			['lag', `nothere-${mark}`],
			['lag', '--topic', `nothere-${mark}`],
			['lag', group, '--topic', `nothere-${mark}`, '--max-lag', '5'],
			['lag', group, '--topic', hidden],
			['topics', `nothere-${mark}`],
			['topics', `nothere-${mark}`, `${orders}*`],
			['groups', `nothere-${mark}`],
			['broker', '999'],
		]) {
			const { code, stderr } = await admin(...args, '--json');
			assert.deepEqual([code, (JSON.parse(stderr) as { error: { kind: string } }).error.kind], [2, 'notFound'], args.join(' '));
		}
		const { code, json } = await document(admin, 'topics', `nothere-${mark}*`);
		assert.deepEqual([code, json.topics, json.unknown], [0, [], []]);
	});

	it('watches in JSON Lines and ends with the code of its last look', async () => {
		const args = ['lag', group, '--watch', '1s', '--json', '--max-lag', '299', '--bootstrap', on().bootstrap.PLAINTEXT];
		const child = spawn(process.execPath, programArguments(args), { env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'inherit'] });
		const looks: Json[] = [];
		for await (const line of createInterface({ input: child.stdout })) {
			looks.push(JSON.parse(line) as Json);
			if (looks.length === 2) child.kill('SIGINT');
		}
		const code = child.exitCode ?? (await new Promise(resolve => child.on('close', resolve)));
		assert.equal(code, 1);
		assert.ok(looks.length >= 2);
		for (const look of looks) assert.deepEqual([(look.groups as Rows)[0]!.lag, unexplainedNulls(look)], [300, []]);
	});

	it('tells groups and brokers', async () => {
		const groups = await document(admin, 'groups', `${group}*`);
		const [row] = groups.json.groups as Rows;
		assert.deepEqual([groups.code, row!.group, row!.members, row!.topics, row!.lag], [0, group, 0, [orders], 300]);
		const one = await document(admin, 'group', group);
		assert.deepEqual([one.code, (one.json.group as Json).members], [0, []]);
		const brokers = await document(admin, 'brokers');
		assert.deepEqual(
			(brokers.json.brokers as Rows).map(b => [b.id, b.rack]),
			on().brokers.map(b => [b.id, b.rack]),
		);
		assert.equal((brokers.json.controller as Json).mode, 'kraft');
		const broker = await document(admin, 'broker', String(on().brokers[0]!.id));
		assert.deepEqual([broker.code, (broker.json.brokers as Rows).length], [0, 1]);
	});

	it('never takes a list that Kafka shortened for the whole', async () => {
		const topics = await document(reader, 'topics');
		const names = (topics.json.topics as Rows).map(t => t.name);
		assert.ok(names.includes(orders) && !names.includes(hidden));
		assert.equal(topics.code, 6);
		const gap = (topics.json.unknown as Rows).find(u => u.path === 'topics')!;
		assert.match(gap.needs as string, /kafka-cluster:DescribeTopic/);
		const own = (topics.json.topics as Rows).find(t => t.name === orders)!;
		assert.equal(own.sizeBytes, null);
		assert.match((own.unknown as Rows).find(u => u.field === 'sizeBytes')!.needs as string, /kafka-cluster:DescribeCluster/);
		const brokers = await document(reader, 'brokers');
		assert.deepEqual([brokers.code, (brokers.json.brokers as Rows)[0]!.leaders], [6, null]);
	});

	it('says 4 when only rights stand in the way, and that a hidden topic may not exist', async () => {
		const topic = await reader('topic', hidden, '--json');
		const { error } = JSON.parse(topic.stderr) as { error: { kind: string; message: string; details: Json } };
		assert.deepEqual([topic.code, error.kind], [4, 'authorization']);
		assert.match(error.message, /may not exist, or be hidden/);
		assert.equal((await reader('topics', `${hidden}*`)).code, 4);
		assert.equal((await reader('group', group, '--json')).code, 4);
		assert.equal((await reader('lag', group)).code, 4);
		// The broker tells the reader of a topic it may describe that it does not exist.
		assert.equal((await reader('topic', `orders-nothere-${mark}`)).code, 2);
	});

	it('ends with 3 for a wrong password, without showing it', async () => {
		const { code, stderr } = await runProgram(
			[
				'topics',
				'--bootstrap',
				on().bootstrap.SCRAM,
				'--auth',
				'scram',
				'--username',
				'reader',
				'--password-from',
				'env:P',
				'--tls-ca',
				on().tls.ca,
				'--json',
			],
			{ P: 'hunter2' },
		);
		assert.deepEqual([code, (JSON.parse(stderr) as { error: { kind: string } }).error.kind], [3, 'authentication']);
		assert.doesNotMatch(stderr, /hunter2/);
	});
});
