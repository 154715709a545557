import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeDeleteGroup, judgeDeleteOffsets } from '../../source/guardrails/judge-group-changes.ts';
import { judgeDelete, type TopicChangeFacts } from '../../source/guardrails/judge-topic-changes.ts';
import type { GroupChangeFacts } from '../../source/guardrails/offset-steps.ts';
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
		topic: {
			topic: 'fresh',
			topicId: 'id-1',
			isInternal: false,
			settings: new Map(),
			partitions: [{ partition: 0, replicas: [1], inSync: 1, begin: 0n, end, sizeBytes: 0n }],
		},
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
