import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeDeleteGroup, judgeDeleteOffsets } from '../../source/guardrails/judge-group-changes.ts';
import { judgeSettings } from '../../source/guardrails/judge-settings.ts';
import {
	judgeAddPartitions,
	judgeCreate,
	judgeDelete,
	judgePurge,
	type TopicChangeFacts,
} from '../../source/guardrails/judge-topic-changes.ts';
import type { GroupChangeFacts } from '../../source/guardrails/offset-steps.ts';
import type { TopicFacts } from '../../source/guardrails/retention-facts.ts';
import type { GroupMember } from '../../source/model/group.ts';
import type { ChangePolicy, Judgement } from '../../source/model/judgement.ts';

const policy: ChangePolicy = { environment: 'dev', access: 'open', platform: 'kafka' };
const codes = ({ verdict }: Judgement): readonly string[] => verdict.reasons.map(r => r.code);

const group = (over: Partial<GroupChangeFacts>): GroupChangeFacts => ({
	group: 'billing',
	state: 'Empty',
	type: 'classic',
	members: [],
	commits: new Map([['orders/0', 7n]]),
	hidden: null,
	ends: new Map(),
	...over,
});
const member: GroupMember = {
	memberId: 'm1',
	instanceId: null,
	clientId: 'c',
	host: '/10.0.0.1',
	rack: null,
	assignment: null,
	subscribedTopics: [],
};

const topicOf = (topic: string, end = 9n): TopicFacts => ({
	topic,
	topicId: 'id-1',
	isInternal: false,
	settings: new Map(),
	partitions: [{ partition: 0, replicas: [1], inSync: 1, begin: 0n, end, sizeBytes: 0n }],
});

describe('deleting a group', () => {
	it('asks for the name where it may hold commits that cannot be seen, and promises to put back no more than was seen', () => {
		const change = { kind: 'deleteGroup', group: 'billing' } as const;
		const seen = judgeDeleteGroup(change, group({}), policy);
		assert.deepEqual([seen.verdict.asks, seen.undo.text], ['key', 'its offsets can be put back']);
		const hidden = { what: 'whether billing holds more commits', reason: 'Kafka leaves them out.', needs: 'Describe' };
		const doubtful = judgeDeleteGroup(change, group({ hidden }), policy);
		assert.deepEqual([doubtful.verdict.asks, codes(doubtful)], ['name', ['startsAnew', 'unknown']]);
		assert.equal(doubtful.undo.text, 'the offsets that can be seen can be put back');
	});
});

describe("deleting a group's offsets", () => {
	it('is refused while a member may read the topic, for all that is known', () => {
		const change = { kind: 'deleteOffsets', group: 'billing', topic: 'orders', partitions: [0] } as const;
		const elsewhere: GroupMember = { ...member, assignment: [{ topic: 'other', partition: 0 }], subscribedTopics: ['other'] };
		assert.equal(judgeDeleteOffsets(change, group({ members: [elsewhere] }), policy).verdict.kind, 'confirm');
		assert.deepEqual(codes(judgeDeleteOffsets(change, group({ members: [member] }), policy)).slice(0, 1), ['groupActive']);
	});
});

describe('deleting a topic that was created', () => {
	const facts = (end: bigint): TopicChangeFacts => ({
		topic: topicOf('fresh', end),
		groups: [],
		readers: [],
		writers: 0,
		unknown: [],
	});
	const undo = { kind: 'deleteTopic', topic: 'fresh', onlyIfEmpty: true, topicId: 'id-1' } as const;

	it('is done only while it is that topic, and empty until the end', () => {
		const judged = judgeDelete(undo, facts(0n), policy);
		assert.deepEqual([judged.verdict.kind, judged.conditions['fresh offsets']], ['confirm', '0']);
		assert.deepEqual(codes(judgeDelete(undo, facts(3n), policy)).slice(0, 1), ['notEmpty']);
		assert.deepEqual(codes(judgeDelete({ ...undo, topicId: 'id-0' }, facts(0n), policy)), ['anotherTopic']);
	});
});

describe('what AWS keeps in a cluster for itself', () => {
	it('is refused by name for every change of topics and groups: Kafka does not call it internal', () => {
		const topic = topicOf('__amazon_msk_canary');
		const facts = { topic, groups: [], readers: [], writers: 0, unknown: [] };
		const name = topic.topic;
		const settings = { nowMs: 0, topics: [topic], checkIntervalMs: null, groups: [], brokers: [], keptFrom: new Map(), unknown: [] };
		const edits = [{ name: 'retention.ms', value: '1000' }];
		const create = { kind: 'createTopic', topic: name, partitions: 1, replicationFactor: 3, settings: [] } as const;
		const below = [{ topic: name, partition: 0, offset: 1n }];
		for (const judged of [
			judgeDelete({ kind: 'deleteTopic', topic: name }, facts, policy),
			judgePurge({ kind: 'purgeRecords', topic: name, below }, facts, policy),
			judgeAddPartitions({ kind: 'addPartitions', topic: name, total: 2 }, facts, policy),
			judgeCreate(create, { exists: false, brokers: 3 }, policy),
			judgeSettings({ kind: 'topicSettings', topics: [name], edits }, settings, policy),
		])
			assert.deepEqual([judged.verdict.kind, codes(judged)[0]], ['refuse', 'awsTopic'], judged.change.kind);
		const canary = 'amazon.msk.canary.group.broker-1';
		const judged = judgeDeleteGroup({ kind: 'deleteGroup', group: canary }, group({ group: canary }), policy);
		assert.deepEqual([judged.verdict.kind, codes(judged)[0]], ['refuse', 'awsGroup']);
	});
});
