import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeSettings } from '../../source/guardrails/judge-settings.ts';
import type { SettingsFacts, TopicFacts } from '../../source/guardrails/retention-facts.ts';
import type { SettingEdit } from '../../source/model/change.ts';
import type { ChangePolicy } from '../../source/model/judgement.ts';
import type { ConfigEntry } from '../../source/model/topic.ts';

const HOUR = 3_600_000;
const NOW = 1_000 * HOUR;
const open: ChangePolicy = { environment: 'dev', access: 'open', platform: 'kafka' };

const entry = (name: string, value: string, more: Partial<ConfigEntry> = {}): readonly [string, ConfigEntry] => [
	name,
	{ name, value, source: 'DEFAULT_CONFIG', default: value, isSensitive: false, isReadOnly: false, ...more },
];

const topic = (more: Partial<TopicFacts> = {}): TopicFacts => ({
	topic: 'orders',
	topicId: 'id-1',
	isInternal: false,
	settings: new Map([
		entry('cleanup.policy', 'delete'),
		entry('retention.ms', String(168 * HOUR)),
		entry('retention.bytes', '-1'),
		entry('segment.ms', String(HOUR)),
		entry('segment.bytes', '1000'),
		entry('min.insync.replicas', '2'),
		entry('unclean.leader.election.enable', 'false'),
		entry('max.message.bytes', '1048588'),
		entry('remote.storage.enable', 'false'),
	]),
	partitions: [{ partition: 0, replicas: [1, 2, 3], inSync: 3, begin: 100n, end: 1100n, sizeBytes: 10_000n }],
	...more,
});

const facts = (more: Partial<SettingsFacts> = {}): SettingsFacts => ({
	nowMs: NOW,
	topics: [topic()],
	checkIntervalMs: 300_000,
	groups: [],
	brokers: [{ id: 1, totalBytes: 100_000n, usableBytes: 20_000n }],
	keptFrom: new Map([['orders/0', 600n]]),
	unknown: [],
	...more,
});

const judge = (edits: readonly SettingEdit[], given = facts(), policy = open) =>
	judgeSettings({ kind: 'topicSettings', topics: given.topics.map(t => t.topic), edits }, given, policy);
const set = (name: string, value: string | number | null): SettingEdit => ({ name, value: value === null ? null : String(value) });
const codes = (judged: ReturnType<typeof judge>) => judged.verdict.reasons.map(r => r.code);
type Loss = {
	deletableOffsets: bigint | null;
	deletableBytes: bigint | null;
	partitions: readonly { beginAtMost: bigint; isEstimate: boolean }[];
	brokers: readonly { usedAfterBytes: bigint }[];
};
const loss = (judged: ReturnType<typeof judge>) => judged.effect.json.retention as unknown as Loss;

describe('the judgement of a change of settings', () => {
	it('bounds what time deletes by the first offset that stays, and by everything where none does', () => {
		const some = judge([set('retention.ms', HOUR)]);
		assert.deepEqual([loss(some).deletableOffsets, loss(some).deletableBytes, loss(some).partitions[0]!.isEstimate], [500n, 5_000n, false]);
		assert.equal(loss(some).brokers[0]!.usedAfterBytes, 75_000n);
		assert.ok(some.effect.lines.some(l => l.text.startsWith('≤ 500 offsets')));
		const all = judge([set('retention.ms', HOUR)], facts({ keptFrom: new Map([['orders/0', null]]) }));
		assert.equal(loss(all).deletableOffsets, 1000n);
		assert.ok(codes(all).includes('deletesEverything'));
	});

	it('estimates what size deletes, and takes the larger of the two', () => {
		const bySize = judge([set('retention.bytes', 4_000)]);
		assert.deepEqual(
			[loss(bySize).deletableOffsets, loss(bySize).deletableBytes, loss(bySize).partitions[0]!.isEstimate],
			[600n, 6_000n, true],
		);
		assert.ok(bySize.effect.lines.some(l => l.text.startsWith('≈ 600 offsets')));
		assert.equal(loss(judge([set('retention.bytes', 4_000), set('retention.ms', HOUR)])).partitions[0]!.beginAtMost, 700n);
	});

	it('names the groups that lose what they have not read, and asks again when others would', () => {
		const groups = [
			{ group: 'done', commits: new Map([['orders/0', 900n]]) },
			{ group: 'late', commits: new Map([['orders/0', 250n]]) },
			// What is below the log start is lost already.
			{ group: 'gone', commits: new Map([['orders/0', 5n]]) },
		];
		const judged = judge([set('retention.ms', HOUR)], facts({ groups }));
		assert.deepEqual(judged.losers, ['gone', 'late']);
		assert.match(judged.verdict.reasons.find(r => r.text.includes('late'))!.text, /350 offsets/);
		assert.match(judged.verdict.reasons.find(r => r.text.includes('gone'))!.text, /500 offsets/);
	});

	it('becomes stricter for what is not known, and never takes it for nothing', () => {
		const hidden = judge([set('retention.ms', HOUR)], facts({ unknown: [{ what: 'groups', reason: 'Hidden.', needs: 'DescribeGroup' }] }));
		assert.deepEqual([hidden.verdict.asks, hidden.verdict.reasons[0]!.needs], ['name', 'DescribeGroup']);
		const unread = judge(
			[set('retention.ms', HOUR)],
			facts({ topics: [topic({ partitions: [{ ...topic().partitions[0]!, end: null }] })] }),
		);
		assert.deepEqual([unread.verdict.asks, loss(unread).deletableOffsets], ['name', null]);
		const noSize = judge(
			[set('retention.bytes', 4_000)],
			facts({ topics: [topic({ partitions: [{ ...topic().partitions[0]!, sizeBytes: null }] })] }),
		);
		assert.deepEqual([noSize.verdict.asks, loss(noSize).deletableOffsets], ['name', null]);
	});

	it('asks by environment: one key on dev and staging, the name on prod', () => {
		const edits = [set('retention.ms', 200 * HOUR)];
		const asks = (environment: ChangePolicy['environment']) => judge(edits, facts(), { ...open, environment }).verdict.asks;
		assert.deepEqual([asks('dev'), asks('staging'), asks('prod')], ['key', 'key', 'name']);
		for (const access of ['read-only', 'locked'] as const) assert.equal(judge(edits, facts(), { ...open, access }).verdict.kind, 'refuse');
		const nothing = judge([set('retention.ms', null)]);
		assert.deepEqual([nothing.isNothing, nothing.verdict.kind], [true, 'allow']);
	});

	it('refuses what would stop writes, and what Kafka or MSK do not let be changed', () => {
		const refused = (edits: readonly SettingEdit[], given = facts(), platform: ChangePolicy['platform'] = 'kafka') => {
			const { verdict } = judge(edits, given, { ...open, platform });
			return verdict.kind === 'refuse' ? verdict.reasons.filter(r => r.weight === 'refuse').map(r => r.code) : [];
		};
		assert.deepEqual(refused([set('min.insync.replicas', 4)]), ['minIsrAboveReplicas']);
		assert.deepEqual(refused([set('cleanup.policy', 'compact')], facts(), 'serverless'), ['mskServerless']);
		assert.deepEqual(refused([set('max.message.bytes', 8_388_609)], facts(), 'serverless'), ['mskServerless']);
		assert.deepEqual(refused([set('min.insync.replicas', 1)], facts(), 'express'), ['mskExpress']);
		assert.deepEqual(refused([set('retension.ms', 1)]), ['noSuchSetting']);
		assert.deepEqual(refused([set('retention.ms', 1)], facts({ topics: [topic({ isInternal: true })] })), ['internalTopic']);
	});

	it('warns of what weakens a topic', () => {
		const shaky = facts({ topics: [topic({ partitions: [{ ...topic().partitions[0]!, inSync: 2 }] })] });
		assert.deepEqual(codes(judge([set('min.insync.replicas', 3)], shaky)), ['minIsrAboveInSync', 'minIsrIsReplicas']);
		assert.deepEqual(codes(judge([set('min.insync.replicas', 1)])), ['minIsrOne']);
		assert.deepEqual(codes(judge([set('unclean.leader.election.enable', 'true')])), ['uncleanElection']);
		assert.deepEqual(codes(judge([set('max.message.bytes', 1000)])), ['smallerMessages']);
		assert.ok(codes(judge([set('cleanup.policy', 'compact')])).includes('compacts'));
		assert.ok(codes(judge([set('retention.ms', HOUR / 2)])).includes('segmentOutlives'));
		assert.ok(codes(judge([set('retention.bytes', 500)])).includes('segmentOutgrows'));
	});

	it('sees that a policy which begins to delete deletes by the limits that were set all along', () => {
		const settings = new Map([...topic().settings, entry('cleanup.policy', 'compact', { source: 'DYNAMIC_TOPIC_CONFIG' })]);
		const judged = judge([set('cleanup.policy', 'delete')], facts({ topics: [topic({ settings })] }));
		assert.equal(loss(judged).deletableOffsets, 500n);
	});

	it('tells when a disk is full that keeps more, from what it keeps now', () => {
		// 10,000 bytes in 168 hours; ten times as long needs 90,000 more of the 20,000 that are free: full after 336 hours.
		const judged = judge([set('retention.ms', 1680 * HOUR)]);
		const growth = judged.effect.json.growth as unknown as { brokers: readonly { neededBytes: bigint; fullInMs: number }[] };
		assert.deepEqual([growth.brokers[0]!.neededBytes, growth.brokers[0]!.fullInMs], [90_000n, 336 * HOUR]);
		assert.ok(codes(judged).includes('diskFills'));
		const young = judge(
			[set('retention.ms', 1680 * HOUR)],
			facts({ topics: [topic({ partitions: [{ ...topic().partitions[0]!, begin: 0n }] })] }),
		);
		assert.deepEqual(codes(young), ['growthUnknown']);
	});

	it('puts back what each topic had itself', () => {
		const own = topic({
			topic: 'own',
			settings: new Map([
				...topic().settings,
				entry('retention.ms', String(HOUR), { source: 'DYNAMIC_TOPIC_CONFIG', default: String(168 * HOUR) }),
			]),
		});
		const { undo } = judge([set('retention.ms', 300 * HOUR)], facts({ topics: [topic(), own] }));
		assert.deepEqual(undo.changes, [
			{ kind: 'topicSettings', topics: ['orders'], edits: [{ name: 'retention.ms', value: null }] },
			{ kind: 'topicSettings', topics: ['own'], edits: [{ name: 'retention.ms', value: String(HOUR) }] },
		]);
	});
});
