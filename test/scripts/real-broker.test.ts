/** Shows that the test broker is what other tests take it for. Half of it needs Kafka 4 and starts a cluster of its own. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import { isOurs } from '../../scripts/kafka/java-process.ts';
import { processMark } from '../../scripts/kafka/stop-cluster.ts';
import { type RealBroker, type SharedBroker, sharedBroker, startRealBroker } from '../helpers/real-broker.ts';

const skip = hasJava() ? false : 'Java is missing';
const mark = `${process.pid}-${Date.now().toString(36)}`;

describe('the shared test broker', { skip }, () => {
	let broker: SharedBroker;
	before(async () => {
		broker = await sharedBroker();
	});

	const topicTool = (...args: string[]) => broker.javaTool('org.apache.kafka.tools.TopicCommand', ...args);

	it('lets the reader see orders only, and not the cluster', async () => {
		await broker.fixture('topic', `orders-${mark}`, '1', '1');
		await broker.fixture('topic', `secret-${mark}`, '1', '1');
		const asReader = ['--bootstrap-server', broker.cluster.bootstrap.SCRAM, '--command-config', broker.cluster.clientProperties.reader];
		const { javaTool } = await import('../../scripts/kafka/java-tool.ts');
		const listed = await javaTool(broker.cluster, 'org.apache.kafka.tools.TopicCommand', [...asReader, '--list']);
		assert.match(listed.stdout, new RegExp(`^orders-${mark}$`, 'm'));
		assert.doesNotMatch(listed.stdout, new RegExp(`secret-${mark}`));
		// Kafka 4.4 has moved the class.
		const tools = ['kafka.admin.AclCommand', 'org.apache.kafka.tools.AclCommand'];
		const tried = await Promise.all(tools.map(tool => javaTool(broker.cluster, tool, [...asReader, '--list'])));
		const acls = tried.find(t => !t.stderr.includes('ClassNotFoundException'));
		assert.ok(acls);
		assert.match(acls.stderr + acls.stdout, /ClusterAuthorizationException|not authorized|Cluster authorization failed/i);
	});

	it('keeps a classic group with members until the fixture ends', async () => {
		await broker.fixture('topic', `group-topic-${mark}`, '4', '3');
		await broker.fixture('records', `group-topic-${mark}`, '100');
		const held = await broker.hold('classic-group', `group-${mark}`, `group-topic-${mark}`, '2');
		const described = await broker.javaTool(
			'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
			'--describe',
			'--group',
			`group-${mark}`,
			'--state',
		);
		assert.match(described.stdout, /Stable\s+2/);
		await held.end();
	});

	it('leaves committed, aborted and open transactions in a topic', async () => {
		const held = await broker.hold('transactions', `tx-${mark}`);
		const listed = await broker.javaTool('org.apache.kafka.tools.TransactionsCommand', 'list');
		assert.match(listed.stdout, new RegExp(`tx-${mark}-open.*Ongoing`));
		assert.match(listed.stdout, new RegExp(`tx-${mark}-ended.*CompleteAbort`));
		await held.end();
	});

	it('gives a recreated topic another id', async () => {
		await broker.fixture('topic', `again-${mark}`, '2', '1');
		const before = (await topicTool('--describe', '--topic', `again-${mark}`)).stdout;
		await broker.fixture('recreate-topic', `again-${mark}`);
		const after = (await topicTool('--describe', '--topic', `again-${mark}`)).stdout;
		const id = (text: string) => /TopicId: (\S+)/.exec(text)?.[1];
		assert.ok(id(before));
		assert.notEqual(id(before), id(after));
	});
});

describe('a test broker of its own on Kafka 4', { skip }, () => {
	let broker: RealBroker;
	before(async () => {
		broker = await startRealBroker({ version: '4.4.0' });
	});
	after(async () => {
		await broker.stop();
		const left = broker.cluster.brokers.filter(b => b.pid !== undefined && isOurs(b.pid, processMark(broker.cluster.name)));
		assert.deepEqual(left, []);
	});

	it('has groups of every type', async () => {
		await broker.fixture('topic', 'numbers', '3', '3');
		await broker.fixture('topic', 'copy', '3', '3');
		await broker.fixture('records', 'numbers', '300');
		const held = await Promise.all([
			broker.hold('classic-group', 'as-classic', 'numbers', '1'),
			broker.hold('consumer-group', 'as-consumer', 'numbers', '2'),
			broker.hold('share-group', 'as-share', 'numbers', '2'),
			broker.hold('streams-group', 'as-streams', 'numbers', 'copy'),
		]);
		const listed = await broker.javaTool('org.apache.kafka.tools.GroupsCommand', '--list');
		assert.match(listed.stdout, /as-classic\s+Classic/);
		assert.match(listed.stdout, /as-consumer\s+Consumer/);
		assert.match(listed.stdout, /as-share\s+Share/);
		assert.match(listed.stdout, /as-streams\s+Streams/);
		await Promise.all(held.map(one => one.end()));
	});

	it('goes on with a broker killed, and has all replicas in sync when it is back', async () => {
		await broker.fixture('topic', 'survivor', '3', '3');
		await broker.kill(2);
		const down = await broker.javaTool('org.apache.kafka.tools.TopicCommand', '--describe', '--topic', 'survivor');
		assert.equal(down.code, 0, down.stderr);
		await broker.restart(2);
		const behind = await broker.javaTool('org.apache.kafka.tools.TopicCommand', '--describe', '--under-replicated-partitions');
		assert.equal(behind.stdout.trim(), '');
	});
});
