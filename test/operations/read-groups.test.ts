import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Failure, failed, success } from '../../source/model/failure.ts';
import type { GroupListing } from '../../source/model/group.ts';
import { type GroupsQuestion, readGroup, readGroups } from '../../source/operations/read-groups.ts';
import { broker, fakeCluster } from '../helpers/fake-reader.ts';

const listing = (group: string, over: Partial<GroupListing> = {}): GroupListing => ({
	group,
	type: 'classic',
	protocolType: 'consumer',
	state: 'Empty',
	coordinator: 1,
	...over,
});
const groups = [listing('billing'), listing('billing-new', { state: 'Stable', type: 'consumer' }), listing('audit')];
const answers = {
	listGroups: async () => ({ groups, failures: new Map() }),
	findGroups: async (names: readonly string[]) =>
		new Map(
			names.map(name => {
				const found = groups.find(g => g.group === name);
				return [name, found === undefined ? failed(new Failure('notFound', `Group ${name} does not exist.`)) : success(found)] as const;
			}),
		),
	describeGroups: async () => new Map(),
	readCommits: async (asked: readonly GroupListing[]) => new Map(asked.map(g => [g.group, success(new Map())] as const)),
	readTopics: async () => ({ topics: [], failures: new Map() }),
	readOffsets: async () => new Map(),
};
const ALL = { patterns: [], states: [], types: [] };
const names = async (ask: Partial<GroupsQuestion>) =>
	(await readGroups(fakeCluster(answers), { ...ALL, ...ask })).rows.map(r => r.group).sort();

describe('readGroups', () => {
	it('filters by pattern, state and type, and takes no match for an empty answer', async () => {
		assert.deepEqual(await names({ patterns: ['bill*'] }), ['billing', 'billing-new']);
		assert.deepEqual(await names({ types: ['CONSUMER'] }), ['billing-new']);
		assert.deepEqual(await names({ states: ['empty'], patterns: ['*'] }), ['audit', 'billing']);
		assert.deepEqual(await names({ patterns: ['nothere'] }), []);
	});

	it('does not call a filtered list complete without the right to see all groups', async () => {
		const known = fakeCluster({
			...answers,
			describeCluster: async () => ({
				clusterId: 'C',
				brokers: [broker(1)],
				metadataControllerId: 1,
				authorizedOperations: new Set<string>(),
			}),
		});
		const { gaps } = await readGroups(known, { ...ALL, patterns: ['bill*'] });
		assert.ok(gaps.some(g => g.path === 'groups' && g.failure.kind === 'authorization' && /DescribeGroup/.test(g.needs!)));
	});

	it('tells a group that does not exist from one whose coordinator is dead', async () => {
		await assert.rejects(readGroup(fakeCluster(answers), { name: 'nothere', behind: 'none' }), { kind: 'notFound' });
		const dead = {
			...answers,
			findGroups: async () => new Map([['billing', failed(new Failure('connection', 'Broker 2 refuses connections.'))]]),
		};
		await assert.rejects(readGroup(fakeCluster(dead), { name: 'billing', behind: 'none' }), { kind: 'incomplete' });
	});
});
