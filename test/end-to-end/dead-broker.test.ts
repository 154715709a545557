import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import { runProgram } from '../helpers/built-program.ts';
import { type RealBroker, startRealBroker } from '../helpers/real-broker.ts';
import { unexplainedNulls } from '../helpers/unexplained-nulls.ts';

const skip = hasJava() || process.env.CI ? false : 'Java 17 or newer is missing: not tested against a real Kafka';

const GROUP_TOOL = 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand';

type Json = Record<string, unknown>;
type Rows = readonly Json[];

/** Where other tools wait half a minute, lose whole columns or fail (facts: Java's group tool 32 s and an error). */
describe('with one of three brokers dead and a partition without a leader', { skip }, () => {
	let broker: RealBroker;
	const dead = 2;
	const run = async (...args: string[]) => {
		const { stdout, stderr, code } = await runProgram([...args, '--json', '--bootstrap', broker.cluster.bootstrap.PLAINTEXT]);
		assert.notEqual(stdout, '', stderr);
		const json = JSON.parse(stdout) as Json;
		assert.deepEqual(unexplainedNulls(json), [], args.join(' '));
		return { json, code };
	};
	const tool = async (name: string, ...args: string[]) =>
		assert.equal((await broker.javaTool(`org.apache.kafka.tools.${name}`, ...args)).code, 0);

	before(async () => {
		broker = await startRealBroker();
		await tool('TopicCommand', '--create', '--topic', 'whole', '--partitions', '3', '--replication-factor', '3');
		await tool('TopicCommand', '--create', '--topic', 'single', '--replica-assignment', '1,2');
		const reset = ['--reset-offsets', '--to-earliest', '--execute'];
		// Kafka's tool says 0 also where a broker does not know the new topics yet; what it committed is in its output.
		for (let output = ''; !['whole', 'single'].every(topic => output.includes(topic)); )
			output = (await broker.javaTool(GROUP_TOOL, '--group', 'watcher', '--topic', 'whole', '--topic', 'single', ...reset)).stdout;
		await broker.kill(dead);
		// The cluster takes some seconds to notice; each look is a question to it, so nothing here waits by the clock.
		for (let looks = 0; looks < 200; looks++) {
			const { json } = await run('brokers');
			if ((json.brokers as Rows).some(b => b.id === dead && b.isAlive === false)) return;
		}
		assert.fail('the dead broker is still among the living');
	});
	after(() => broker?.stop());

	it('keeps the dead broker in sight', async () => {
		const { json, code } = await run('brokers');
		const row = (json.brokers as Rows).find(b => b.id === dead)!;
		assert.deepEqual([code, row.isAlive, row.host, row.sizeBytes, row.leaders], [6, false, null, null, 0]);
		assert.ok((row.underReplicated as number) > 0);
		assert.ok((json.unknown as Rows).some(u => u.path === `brokers.${dead}`));
	});

	it('tells of a living broker what goes down with it now that another is gone, and of the dead one that it has nothing to lose', async () => {
		const { json } = await run('broker', '1');
		const { topics } = (json.brokers as Rows)[0]!.loss as { topics: Rows };
		const effects = (name: string) => topics.filter(t => t.topic === name).map(t => t.effect);
		assert.deepEqual([effects('single'), effects('whole')], [['offline'], ['refusesWrites']]);
		const gone = await run('broker', String(dead));
		assert.deepEqual([gone.code, (gone.json.brokers as Rows)[0]!.isAlive, (gone.json.brokers as Rows)[0]!.config], [6, false, null]);
	});

	it('shows every topic, and no size where one is lost', async () => {
		const { json, code } = await run('topics');
		const row = (name: string) => (json.topics as Rows).find(t => t.name === name)!;
		assert.deepEqual(
			[code, row('whole').underReplicated, row('whole').offline, row('single').offline, row('single').sizeBytes],
			[6, 3, 0, 1, null],
		);
		assert.equal(typeof row('whole').sizeBytes, 'number');
		const atRisk = await run('topics', '--under-replicated', '--columns', 'name,offline');
		assert.deepEqual([atRisk.code, (atRisk.json.topics as Rows).length], [0, 2]);
	});

	it('reads the lag of the living partitions, and claims no sum', async () => {
		const { json, code } = await run('lag', 'watcher');
		const watcher = (json.groups as Rows)[0]!;
		assert.deepEqual([watcher.lag, watcher.lost, watcher.behindMs], [null, null, null]);
		assert.match((watcher.unknown as Rows).find(u => u.field === 'lag')!.reason as string, /^at least 0: single\/1: /);
		const partitions = watcher.partitions as Rows;
		const lags = partitions.map(p => [`${p.topic}/${p.partition}`, p.lag]);
		assert.deepEqual(lags, [
			['single/0', 0],
			['single/1', null],
			['whole/0', 0],
			['whole/1', 0],
			['whole/2', 0],
		]);
		assert.equal(code, 6);
		const listed = await run('groups', 'watcher');
		assert.deepEqual([listed.code, (listed.json.groups as Rows)[0]!.lag], [6, null]);
		const topic = await run('topic', 'single');
		assert.deepEqual([topic.code, ((topic.json.topic as Json).groups as Rows)[0]!.lag], [6, null]);
	});
});
