/** What any implementation of ClusterReader must do, said once: run against real brokers, and against the sandbox. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { Failure } from '../../source/model/failure.ts';
import { partitionKey } from '../../source/model/partition-key.ts';
import type { ClusterReader, OffsetTarget } from '../../source/ports/cluster-reader.ts';
import { assertRecent, type ContractGround, kindOf, valueIn } from './contract-ground.ts';
import { expectAccess } from './expect-access.ts';
import { expectDiagnosis } from './expect-diagnosis.ts';
import { expectRecordTimes } from './expect-record-times.ts';
import { expectRecords } from './expect-records.ts';
import { expectTransactions } from './expect-transactions.ts';
import { expectWrites } from './expect-writes.ts';
import { KAFKA_PORTS, watched } from './port-methods.ts';

const PARTITIONS = [0, 1, 2] as const;
const MISSING = 'there-is-no-such-thing';

/** Registers the suite; `openGround` is asked once, before the first expectation. */
export const clusterReaderContract = (title: string, openGround: () => Promise<ContractGround>, skip: string | false = false): void => {
	describe(title, { skip }, () => {
		let ground: ContractGround;
		let reader: ClusterReader;
		const called = new Set<string>();
		before(async () => {
			const opened = await openGround();
			ground = {
				...opened,
				reader: watched(opened.reader, called),
				writer: watched(opened.writer, called),
				source: watched(opened.source, called),
				probe: watched(opened.probe, called),
			};
			reader = ground.reader;
		});

		it('describes the cluster, its brokers with racks, and our rights on it', async () => {
			const cluster = await reader.describeCluster();
			assert.match(cluster.clusterId ?? '', /\S/);
			assert.deepEqual(
				cluster.brokers.map(b => ({ id: b.id, rack: b.rack })).sort((a, b) => a.id - b.id),
				ground.brokers.map(({ id, rack }) => ({ id, rack })),
			);
			for (const right of ['Describe', 'Alter', 'DescribeConfigs']) assert.ok(cluster.authorizedOperations?.has(right), right);
		});

		it('names the leader of the controller quorum, not a random broker', async () => {
			const controller = await reader.readController();
			assert.deepEqual([controller.mode, controller.unknown], ['kraft', []]);
			const leader = controller.voters.find(v => v.id === controller.leaderId);
			assert.equal(leader?.lag, 0n);
			assert.deepEqual(await reader.readController().then(c => c.leaderId), controller.leaderId);
		});

		it('reads all topics', async () => {
			const { topics, failures } = await reader.readTopics(null);
			assert.equal(failures.size, 0);
			const topic = topics.find(t => t.name === ground.topic);
			assert.ok(topic);
			assert.deepEqual([topic.isInternal, topic.topicId.length], [false, 22]);
			assert.deepEqual(
				topic.partitions.map(p => p.partition),
				[...PARTITIONS],
			);
			const ids = ground.brokers.map(b => b.id);
			for (const p of topic.partitions) {
				assert.deepEqual([[...p.replicas].sort(), [...p.isr].sort(), p.offlineReplicas], [ids, ids, []]);
				assert.ok(p.leader !== null && ids.includes(p.leader));
			}
		});

		it('reads named topics, of which a missing one fails alone', async () => {
			const { topics, failures } = await reader.readTopics([ground.topic, MISSING, ground.appendTimeTopic]);
			assert.deepEqual(topics.map(t => t.name).sort(), [ground.topic, ground.appendTimeTopic].sort());
			assert.deepEqual([...failures.keys()], [MISSING]);
			assert.equal(failures.get(MISSING)?.kind, 'notFound');
			assert.deepEqual(await reader.readTopics([]), { topics: [], failures: new Map() });
		});

		it('never creates a topic by asking for it', async () => {
			await reader.readTopics([MISSING]);
			await reader.readOffsets([{ topic: MISSING, partition: 0, target: 'latest' }]);
			await reader.readRecordTimes([{ topic: MISSING, partition: 0, offset: 0n }]);
			const { topics } = await reader.readTopics(null);
			assert.ok(!topics.some(t => t.name === MISSING));
		});

		it('reads the settings of a topic with where they come from', async () => {
			const answer = await reader.readConfigs([{ type: 'topic', name: ground.topic }], null);
			const entries = valueIn(answer.get(`topic:${ground.topic}`));
			const retention = entries.find(e => e.name === 'retention.ms');
			assert.deepEqual(retention, {
				name: 'retention.ms',
				value: '3600000',
				source: 'DYNAMIC_TOPIC_CONFIG',
				// Kafka tells no value below this one unless an administrator set it: its own default has another name and unit.
				default: null,
				isSensitive: false,
				isReadOnly: false,
			});
			const minIsr = entries.find(e => e.name === 'min.insync.replicas');
			assert.deepEqual([minIsr?.value, minIsr?.default], ['1', '2']);
			const cleanup = entries.find(e => e.name === 'cleanup.policy');
			assert.deepEqual([cleanup?.value, cleanup?.source, cleanup?.default], ['delete', 'DEFAULT_CONFIG', 'delete']);
			assert.ok(entries.length > 20);
		});

		it('reads some settings of many, of which a missing topic fails alone', async () => {
			const answer = await reader.readConfigs(
				[
					{ type: 'topic', name: ground.topic },
					{ type: 'topic', name: MISSING },
				],
				['retention.ms'],
			);
			assert.deepEqual(
				valueIn(answer.get(`topic:${ground.topic}`)).map(e => e.name),
				['retention.ms'],
			);
			assert.equal(kindOf(answer.get(`topic:${MISSING}`)), 'notFound');
		});

		it('reads the settings of a broker, without the sensitive ones', async () => {
			const id = String(ground.brokers[0]?.id);
			const entries = valueIn((await reader.readConfigs([{ type: 'broker', name: id }], null)).get(`broker:${id}`));
			const node = entries.find(e => e.name === 'node.id' || e.name === 'broker.id');
			assert.deepEqual([node?.value, node?.isReadOnly], [id, true]);
			const secrets = entries.filter(e => e.isSensitive);
			assert.ok(secrets.length > 0);
			for (const secret of secrets) assert.deepEqual([secret.name, secret.value], [secret.name, null]);
		});

		const offsetsOf = (target: OffsetTarget) =>
			reader.readOffsets(PARTITIONS.map(partition => ({ topic: ground.topic, partition, target })));
		const ofTopic = (partition: number) => partitionKey(ground.topic, partition);

		it('reads where logs begin and end', async () => {
			const [begins, ends] = await Promise.all([offsetsOf('earliest'), offsetsOf('latest')]);
			assert.deepEqual(
				PARTITIONS.map(p => valueIn(begins.get(ofTopic(p)))),
				PARTITIONS.map(() => ({ offset: 0n, timestampMs: null })),
			);
			const sum = PARTITIONS.reduce((all, p) => all + (valueIn(ends.get(ofTopic(p))).offset ?? 0n), 0n);
			assert.equal(sum, 300n);
		});

		it('finds records by time', async () => {
			const [firsts, never, newest, ends] = await Promise.all([
				offsetsOf(0),
				offsetsOf(Date.now() + 3_600_000),
				offsetsOf('maxTimestamp'),
				offsetsOf('latest'),
			]);
			for (const p of PARTITIONS) {
				const first = valueIn(firsts.get(ofTopic(p)));
				assert.equal(first.offset, 0n);
				assertRecent(ground, first.timestampMs);
				assert.deepEqual(valueIn(never.get(ofTopic(p))), { offset: null, timestampMs: null });
				const last = valueIn(newest.get(ofTopic(p)));
				assert.ok(last.offset !== null && last.offset < (valueIn(ends.get(ofTopic(p))).offset ?? 0n));
				assert.ok((last.timestampMs ?? 0) >= (first.timestampMs ?? 0));
			}
		});

		it('lets a missing partition or topic fail alone', async () => {
			const answer = await reader.readOffsets([
				{ topic: ground.topic, partition: 0, target: 'latest' },
				{ topic: ground.topic, partition: 99, target: 'latest' },
				{ topic: MISSING, partition: 0, target: 'latest' },
			]);
			assert.ok((valueIn(answer.get(ofTopic(0))).offset ?? 0n) > 0n);
			assert.equal(kindOf(answer.get(ofTopic(99))), 'notFound');
			assert.equal(kindOf(answer.get(partitionKey(MISSING, 0))), 'notFound');
		});

		it('reads what lies on the disks of each broker', async () => {
			const ids = ground.brokers.map(b => b.id);
			const answer = await reader.readLogDirs([...ids, 99]);
			for (const id of ids) {
				const dirs = valueIn(answer.get(id));
				assert.ok(dirs.length > 0);
				for (const dir of dirs) {
					assert.equal(dir.error, null);
					assert.ok(dir.totalBytes !== null && dir.usableBytes !== null && dir.totalBytes >= dir.usableBytes);
				}
				const own = dirs.flatMap(d => d.replicas).filter(r => r.topic === ground.topic);
				assert.deepEqual(own.map(r => r.partition).sort(), [...PARTITIONS]);
				for (const replica of own) assert.ok(replica.sizeBytes > 1000n && !replica.isFuture);
			}
			assert.equal(kindOf(answer.get(99)), 'connection');
		});

		it('lists groups, each with its coordinator', async () => {
			const { groups, failures } = await reader.listGroups();
			assert.equal(failures.size, 0);
			const listed = groups.filter(g => g.group === ground.group);
			assert.deepEqual(
				listed.map(({ type, state }) => [type, state]),
				[['classic', 'Empty']],
			);
			assert.ok(ground.brokers.some(b => b.id === listed[0]?.coordinator));
		});

		it('finds, describes and reads the commits of named groups; a missing one fails alone', async () => {
			const found = await reader.findGroups([ground.group, MISSING]);
			assert.equal(kindOf(found.get(MISSING)), 'notFound');
			const listing = valueIn(found.get(ground.group));
			const ghost = { ...listing, group: MISSING };
			const [described, commits] = await Promise.all([reader.describeGroups([listing]), reader.readCommits([listing, ghost])]);
			const description = valueIn(described.get(ground.group));
			assert.deepEqual([description.state, description.members, description.coordinator], ['Empty', [], listing.coordinator]);
			assert.deepEqual(
				[...valueIn(commits.get(ground.group))].sort(),
				PARTITIONS.map(p => [ofTopic(p), 10n]),
			);
			// A group that has just been deleted has no commits; whether that is an empty answer or "not found" depends on the version.
			const nothing = commits.get(MISSING);
			assert.ok(nothing?.ok ? nothing.value.size === 0 : nothing?.failure.kind === 'notFound');
		});

		expectRecordTimes(() => ground);

		it('gives up when asked to, and answers the next question', async () => {
			const reason = new Failure('incomplete', 'Interrupted.');
			const controller = new AbortController();
			const asked = reader.readTopics(null, { signal: controller.signal });
			controller.abort(reason);
			await assert.rejects(asked, error => error === reason);
			await assert.rejects(reader.listGroups({ signal: controller.signal }), error => error === reason);
			assert.equal((await reader.listGroups()).failures.size, 0);
		});

		it('answers many questions at once', async () => {
			const answers = await Promise.all(
				Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? offsetsOf('latest') : reader.readTopics([ground.topic]))),
			);
			assert.equal(answers.length, 40);
			for (const answer of answers) if (answer instanceof Map) for (const p of PARTITIONS) assert.ok(answer.get(ofTopic(p))?.ok);
		});

		expectTransactions(() => ground);
		expectRecords(() => ground);
		expectAccess(() => ground);
		expectDiagnosis(() => ground);
		// Last: it deletes records.
		expectWrites(() => ground);

		it('closes at the end, and was asked by every method of its ports', async () => {
			await reader.close();
			await assert.rejects(reader.listGroups(), error => error instanceof Failure && error.kind === 'connection');
			for (const [port, methods] of Object.entries(KAFKA_PORTS))
				for (const method of methods) assert.ok(called.has(method), `nothing is expected of ${port}.${method}`);
		});
	});
};
