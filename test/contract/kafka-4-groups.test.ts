/** Groups of every type, which only Kafka 4 has, beside Kafka's own tools. It starts a small cluster of the newest version. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import type { HeldTool } from '../../scripts/kafka/java-process.ts';
import type { OpenedCluster } from '../../source/composition.ts';
import type { GroupDescription } from '../../source/model/group.ts';
import type { GroupLag } from '../../source/model/lag.ts';
import { readLag } from '../../source/operations/read-lag.ts';
import { runProgram } from '../helpers/built-program.ts';
import { openAsAdmin, until } from '../helpers/open-reader.ts';
import { type RealBroker, startRealBroker } from '../helpers/real-broker.ts';
import { unexplainedNulls } from '../helpers/unexplained-nulls.ts';
import { valueIn } from './contract-ground.ts';
import { javaMembers, javaOffsets, ourFigures } from './java-figures.ts';

if (!hasJava() && process.env.CI) throw new Error('Java is missing: tests with a real Kafka can not run');
const skip = hasJava() ? false : 'Java 17 or newer is missing: groups of Kafka 4 are not tested';

const NEWEST = '4.4.0';

describe(`groups of every type on Kafka ${NEWEST}`, { skip }, () => {
	let broker: RealBroker;
	let opened: OpenedCluster;
	const held: HeldTool[] = [];
	before(async () => {
		broker = await startRealBroker({ brokers: 1, version: NEWEST });
		await broker.fixture('batch', 'topic numbers 3 1', 'topic copy 3 1', 'records numbers 300', 'commit consumer-empty numbers 0=5');
		const made = await Promise.allSettled([
			broker.hold('classic-group', 'as-classic', 'numbers', '1'),
			broker.hold('consumer-group', 'as-consumer', 'numbers', '2'),
			broker.hold('share-group', 'as-share', 'numbers', '2'),
			broker.hold('streams-group', 'as-streams', 'numbers', 'copy'),
		]);
		for (const one of made) if (one.status === 'fulfilled') held.push(one.value);
		for (const one of made) if (one.status === 'rejected') throw one.reason;
		opened = await openAsAdmin(broker.cluster);
		await until('everything read', async () => {
			const rows = (await readLag(opened.known, { groups: ['as-classic', 'as-consumer'], behind: 'none' })).rows;
			return rows.every(r => r.partitions.length === 3 && r.partitions.every(p => p.lag === 0n));
		});
	});
	after(async () => {
		await Promise.all(held.map(one => one.end()));
		await opened?.close();
		await broker?.stop();
	});

	const described = async (group: string): Promise<GroupDescription> => {
		const listing = valueIn((await opened.known.reader.findGroups([group])).get(group));
		return valueIn((await opened.known.reader.describeGroups([listing])).get(group));
	};
	const lagOf = async (group: string): Promise<GroupLag> => {
		const { rows, gaps } = await readLag(opened.known, { groups: [group], behind: 'exact' });
		assert.deepEqual(gaps, []);
		return rows[0]!;
	};

	it('are told apart by type', async () => {
		const { groups } = await opened.known.reader.listGroups();
		const types = Object.fromEntries(groups.map(g => [g.group, g.type]));
		assert.deepEqual(types, {
			'as-classic': 'classic',
			'as-consumer': 'consumer',
			'as-share': 'share',
			'as-streams': 'streams',
			'consumer-empty': 'classic',
		});
	});

	it('a consumer group (KIP-848) has its members, its assignor on the server, and the lag of Kafka’s tool', async () => {
		const group = await described('as-consumer');
		assert.deepEqual([group.state, group.protocol, group.protocolType, group.members.length], ['Stable', 'uniform', 'consumer', 2]);
		const own = group.members.map(m => `${m.memberId} ${m.clientId} ${m.assignment?.length}`).sort();
		assert.deepEqual(own, (await javaMembers(broker, ['as-consumer'])).get('as-consumer'));
		assert.deepEqual(
			group.members
				.flatMap(m => m.assignment ?? [])
				.map(p => p.partition)
				.sort(),
			[0, 1, 2],
		);
		assert.deepEqual(ourFigures(await lagOf('as-consumer')), (await javaOffsets(broker, ['as-consumer'])).get('as-consumer'));
	});

	it('a classic group is described as before', async () => {
		const group = await described('as-classic');
		assert.deepEqual([group.state, group.type, group.members.length], ['Stable', 'classic', 1]);
		assert.deepEqual(ourFigures(await lagOf('as-classic')), (await javaOffsets(broker, ['as-classic'])).get('as-classic'));
	});

	it('a share group has members and start offsets, and no commits that could lag', async () => {
		const group = await described('as-share');
		assert.deepEqual([group.type, group.state, group.members.length], ['share', 'Stable', 2]);
		assert.ok(group.members.every(m => m.subscribedTopics.includes('numbers')));
		assert.ok(group.shareOffsets.length > 0);
		const theirs = await broker.javaTool(
			'org.apache.kafka.tools.consumer.group.ShareGroupCommand',
			'--describe',
			'--group',
			'as-share',
			'--offsets',
		);
		const starts = [...theirs.stdout.matchAll(/^as-share\s+numbers\s+(\d+)\s+(\d+)/gm)].map(
			m => [Number(m[1]), BigInt(m[2] ?? 0)] as const,
		);
		const ours = new Map(group.shareOffsets.map(o => [o.partition, o.startOffset]));
		assert.ok(starts.length > 0, theirs.stdout + theirs.stderr);
		for (const [partition, start] of starts)
			assert.ok(
				(ours.get(partition) ?? -1n) <= start + 300n && ours.has(partition),
				`partition ${partition}: ${ours.get(partition)} and ${start}`,
			);
		const lag = await lagOf('as-share');
		assert.ok(lag.partitions.every(p => p.committed === null && p.verdict === 'unknown'));
		// Lag of share groups is told by the broker (KIP-1226), where it knows it.
		const told = new Map(group.shareOffsets.map(o => [o.partition, o]));
		for (const p of lag.partitions) {
			const own = told.get(p.partition)!;
			assert.equal(p.lag === null, own.lag === null);
			assert.ok(p.startOffset !== undefined && own.startOffset !== null && p.startOffset >= own.startOffset);
		}
	});

	it('a streams group has its tasks as the partitions of its source topics', async () => {
		const group = await described('as-streams');
		assert.deepEqual([group.type, group.protocolType, group.state], ['streams', 'streams', 'Stable']);
		const owned = group.members.flatMap(m => m.assignment ?? []).map(p => `${p.topic}/${p.partition}`);
		assert.deepEqual(owned.sort(), ['numbers/0', 'numbers/1', 'numbers/2']);
		const lag = await lagOf('as-streams');
		assert.deepEqual(
			lag.partitions.map(p => `${p.topic}/${p.partition}`),
			['numbers/0', 'numbers/1', 'numbers/2'],
		);
	});

	it('are shown by the program, every null explained', async () => {
		for (const args of [['groups'], ['lag', '--all'], ...['as-classic', 'as-consumer', 'as-share', 'as-streams'].map(g => ['group', g])]) {
			const { code, stdout, stderr } = await runProgram([...args, '--json', '--bootstrap', broker.cluster.bootstrap.PLAINTEXT]);
			assert.equal(code, 0, `${args.join(' ')}: ${stderr}`);
			assert.deepEqual(unexplainedNulls(JSON.parse(stdout)), [], args.join(' '));
		}
	});
});
