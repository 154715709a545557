/** Reading never creates anything, also where brokers create topics that a client names (auto.create.topics.enable, Kafka's default). */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import { readLag } from '../../source/operations/read-lag.ts';
import { readTopic } from '../../source/operations/read-topic.ts';
import { runProgram } from '../helpers/built-program.ts';
import { openAsAdmin } from '../helpers/open-reader.ts';
import { type RealBroker, startRealBroker } from '../helpers/real-broker.ts';

if (!hasJava() && process.env.CI) throw new Error('Java is missing: tests with a real Kafka can not run');
const skip = hasJava() ? false : 'Java 17 or newer is missing: not tested against a real Kafka';

describe('on a broker that creates what is named', { skip }, () => {
	let broker: RealBroker;
	before(async () => {
		broker = await startRealBroker({ brokers: 1, autoCreate: true });
	});
	after(() => broker.stop());

	const topics = async (): Promise<string> => (await broker.javaTool('org.apache.kafka.tools.TopicCommand', '--list')).stdout.trim();

	it('no question of ours leaves a topic behind, not even the one that holds commits', async () => {
		assert.equal(await topics(), '');
		const { known, close } = await openAsAdmin(broker.cluster);
		const { reader } = known;
		const ghost = {
			group: 'ghost',
			type: 'classic',
			protocolType: 'consumer',
			state: 'Empty',
			coordinator: broker.cluster.brokers[0]!.id,
		} as const;
		await reader.readTopics(['ghost']);
		await reader.readTopics(null);
		await reader.readOffsets([{ topic: 'ghost', partition: 0, target: 'latest' }]);
		await reader.readRecordTimes([{ topic: 'ghost', partition: 0, offset: 0n }]);
		await reader.readConfigs([{ type: 'topic', name: 'ghost' }], null);
		await reader.listGroups();
		await reader.findGroups(['ghost']);
		await reader.describeGroups([ghost]);
		await reader.readCommits([ghost]);
		await reader.listTransactions({});
		await reader.describeTransactions([{ transactionalId: 'ghost', producerId: 1n, state: 'Ongoing', coordinator: ghost.coordinator }]);
		await reader.readProducers([{ topic: 'ghost', partition: 0 }]);
		await reader.readAcls();
		await reader.readReassignments();
		await readLag(known, { groups: ['ghost'], behind: 'exact' });
		await assert.rejects(readLag(known, { groups: ['ghost'], topic: 'ghost', behind: 'exact' }), { kind: 'notFound' });
		await assert.rejects(readTopic(known, { name: 'ghost', includesGroups: true }));
		await close();
		for (const args of [
			['topics', 'ghost'],
			['topic', 'ghost'],
			['lag', '--all', '--topic', 'ghost'],
			['lag', 'ghost'],
			['group', 'ghost'],
			['groups'],
			['brokers'],
			['transactions'],
			['audit'],
			['transactions', '--topic', 'ghost'],
		])
			await runProgram([...args, '--bootstrap', broker.cluster.bootstrap.PLAINTEXT]);
		assert.equal(await topics(), '');
	});
});
