import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Failure, type Outcome } from '../../source/model/failure.ts';
import type { ConfigEntry } from '../../source/model/topic.ts';
import type { TopicSummary } from '../../source/model/topic-summary.ts';
import { topicFlags } from '../../source/model/topic-summary.ts';
import { readTopics } from '../../source/operations/read-topics.ts';
import type { ClusterReader } from '../../source/ports/cluster-reader.ts';
import { denied, fakeCluster, listedConfig, logDir, partition, topic } from '../helpers/fake-reader.ts';

const ALL = { patterns: [], includesInternal: false, underReplicatedOnly: false };
const orders = topic('orders', [partition(0), partition(1, { leader: 2, isr: [2] })]);
const offsets = topic('__consumer_offsets', [partition(0)], true);
const stored = [
	['orders', 0, 10n],
	['orders', 1, 7n],
	['__consumer_offsets', 0, 5n],
] as const;

/** A metadata answer that leaves out what is hidden, as Kafka does, and answers names honestly. */
const topicsAnswer =
	(visible: readonly ReturnType<typeof topic>[], hidden: readonly string[] = []): ClusterReader['readTopics'] =>
	async names => {
		if (names === null) return { topics: visible, failures: new Map() };
		const failures = new Map<string, Failure>();
		for (const name of names)
			if (hidden.includes(name)) failures.set(name, new Failure('authorization', `Not authorised: topic ${name}.`));
			else if (!visible.some(t => t.name === name)) failures.set(name, new Failure('notFound', `no topic ${name}`));
		return { topics: visible.filter(t => names.includes(t.name)), failures };
	};
const dirs =
	(replicas: readonly (readonly [string, number, bigint])[]): ClusterReader['readLogDirs'] =>
	async ids =>
		new Map(ids.map(id => [id, logDir(replicas)]));

describe('readTopics', () => {
	it('sums the leaders’ replicas and counts what is wrong', async () => {
		const { rows, gaps } = await readTopics(fakeCluster({ readTopics: topicsAnswer([orders, offsets]), readLogDirs: dirs(stored) }), ALL);
		assert.deepEqual(gaps, []);
		assert.equal(rows.length, 1);
		const row = rows[0]!;
		assert.deepEqual(
			[
				row.name,
				row.partitions,
				row.replicationFactor,
				row.fewestInSync,
				row.underReplicated,
				row.underMinIsr,
				row.sizeBytes,
				row.retentionMs,
			],
			['orders', 2, 3, 1, 1, 1, 17n, 604_800_000n],
		);
		assert.deepEqual(
			topicFlags(row).map(f => f.text),
			['MINISR 1', 'URP 1'],
		);
	});

	it('shows names first, then settings, then sizes', async () => {
		const seen: (readonly TopicSummary[])[] = [];
		await readTopics(fakeCluster({ readTopics: topicsAnswer([orders]), readLogDirs: dirs(stored.slice(0, 2)) }), ALL, {}, rows =>
			seen.push(rows),
		);
		assert.equal(seen[0]![0]!.sizeBytes, undefined);
		assert.equal(seen[0]![0]!.retentionMs, undefined);
		assert.equal(seen.at(-1)![0]!.retentionMs, 604_800_000n);
	});

	it('names the topics that brokers store but metadata left out', async () => {
		const known = fakeCluster({ readTopics: topicsAnswer([orders], ['secret']), readLogDirs: dirs([...stored, ['secret', 0, 1n]]) });
		const { rows, gaps } = await readTopics(known, ALL);
		assert.equal(rows.length, 1);
		assert.deepEqual(
			gaps.map(g => [g.path, g.failure.kind, g.needs]),
			[['topics.secret', 'authorization', 'ACL Describe on topic secret (under IAM: kafka-cluster:DescribeTopic)']],
		);
	});

	it('takes a topic that appeared between the answers into the list', async () => {
		const created = topic('new', [partition(0)]);
		let calls = 0;
		const readTopicsAnswer: ClusterReader['readTopics'] = async names => topicsAnswer(calls++ === 0 ? [orders] : [orders, created])(names);
		const known = fakeCluster({ readTopics: readTopicsAnswer, readLogDirs: dirs([...stored, ['new', 0, 1n]]) });
		const { rows, gaps } = await readTopics(known, ALL);
		assert.deepEqual([rows.map(r => r.name), gaps], [['orders', 'new'], []]);
	});

	it('does not call a list complete when log dirs were refused, and says what is missing of each row', async () => {
		const known = fakeCluster({
			readTopics: topicsAnswer([orders]),
			readLogDirs: async ids => new Map(ids.map(id => [id, denied('log dirs')])),
		});
		const { rows, gaps } = await readTopics(known, ALL);
		assert.equal(rows[0]!.sizeBytes, null);
		assert.match(rows[0]!.unknown.find(u => u.field === 'sizeBytes')!.needs!, /DescribeCluster/);
		assert.deepEqual(gaps.map(g => g.path).sort(), ['brokers.1.logDirs', 'brokers.2.logDirs', 'topics']);
	});

	it('keeps every other value when the settings of one topic are refused', async () => {
		const other = topic('other', [partition(0)]);
		const known = fakeCluster({
			readTopics: topicsAnswer([orders, other]),
			readLogDirs: dirs([...stored, ['other', 0, 1n]]),
			readConfigs: async () =>
				new Map<string, Outcome<readonly ConfigEntry[]>>([
					['topic:orders', denied('settings of orders')],
					['topic:other', { ok: true, value: listedConfig({ 'retention.ms': '-1' }) }],
				]),
		});
		const { rows, gaps } = await readTopics(known, ALL);
		assert.deepEqual(
			rows.map(r => [r.name, r.retentionMs, r.sizeBytes]),
			[
				['orders', null, 17n],
				['other', -1n, 1n],
			],
		);
		assert.deepEqual(
			gaps.map(g => g.path),
			['topics.orders.config'],
		);
	});

	it('asks exact names by name and takes the broker’s word for what does not exist', async () => {
		const { rows, gaps } = await readTopics(fakeCluster({ readTopics: topicsAnswer([orders], ['secret']), readLogDirs: dirs(stored) }), {
			...ALL,
			patterns: ['orders', 'nope', 'secret'],
		});
		assert.deepEqual([rows.map(r => r.name), gaps.map(g => g.path)], [['orders'], ['topics.nope', 'topics.secret']]);
	});

	it('knows no size where a partition has no leader', async () => {
		const broken = topic('broken', [partition(0), partition(1, { leader: null, isr: [], offlineReplicas: [1, 2, 3] })]);
		const { rows, gaps } = await readTopics(
			fakeCluster({ readTopics: topicsAnswer([broken]), readLogDirs: dirs([['broken', 0, 1n]]) }),
			ALL,
		);
		assert.deepEqual([rows[0]!.sizeBytes, rows[0]!.offline, gaps.map(g => g.failure.kind)], [null, 1, ['incomplete']]);
	});
});
