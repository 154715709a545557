import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Change } from '../../source/model/change.ts';
import { Failure, type Outcome } from '../../source/model/failure.ts';
import type { JournalLine } from '../../source/model/journalled-change.ts';
import type { ChangePolicy } from '../../source/model/judgement.ts';
import { type ChangeParts, changeMaker } from '../../source/operations/apply-change.ts';
import type { ClusterReader } from '../../source/ports/cluster-reader.ts';
import type { ClusterWriter } from '../../source/ports/cluster-writer.ts';
import { fakeCluster, listedConfig, partition, topic } from '../helpers/fake-reader.ts';

const topics = ['a', 'b'];
const edit: Change = { kind: 'topicSettings', topics, edits: [{ name: 'min.insync.replicas', value: '1' }] };
const ok: Outcome<null> = { ok: true, value: null };

/** A cluster whose topics have one setting; `settings` may be changed from outside. */
const stage = (
	over: { readonly policy?: () => ChangePolicy; readonly writer?: Partial<ClusterWriter>; readonly reader?: Partial<ClusterReader> } = {},
) => {
	const settings = new Map<string, string>();
	const calls: string[] = [];
	const lines: JournalLine[] = [];
	const isOwn = (name: string) => settings.has(name);
	const reader: Partial<ClusterReader> = {
		readTopics: async names => ({ topics: (names ?? []).map(n => topic(n, [partition(0)])), failures: new Map() }),
		readConfigs: async resources =>
			new Map(
				resources.map(r => [
					`topic:${r.name}`,
					{
						ok: true,
						value: listedConfig(isOwn(r.name) ? { 'min.insync.replicas': settings.get(r.name)! } : {}).map(e =>
							e.name === 'min.insync.replicas' && isOwn(r.name) ? { ...e, source: 'DYNAMIC_TOPIC_CONFIG' as const, default: '2' } : e,
						),
					},
				]),
			),
		...over.reader,
	};
	const writer = new Proxy({} as ClusterWriter, {
		get:
			(_target, name: string) =>
			(...args: readonly never[]) => {
				if (name === 'then') return undefined;
				calls.push(name);
				return (over.writer?.[name as keyof ClusterWriter] as ((...given: readonly never[]) => unknown) | undefined)?.(...args);
			},
	});
	const parts: ChangeParts = {
		known: fakeCluster(reader),
		writer: async () => {
			calls.push('writer');
			return { ...Object.fromEntries(WRITER_METHODS.map(name => [name, writer[name]])) } as unknown as ClusterWriter;
		},
		journal: { path: '/journal', append: async line => void lines.push(line), read: async () => ({ changes: [], damaged: 0 }) },
		policy: over.policy ?? (() => ({ environment: 'dev', access: 'open', platform: 'kafka' })),
		clusterName: 'test',
		otherCluster: () => undefined,
		who: async () => ({ osUser: 'tester', principal: null }),
		newId: () => 'id-1',
		records: () => assert.fail('nothing is read again'),
		landingMs: 300,
	};
	const setting = (names: readonly string[]): Partial<ClusterWriter> => ({
		alterTopicSettings: async (asked, edits, { isTrial }) => {
			if (!isTrial) for (const name of asked) if (names.includes(name)) settings.set(name, edits[0]!.value!);
			return new Map(asked.map(name => [name, isTrial || names.includes(name) ? ok : denied(name)]));
		},
	});
	return { apply: changeMaker(parts), calls, lines, settings, setting, parts };
};

const denied = (name: string): Outcome<null> => ({
	ok: false,
	failure: new Failure('authorization', `Not authorised: AlterConfigs on topic ${name}.`),
});

const WRITER_METHODS: readonly (keyof ClusterWriter)[] = [
	'alterTopicSettings',
	'createTopic',
	'deleteTopic',
	'addPartitions',
	'deleteRecords',
	'commitOffsets',
	'deleteOffsets',
	'deleteGroup',
	'removeMember',
	'electLeaders',
	'abortTransaction',
	'openSink',
];

describe('making a change', () => {
	it('goes judged, confirmed, tried, journalled, made, read back, journalled', async () => {
		const writer: Partial<ClusterWriter> = {};
		const s = stage({ writer });
		Object.assign(writer, s.setting(topics));
		const seen: string[] = [];
		const made = await s.apply({ change: edit, isConfirmed: judgement => seen.push(judgement.verdict.asks) > 0 });
		assert.deepEqual([made.result, seen, s.calls], ['applied', ['key'], ['writer', 'alterTopicSettings', 'alterTopicSettings']]);
		assert.deepEqual(
			s.lines.map(l => l.phase),
			['begun', 'ended'],
		);
		assert.deepEqual(made.after, { a: { 'min.insync.replicas': '1' }, b: { 'min.insync.replicas': '1' } });
	});

	it('asks the cluster for nothing while it is read-only, locked or not confirmed', async () => {
		for (const access of ['read-only', 'locked'] as const) {
			const s = stage({ policy: () => ({ environment: 'dev', access, platform: 'kafka' }) });
			assert.equal((await s.apply({ change: edit, isConfirmed: () => true })).result, 'refused');
			assert.deepEqual([s.calls, s.lines], [[], []]);
		}
		const s = stage();
		assert.equal((await s.apply({ change: edit, isConfirmed: () => false })).result, 'unconfirmed');
		assert.deepEqual([s.calls, s.lines], [[], []]);
	});

	it('refuses what somebody else changed between the look and the confirmation', async () => {
		const s = stage();
		const late = await s.apply({
			change: edit,
			isConfirmed: () => {
				s.settings.set('b', '3');
				return true;
			},
		});
		assert.deepEqual([late.result, s.calls], ['refused', []]);
		assert.match(late.judgement.verdict.reasons.at(-1)!.text, /b min\.insync\.replicas was 2 and is 3 now/);
	});

	it('refuses when its unlocking runs out before it is confirmed', async () => {
		let access: ChangePolicy['access'] = 'open';
		const s = stage({ policy: () => ({ environment: 'dev', access, platform: 'kafka' }) });
		const late = await s.apply({
			change: edit,
			isConfirmed: () => {
				access = 'read-only';
				return true;
			},
		});
		assert.deepEqual([late.result, s.calls], ['refused', []]);
	});

	it('tells which topics were changed when rights end half way', async () => {
		const writer: Partial<ClusterWriter> = {};
		const s = stage({ writer });
		Object.assign(writer, s.setting(['a']));
		const made = await s.apply({ change: edit, isConfirmed: () => true });
		assert.deepEqual([made.result, [...made.failures.keys()]], ['partly', ['b']]);
		assert.match(made.failures.get('b')!.message, /Not authorised/);
		assert.equal(s.lines.at(-1)!.phase === 'ended' && s.lines.at(-1)!.id, 'id-1');
	});

	it('changes nothing when Kafka refuses the trial, and writes no journal', async () => {
		const s = stage({
			writer: { alterTopicSettings: async asked => new Map(asked.map(name => [name, name === 'b' ? denied(name) : ok])) },
		});
		await assert.rejects(s.apply({ change: edit, isConfirmed: () => true }), /Not authorised.*Nothing was changed/);
		assert.deepEqual([s.calls, s.lines], [['writer', 'alterTopicSettings'], []]);
	});

	it('cannot say what became of it when nothing answers any more', async () => {
		const uncertain = new Failure('connection', 'Broker 1 was asked and did not answer.', { details: { isUncertain: true } });
		let isDead = false;
		const base = stage();
		const s = stage({
			reader: {
				readTopics: async names => {
					if (isDead) throw new Failure('connection', 'Nobody answers.');
					return base.parts.known.reader.readTopics(names);
				},
			},
			writer: {
				alterTopicSettings: async (asked, _edits, { isTrial }) => {
					if (isTrial) return new Map(asked.map(name => [name, ok]));
					isDead = true;
					throw uncertain;
				},
			},
		});
		const made = await s.apply({ change: edit, isConfirmed: () => true });
		assert.deepEqual([made.result, s.calls.length], ['unknown', 3]);
		assert.match(made.failures.get('a')!.message, /could not be read back/);
	});
});
