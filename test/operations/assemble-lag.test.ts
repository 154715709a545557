import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Failure, failed, type Outcome, success } from '../../source/model/failure.ts';
import type { GroupDescription, GroupListing, GroupMember } from '../../source/model/group.ts';
import { describeGroupRight } from '../../source/model/needed-right.ts';
import type { PartitionKey } from '../../source/model/partition-key.ts';
import type { Topic } from '../../source/model/topic.ts';
import { assembleGroupLag, type GroupFacts, type LagFacts } from '../../source/operations/assemble-lag.ts';
import { partitionsOf } from '../../source/operations/group-partitions.ts';
import { partition, topic } from '../helpers/fake-reader.ts';

const NOW = 1_700_000_000_000;

const member = (id: string, assignment: GroupMember['assignment'], subscribedTopics: readonly string[] = []): GroupMember => ({
	memberId: id,
	instanceId: null,
	clientId: `client-${id}`,
	host: '10.0.0.1',
	rack: null,
	assignment,
	subscribedTopics,
});
const listing: GroupListing = { group: 'billing', type: 'classic', protocolType: 'consumer', state: 'Stable', coordinator: 1 };
const description = (members: readonly GroupMember[]): Outcome<GroupDescription> =>
	success({
		group: 'billing',
		type: 'classic',
		state: 'Stable',
		protocolType: 'consumer',
		protocol: 'range',
		coordinator: 1,
		members,
		shareOffsets: [],
	});
const commits = (entries: Readonly<Record<PartitionKey, bigint | null>>) =>
	success(new Map(Object.entries(entries) as [PartitionKey, bigint | null][]));
const topics = (...all: readonly Topic[]): ReadonlyMap<string, Topic> => new Map(all.map(t => [t.name, t]));
const offsets = (entries: Readonly<Record<PartitionKey, bigint | Failure>>): LagFacts['ends'] =>
	new Map(
		Object.entries(entries).map(([key, value]) => [
			key as PartitionKey,
			value instanceof Failure ? failed(value) : success({ offset: value, timestampMs: null }),
		]),
	);

describe('the partitions of a group', () => {
	it('are those committed, those owned, and all of the subscribed topics', () => {
		const found = partitionsOf(
			commits({ 'a/0': 5n, 'old/3': 1n }),
			description([member('m1', [{ topic: 'a', partition: 1 }], ['a'])]),
			topics(topic('a', [partition(0), partition(1), partition(2)])),
			undefined,
		);
		assert.deepEqual(found.keys.toSorted(), ['a/0', 'a/1', 'a/2', 'old/3']);
		assert.deepEqual([...found.owners.keys()], ['a/1']);
		assert.deepEqual(found.unassigned.toSorted(), ['a/0', 'a/2']);
	});

	it('are none unassigned where nobody is a member, and only those of an asked topic', () => {
		const known = topics(topic('a', [partition(0), partition(1)]));
		assert.deepEqual(partitionsOf(commits({ 'a/0': 5n, 'b/0': 1n }), description([]), known, 'a'), {
			keys: ['a/0'],
			owners: new Map(),
			unassigned: [],
		});
	});

	it('are what is known where the commits or the members could not be read', () => {
		const denied = failed(new Failure('authorization', 'no'));
		assert.deepEqual(partitionsOf(denied, denied, new Map(), undefined).keys, []);
		assert.deepEqual(partitionsOf(undefined, description([member('m', null)]), new Map(), undefined).keys, []);
	});
});

const facts = (over: Partial<LagFacts>): LagFacts => ({
	scope: { isIam: false },
	nowMs: NOW,
	begins: new Map(),
	ends: new Map(),
	behind: new Map(),
	...over,
});
const group = (over: Partial<GroupFacts>): GroupFacts => {
	const base = { listing, description: description([]), commits: commits({}), ...over };
	return { ...base, partitions: over.partitions ?? partitionsOf(base.commits, base.description, new Map(), undefined) };
};

describe('the lag of a group', () => {
	it('is end − committed, with what lies below the log start told apart', () => {
		const row = assembleGroupLag(
			group({ commits: commits({ 'a/0': 5n, 'a/1': 50n }) }),
			facts({
				begins: offsets({ 'a/0': 8n, 'a/1': 0n }),
				ends: offsets({ 'a/0': 20n, 'a/1': 50n }),
				behind: new Map([['a/0@8', success({ timeMs: NOW - 60_000, method: 'exact' as const })]]),
			}),
		);
		assert.deepEqual([row.lag, row.lost, row.behindMs, row.behindMethod], [15n, 3n, 60_000, 'exact']);
		assert.deepEqual(
			row.partitions.map(p => [p.lag, p.lost, p.behindMs]),
			[
				[15n, 3n, 60_000],
				[0n, 0n, 0],
			],
		);
	});

	it('of a share group is what the broker tells, with the start offset in the place of a commit', () => {
		const told = [
			{ topic: 'a', partition: 0, startOffset: 7n, lag: 3n },
			{ topic: 'a', partition: 1, startOffset: 9n, lag: null },
		];
		const shared = success({
			...(description([]) as Extract<Outcome<GroupDescription>, { ok: true }>).value,
			type: 'share' as const,
			shareOffsets: told,
		});
		const row = assembleGroupLag(
			group({ listing: { ...listing, type: 'share' }, description: shared, commits: undefined }),
			facts({ begins: offsets({ 'a/0': 0n, 'a/1': 0n }), ends: offsets({ 'a/0': 20n, 'a/1': 20n }) }),
		);
		assert.deepEqual([row.lag, row.lost, row.verdict], [3n, null, 'unknown']);
		assert.deepEqual(
			row.partitions.map(p => [p.startOffset, p.committed, p.lag, p.behindMs]),
			[
				[7n, null, 3n, null],
				[9n, null, null, null],
			],
		);
		for (const field of ['lost', 'verdict', 'behindMs']) assert.match(row.unknown.find(u => u.field === field)?.reason ?? '', /no commits/);
	});

	it('leaves never-committed partitions out of the sum, and is unknown where there is nothing else', () => {
		const some = assembleGroupLag(
			group({ commits: commits({ 'a/0': 5n, 'a/1': null }) }),
			facts({ begins: offsets({ 'a/0': 0n, 'a/1': 0n }), ends: offsets({ 'a/0': 9n, 'a/1': 1000n }) }),
		);
		assert.deepEqual([some.lag, some.partitions.map(p => p.neverCommitted)], [4n, [false, true]]);
		const none = assembleGroupLag(
			group({ commits: commits({ 'a/0': null }) }),
			facts({ begins: offsets({ 'a/0': 0n }), ends: offsets({ 'a/0': 9n }) }),
		);
		assert.deepEqual([none.lag, none.lost, none.behindMs, none.failure], [null, null, null, null]);
		assert.deepEqual(none.unknown.map(u => u.field).toSorted(), ['behindMs', 'lag', 'lost']);
	});

	it('never says never of a commit on a topic that may not be described', () => {
		const denied = new Failure('authorization', 'Not authorised: Describe on topic a.');
		const row = assembleGroupLag(
			group({ commits: commits({}), description: description([member('m1', [{ topic: 'a', partition: 0 }])]) }),
			facts({ begins: offsets({ 'a/0': denied }), ends: offsets({ 'a/0': denied }) }),
		);
		assert.deepEqual(
			row.partitions.map(p => [p.committed, p.neverCommitted]),
			[[null, false]],
		);
		assert.doesNotMatch(JSON.stringify([row.unknown, row.partitions[0]?.unknown]), /never|no committed/);
	});

	it('keeps a partition that cannot be read with its reason, and the others whole', () => {
		const dead = new Failure('connection', 'Broker 2: b-2:9092 refuses connections.');
		const row = assembleGroupLag(
			group({ commits: commits({ 'a/0': 5n, 'a/1': 5n }) }),
			facts({ begins: offsets({ 'a/0': 0n, 'a/1': dead }), ends: offsets({ 'a/0': 9n, 'a/1': dead }) }),
		);
		assert.deepEqual([row.lag, row.failure], [4n, null]);
		const [good, bad] = row.partitions;
		assert.deepEqual([good!.lag, good!.failure, bad!.lag, bad!.failure, bad!.verdict], [4n, null, null, dead, 'unknown']);
		assert.equal(bad!.unknown.find(u => u.field === 'end')?.reason, dead.message);
	});

	it('takes a topic that is gone as a fact, not as something unreadable', () => {
		const gone = new Failure('notFound', 'Topic a does not exist.');
		const row = assembleGroupLag(
			group({ commits: commits({ 'a/0': 5n }) }),
			facts({ begins: offsets({ 'a/0': gone }), ends: offsets({ 'a/0': gone }) }),
		);
		assert.deepEqual([row.partitions[0]!.lag, row.partitions[0]!.failure], [null, null]);
	});

	it('is negative where the topic was created anew, without an age and without hiding another’s lag', () => {
		const row = assembleGroupLag(
			group({ commits: commits({ 'a/0': 25n, 'a/1': 1n }) }),
			facts({
				begins: offsets({ 'a/0': 0n, 'a/1': 0n }),
				ends: offsets({ 'a/0': 0n, 'a/1': 8n }),
				behind: new Map([['a/1@1', success({ timeMs: NOW - 5, method: 'bisected' as const })]]),
			}),
		);
		assert.deepEqual(
			[row.partitions.map(p => p.lag), row.lag, row.partitions[0]!.behindMs, row.partitions[0]!.verdict],
			[[-25n, 7n], 7n, null, 'unknown'],
		);
	});

	it('does not make young what a slow clock of ours puts into the future, and says that it may be the clock', () => {
		const { partitions } = assembleGroupLag(group({ commits: commits({ 'a/0': 1n }) }), {
			...facts({
				begins: offsets({ 'a/0': 0n }),
				ends: offsets({ 'a/0': 8n }),
				behind: new Map([['a/0@1', success({ timeMs: NOW, method: 'exact' as const })]]),
			}),
			nowMs: NOW - 600_000,
		});
		const row = partitions[0]!;
		assert.equal(row.behindMs, null);
		assert.match(row.unknown.find(u => u.field === 'behindMs')!.reason, /in the future: .* or this machine’s is slow/);
	});

	it('does not believe timestamps of zero or of the future', () => {
		for (const timeMs of [0, -1, NOW + 3_600_000]) {
			const row = assembleGroupLag(
				group({ commits: commits({ 'a/0': 1n }) }),
				facts({
					begins: offsets({ 'a/0': 0n }),
					ends: offsets({ 'a/0': 8n }),
					behind: new Map([['a/0@1', success({ timeMs, method: 'exact' as const })]]),
				}),
			);
			assert.equal(row.partitions[0]!.behindMs, null, String(timeMs));
		}
	});

	it('says which right is missing for a group that may not be described', () => {
		const denied = failed(
			new Failure('authorization', 'Not authorised: Describe on group billing.', { needs: describeGroupRight('billing') }),
		);
		const row = assembleGroupLag(group({ description: denied, commits: denied }), facts({}));
		assert.deepEqual([row.members, row.lag, row.failure?.kind, row.verdict], [null, null, 'authorization', 'unknown']);
		for (const field of ['members', 'lag', 'lost', 'behindMs'])
			assert.match(row.unknown.find(u => u.field === field)?.needs ?? '', /kafka-cluster:DescribeGroup/, field);
	});

	it('leaves ages undefined while they have not been asked', () => {
		const row = assembleGroupLag(
			group({ commits: commits({ 'a/0': 1n }) }),
			facts({ begins: offsets({ 'a/0': 0n }), ends: offsets({ 'a/0': 8n }) }),
		);
		assert.deepEqual([row.behindMs, row.partitions[0]!.behindMs], [undefined, undefined]);
	});
});
