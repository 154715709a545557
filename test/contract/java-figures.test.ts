/** Every figure beside the one of Kafka's own tools, in the cases where tools differ from each other. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import type { HeldTool } from '../../scripts/kafka/java-process.ts';
import type { OpenedCluster } from '../../source/composition.ts';
import type { GroupLag } from '../../source/model/lag.ts';
import { partitionKey } from '../../source/model/partition-key.ts';
import { PlacementCounter } from '../../source/model/placement.ts';
import { readLag } from '../../source/operations/read-lag.ts';
import { openAsAdmin, until } from '../helpers/open-reader.ts';
import { type SharedBroker, sharedBroker } from '../helpers/real-broker.ts';
import { kindOf, valueIn } from './contract-ground.ts';
import { javaMembers, javaOffsets, javaOffsetsAt, javaPartitions, javaQuorum, javaSizes, javaStates, ourFigures } from './java-figures.ts';

if (!hasJava() && process.env.CI) throw new Error('Java is missing: tests with a real Kafka can not run');
const skip = hasJava() ? false : 'Java 17 or newer is missing: not tested against a real Kafka';

const mark = `figures-${process.pid}-${Date.now().toString(36)}`;
const named = (name: string) => `${mark}-${name}`;

describe('our figures and those of Kafka’s own tools', { skip }, () => {
	let broker: SharedBroker;
	let opened: OpenedCluster;
	const held: HeldTool[] = [];
	const hold = async (...args: Parameters<SharedBroker['hold']>): Promise<void> => void held.push(await broker.hold(...args));

	before(async () => {
		broker = await sharedBroker();
		opened = await openAsAdmin(broker.cluster);
		const made = await Promise.allSettled([
			(async () => {
				await broker.fixture('batch', `topic ${named('live')} 4 3`, `records ${named('live')} 200`);
				await Promise.all([
					hold('classic-group', named('busy'), named('live'), '2'),
					hold('classic-group', named('stuck'), named('live'), '3', '600000'),
				]);
				// Members learn of new partitions minutes later: until then nobody owns them.
				await broker.javaTool('org.apache.kafka.tools.TopicCommand', '--alter', '--topic', named('live'), '--partitions', '6');
			})(),
			broker.fixture(
				'batch',
				`topic ${named('plain')} 3 3`,
				`records ${named('plain')} 300`,
				`commit ${named('empty')} ${named('plain')} 0=10 1=20 2=30`,
				`commit ${named('partly')} ${named('plain')} 1=7`,
				`topic ${named('cut')} 2 1`,
				`records ${named('cut')} 200`,
				`commit ${named('lossy')} ${named('cut')} 0=2 1=40`,
				`delete-records ${named('cut')} 0 12`,
				`compacted ${named('compacted')} 10 3`,
				`commit ${named('on-compacted')} ${named('compacted')} 0=5`,
				`topic ${named('again')} 2 1`,
				`records ${named('again')} 100`,
				`recreate-topic ${named('again')}`,
				`commit ${named('beyond')} ${named('again')} 0=25 1=0`,
			),
			(async () => {
				await hold('transactions', named('tx'));
				await broker.fixture('commit', named('on-tx'), named('tx'), '0=3');
			})(),
		]);
		// Only when all are through: what is held open by then has to be ended, or the process would wait for it.
		for (const one of made) if (one.status === 'rejected') throw one.reason;
		const busy = async () => (await ours([named('busy')])).get(named('busy'));
		await until('everything read', async () =>
			((await busy())?.partitions ?? []).filter(p => p.memberId !== null).every(p => p.lag === 0n),
		);
	});
	after(async () => {
		await Promise.all(held.map(one => one.end()));
		await opened.close();
	});

	const ours = async (groups: readonly string[]): Promise<ReadonlyMap<string, GroupLag>> => {
		const { rows, gaps } = await readLag(opened.known, { groups, behind: 'exact' });
		assert.deepEqual(gaps, []);
		return new Map(rows.map(r => [r.group, r]));
	};
	const GROUPS = ['busy', 'stuck', 'empty', 'partly', 'lossy', 'on-compacted', 'beyond', 'on-tx'].map(named);

	it('agree on commits, ends, lag and owners of every group', async () => {
		const [theirs, own] = [await javaOffsets(broker, GROUPS), await ours(GROUPS)];
		for (const group of GROUPS) {
			const figures = ourFigures(own.get(group)!);
			assert.ok(figures.length > 0, group);
			assert.deepEqual(figures, theirs.get(group), group);
		}
	});

	it('agree on state, assignor, coordinator and members', async () => {
		const [states, members, own] = [await javaStates(broker, GROUPS), await javaMembers(broker, GROUPS), await ours(GROUPS)];
		const { groups } = await opened.known.reader.listGroups();
		const described = await opened.known.reader.describeGroups(groups.filter(g => GROUPS.includes(g.group)));
		for (const group of GROUPS) {
			const row = own.get(group)!;
			assert.deepEqual([String(row.coordinator), row.protocol, row.state, String(row.members)], states.get(group), group);
			assert.deepEqual(
				valueIn(described.get(group))
					.members.map(m => `${m.memberId} ${m.clientId} ${m.assignment?.length}`)
					.sort(),
				members.get(group),
				group,
			);
		}
	});

	it('show partitions that nobody owns, which Kafka’s tool leaves out', async () => {
		const own = (await ours([named('busy')])).get(named('busy'))!;
		assert.deepEqual(own.unassigned, [partitionKey(named('live'), 4), partitionKey(named('live'), 5)]);
		const lonely = own.partitions.filter(p => p.partition > 3);
		assert.deepEqual(
			lonely.map(p => [p.neverCommitted, p.lag, p.memberId]),
			[
				[true, null, null],
				[true, null, null],
			],
		);
	});

	it('never count a partition without commit as zero or as its whole log', async () => {
		const stuck = (await ours([named('stuck')])).get(named('stuck'))!;
		assert.deepEqual([stuck.lag, stuck.members], [null, 3]);
		assert.ok(
			stuck.partitions.every(p => p.neverCommitted && p.unknown.some(u => u.field === 'committed' && u.reason === 'never committed')),
		);
	});

	it('tell what DeleteRecords took before the group read it', async () => {
		const lossy = (await ours([named('lossy')])).get(named('lossy'))!;
		assert.deepEqual(
			lossy.partitions.map(p => [p.begin, p.committed, p.lost]),
			[
				[12n, 2n, 10n],
				[0n, 40n, 0n],
			],
		);
		assert.equal(lossy.lost, 10n);
	});

	it('tell the age of the oldest unread record, exactly and by bisection, within a second of each other', async () => {
		const asked = { groups: [named('empty'), named('lossy'), named('on-compacted'), named('on-tx')] };
		const exact = await readLag(opened.known, { ...asked, behind: 'exact' });
		const bisected = await readLag(opened.known, { ...asked, behind: 'bisect' });
		for (const row of exact.rows)
			for (const p of row.partitions) {
				const other = bisected.rows
					.find(r => r.group === row.group)
					?.partitions.find(q => q.topic === p.topic && q.partition === p.partition);
				if (p.lag === 0n) continue;
				assert.deepEqual([p.behindMethod, other?.behindMethod], ['exact', 'bisected'], `${p.topic}/${p.partition}`);
				assert.ok(
					Math.abs((p.behindMs ?? 0) - (other?.behindMs ?? 0)) < 3_000,
					`${p.topic}/${p.partition}: ${p.behindMs} and ${other?.behindMs}`,
				);
			}
	});

	it('say that a commit beyond the end is of a topic created anew', async () => {
		const beyond = (await ours([named('beyond')])).get(named('beyond'))!;
		assert.deepEqual(
			beyond.partitions.map(p => [p.committed, p.end, p.lag]),
			[
				[25n, 0n, -25n],
				[0n, 0n, 0n],
			],
		);
		assert.match(beyond.partitions[0]!.unknown.find(u => u.field === 'behindMs')!.reason, /created anew/);
	});

	it('agree on leaders, replicas, offsets and bytes of topics', async () => {
		const names = [named('plain'), named('cut'), named('tx')];
		const { topics } = await opened.known.reader.readTopics(names);
		const partitions = topics.flatMap(t => t.partitions.map(p => ({ ...p, topic: t.name })));
		assert.equal(partitions.length, 6);
		assert.deepEqual(
			partitions.map(p => `${p.topic} ${p.partition} ${p.leader} ${p.replicas.join(',')} ${p.isr.join(',')}`).sort(),
			await javaPartitions(broker, names),
		);
		for (const [time, target] of [
			['-1', 'latest'],
			['-2', 'earliest'],
		] as const) {
			const answers = await opened.known.reader.readOffsets(partitions.map(p => ({ topic: p.topic, partition: p.partition, target })));
			const own = partitions.map(p => [`${p.topic} ${p.partition}`, valueIn(answers.get(partitionKey(p.topic, p.partition))).offset]);
			assert.deepEqual(Object.fromEntries(own), Object.fromEntries(await javaOffsetsAt(broker, names, time)), target);
		}
		const dirs = await opened.known.reader.readLogDirs(broker.cluster.brokers.map(b => b.id));
		const sizes = [...dirs].flatMap(([id, outcome]) =>
			valueIn(outcome)
				.flatMap(d => d.replicas)
				.filter(r => names.includes(r.topic))
				.map(r => `${id} ${r.topic}-${r.partition} ${r.sizeBytes}`),
		);
		assert.deepEqual(sizes.sort(), await javaSizes(broker, names));
	});

	it('agree on who leads the metadata quorum and who follows, and on what a broker leads and prefers to lead', async () => {
		const { known } = opened;
		const { leaderId, voters, observers } = await known.reader.readController();
		const followers = voters.filter(v => v.id !== leaderId);
		const own = [`${leaderId} Leader`, ...followers.map(v => `${v.id} Follower`), ...observers.map(o => `${o.id} Observer`)];
		assert.deepEqual(own.sort(), await javaQuorum(broker));
		assert.ok([...voters, ...observers].every(f => f.lag !== null && f.lag >= 0n));
		const names = [named('plain'), named('cut'), named('tx')];
		const { topics } = await known.reader.readTopics(names);
		const counter = new PlacementCounter(broker.cluster.brokers.length);
		for (const topic of topics) counter.add(topic);
		const rows = (await javaPartitions(broker, names)).map(row => row.split(' '));
		for (const { id } of broker.cluster.brokers) {
			const { leaders, replicas, preferred } = counter.of(id);
			assert.deepEqual(
				[leaders, replicas, preferred],
				[
					rows.filter(([, , leader]) => leader === String(id)).length,
					rows.filter(([, , , all]) => all?.split(',').includes(String(id))).length,
					rows.filter(([, , , all]) => all?.split(',')[0] === String(id)).length,
				],
			);
		}
	});

	it('cannot tell the time of a record below the log start', async () => {
		const answer = await opened.known.reader.readRecordTimes([{ topic: named('cut'), partition: 0, offset: 2n }]);
		assert.equal(kindOf(answer.get(partitionKey(named('cut'), 0))), 'incomplete');
	});
});
