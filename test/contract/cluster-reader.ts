/** What any implementation of ClusterReader must do, said once: run against real brokers, and against the sandbox. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { Failure, type FailureKind, type Outcome } from '../../source/model/failure.ts';
import { partitionKey } from '../../source/model/partition-key.ts';
import type { ClusterReader, OffsetTarget } from '../../source/ports/cluster-reader.ts';

/** A cluster with known contents, seen by an identity that may see everything. */
export type ContractGround = {
	readonly reader: ClusterReader;
	readonly brokers: readonly { readonly id: number; readonly rack: string | null }[];
	/** Three partitions on three replicas each, `retention.ms` set to 3600000 and `min.insync.replicas` to 1 (brokers: 2), 300 records in all, the log starting at 0. */
	readonly topic: string;
	/** A classic group without members that committed offset 10 for every partition of the topic. */
	readonly group: string;
	/** By codec, a topic of one partition with 50 records. */
	readonly codecs: ReadonlyMap<string, string>;
	/** One partition with `message.timestamp.type=LogAppendTime` and 50 records. */
	readonly appendTimeTopic: string;
	/** One partition from which compaction has taken the record at offset 0 and others. */
	readonly compactedTopic: string;
	/** No record of the ground is older (epoch ms). */
	readonly sinceMs: number;
};

const PARTITIONS = [0, 1, 2] as const;
const MISSING = 'there-is-no-such-thing';

/** Registers the suite; `openGround` is asked once, before the first expectation. */
export const clusterReaderContract = (title: string, openGround: () => Promise<ContractGround>, skip: string | false = false): void => {
	describe(title, { skip }, () => {
		let ground: ContractGround;
		let reader: ClusterReader;
		before(async () => {
			ground = await openGround();
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
				assertRecent(first.timestampMs);
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

		it('tells when a record was written, whatever the codec', async () => {
			const positions = [...ground.codecs.values()].map(topic => ({ topic, partition: 0, offset: 37n }));
			assert.deepEqual([...ground.codecs.keys()].sort(), ['gzip', 'lz4', 'none', 'snappy', 'zstd']);
			const times = await reader.readRecordTimes(positions);
			for (const [codec, topic] of ground.codecs) {
				const time = valueIn(times.get(partitionKey(topic, 0)));
				assert.equal(time.offset, 37n, codec);
				assertRecent(time.timestampMs);
				// The broker's own index agrees: the first record at that time is this one or one written in the same millisecond.
				const byTime = await reader.readOffsets([{ topic, partition: 0, target: time.timestampMs }]);
				const { offset, timestampMs } = valueIn(byTime.get(partitionKey(topic, 0)));
				assert.ok(offset !== null && offset <= 37n, codec);
				assert.equal(timestampMs, time.timestampMs, codec);
			}
		});

		it('tells the broker’s time where the topic keeps that', async () => {
			const key = partitionKey(ground.appendTimeTopic, 0);
			const position = { topic: ground.appendTimeTopic, partition: 0, offset: 20n };
			const time = valueIn((await reader.readRecordTimes([position])).get(key));
			assert.equal(time.offset, 20n);
			const byTime = await reader.readOffsets([{ topic: ground.appendTimeTopic, partition: 0, target: time.timestampMs }]);
			assert.equal(valueIn(byTime.get(key)).timestampMs, time.timestampMs);
		});

		it('takes the next record where compaction took the one at the offset', async () => {
			const key = partitionKey(ground.compactedTopic, 0);
			const time = valueIn((await reader.readRecordTimes([{ topic: ground.compactedTopic, partition: 0, offset: 0n }])).get(key));
			assert.ok(time.offset > 0n);
			assertRecent(time.timestampMs);
		});

		it('says what it cannot tell of a record: none at the end, out of range beyond, none of a missing topic', async () => {
			const end = valueIn((await offsetsOf('latest')).get(ofTopic(0))).offset ?? 0n;
			const at = async (topic: string, partition: number, offset: bigint) =>
				(await reader.readRecordTimes([{ topic, partition, offset }])).get(partitionKey(topic, partition));
			assert.equal(kindOf(await at(ground.topic, 0, end)), 'incomplete');
			assert.equal(kindOf(await at(ground.topic, 0, end + 1000n)), 'incomplete');
			assert.equal(kindOf(await at(MISSING, 0, 0n)), 'notFound');
		});

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

		const assertRecent = (timeMs: number | null): void => {
			assert.ok(timeMs !== null && timeMs >= ground.sinceMs - 1000 && timeMs <= Date.now() + 1000, String(timeMs));
		};
	});
};

/** The value of an outcome that must be one. */
export const valueIn = <T>(outcome: Outcome<T> | undefined): T => {
	assert.ok(outcome !== undefined, 'no answer');
	if (!outcome.ok) throw outcome.failure;
	return outcome.value;
};

/** The kind of failure of an outcome that must be one. */
export const kindOf = (outcome: Outcome<unknown> | undefined): FailureKind => {
	assert.ok(outcome !== undefined, 'no answer');
	assert.ok(!outcome.ok, 'a value where a failure was expected');
	return outcome.failure.kind;
};
