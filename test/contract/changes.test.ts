import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import type { CommandContext } from '../../source/commands/command.ts';
import { COMMANDS } from '../../source/commands/registry.ts';
import { resetTarget } from '../../source/commands/reset-target.ts';
import { changeFiles, type OpenedCluster, openKnownCluster, replayFiles } from '../../source/composition.ts';
import type { Change, ChangeKind } from '../../source/model/change.ts';
import { partitionKey } from '../../source/model/partition-key.ts';
import type { ChangeOutcome } from '../../source/operations/apply-change.ts';
import { planElection } from '../../source/operations/plan-election.ts';
import { planGroupReset, type ResetTarget } from '../../source/operations/plan-group-reset.ts';
import { until } from '../helpers/open-reader.ts';
import { type SharedBroker, sharedBroker } from '../helpers/real-broker.ts';
import { produceTimed } from '../helpers/timed-records.ts';
import { WireClient } from '../helpers/wire-client.ts';

const skip = hasJava() || process.env.CI ? false : 'Java 17 or newer is missing: not tested against a real Kafka';
const mark = `${process.pid}-${Date.now().toString(36)}`;
const topic = `changes-${mark}`;
const group = `changes-group-${mark}`;
const other = `changes-other-${mark}`;
let broker: SharedBroker;
let home: string;
let open: OpenedCluster;
let closed: OpenedCluster;

const opened = (readWrite: boolean): Promise<OpenedCluster> =>
	openKnownCluster({ options: { bootstrap: broker.cluster.bootstrap.PLAINTEXT, readWrite }, env: { XDG_STATE_HOME: home } });
const make = async (change: Change): Promise<ChangeOutcome> => (await open.changes()).apply({ change, isConfirmed: () => true });
const made = async (change: Change): Promise<ChangeOutcome> => {
	const outcome = await make(change);
	assert.equal(outcome.result, 'applied', JSON.stringify([...outcome.failures.values()].map(f => f.message)));
	return outcome;
};
const refusals = ({ result, judgement }: ChangeOutcome): readonly string[] => {
	assert.equal(result, 'refused');
	return judgement.verdict.reasons.filter(r => r.weight === 'refuse').map(r => r.code);
};
const undone = async (outcome: ChangeOutcome): Promise<void> => {
	for (const change of outcome.judgement.undo.changes) await made(change);
};

const commits = async (): Promise<Readonly<Record<string, bigint | null>>> => {
	const listing = (await open.known.reader.findGroups([group])).get(group);
	if (!listing?.ok) return {};
	const outcome = (await open.known.reader.readCommits([listing.value])).get(group);
	assert.ok(outcome?.ok);
	return Object.fromEntries(
		[...outcome.value].filter(([, offset]) => offset !== null).map(([key, offset]) => [key.slice(topic.length + 1), offset]),
	);
};
const begins = async (): Promise<readonly (bigint | null)[]> => {
	const answers = await open.known.reader.readOffsets([0, 1].map(p => ({ topic, partition: p, target: 'earliest' })));
	return [0, 1].map(p => {
		const outcome = answers.get(partitionKey(topic, p));
		return outcome?.ok ? outcome.value.offset : null;
	});
};
const at = (offsets: readonly (readonly [number, bigint])[]) => offsets.map(([partition, offset]) => ({ topic, partition, offset }));

type Options = Readonly<Record<string, readonly string[]>>;

/** What a command is given; what it prints goes into `printed`, a document or line each. */
const contextOn = (cluster: OpenedCluster, positionals: readonly string[], options: Options, printed?: string[]): CommandContext =>
	({
		arguments: {
			positionals,
			value: (name: string) => options[name]?.at(-1),
			values: (name: string) => options[name] ?? [],
			has: (name: string) => options[name] !== undefined,
		},
		output: {
			result: (text: string) => void printed?.push(text),
			notice: (text: string) => void printed?.push(text),
			hasColor: false,
			isAscii: false,
			isTerminal: false,
			progress: () => {},
		},
		isJson: printed !== undefined,
		signal: new AbortController().signal,
		nowMs: Date.now,
		connect: async () => cluster,
		changeFiles: async () => changeFiles({ XDG_STATE_HOME: home }),
		replayFiles: async () => replayFiles({ XDG_STATE_HOME: home }),
	}) as unknown as CommandContext;

/** One change of every kind: the type wants them all. */
const oneOfEach: { readonly [K in ChangeKind]: Extract<Change, { kind: K }> } = {
	topicSettings: { kind: 'topicSettings', topics: [topic], edits: [{ name: 'retention.ms', value: '7200000' }] },
	createTopic: { kind: 'createTopic', topic: `${topic}-new`, partitions: 1, replicationFactor: 1, settings: [] },
	deleteTopic: { kind: 'deleteTopic', topic },
	addPartitions: { kind: 'addPartitions', topic, total: 3 },
	purgeRecords: { kind: 'purgeRecords', topic, below: at([[0, 5n]]) },
	resetOffsets: { kind: 'resetOffsets', group, offsets: at([[0, 7n]]) },
	deleteOffsets: { kind: 'deleteOffsets', group, topic, partitions: [0] },
	deleteGroup: { kind: 'deleteGroup', group },
	removeMember: { kind: 'removeMember', group, memberId: 'nobody', instanceId: null },
	electLeaders: { kind: 'electLeaders', partitions: [{ topic, partition: 0 }] },
	abortTransaction: {
		kind: 'abortTransaction',
		producerId: 1n,
		producerEpoch: 0,
		partitions: [{ topic, partition: 0, offset: 0n, coordinatorEpoch: 0 }],
	},
	replayRecords: {
		kind: 'replayRecords',
		topic,
		topicId: 'another',
		partitions: 2,
		run: 'contract',
		ranges: [{ topic, topicId: 'another', partition: 0, fromOffset: 0n, toOffset: 1n }],
		filter: {},
		isolation: 'read_committed',
		limit: null,
		placement: 'keep',
		compression: 'none',
		recordsPerSecond: null,
		counted: null,
	},
};

describe('changes on a real Kafka, kind by kind', { skip }, () => {
	before(async () => {
		broker = await sharedBroker();
		home = mkdtempSync(join(tmpdir(), 'msk-tui-changes-'));
		[open, closed] = await Promise.all([opened(true), opened(false)]);
		await made({ kind: 'createTopic', topic, partitions: 2, replicationFactor: 1, settings: [{ name: 'retention.ms', value: '3600000' }] });
		const now = Date.now();
		const { reader } = open.known;
		const leaderOf = async (partition: number) => {
			const { topics } = await reader.readTopics([topic]);
			return broker.cluster.brokers.find(b => b.id === topics[0]?.partitions[partition]?.leader);
		};
		for (const partition of [0, 1]) {
			// A topic that was created just now may have no leader yet.
			await until(`a leader of ${topic}/${partition}`, async () => (await leaderOf(partition)) !== undefined);
			const leader = (await leaderOf(partition))!;
			const batches = Array.from({ length: 10 }, (_, i) => ({ timestampMs: now - (10 - i) * 60_000, records: 10, bytes: 10 }));
			await produceTimed(`localhost:${leader.ports.PLAINTEXT}`, topic, partition, batches);
		}
		await made({
			kind: 'resetOffsets',
			group,
			offsets: at([
				[0, 40n],
				[1, 60n],
			]),
		});
		rmSync(join(home, 'msk-tui', 'journal.jsonl'));
	});
	after(async () => {
		if (open !== undefined) await make({ kind: 'deleteGroup', group }).catch(() => {});
		if (open !== undefined) await make({ kind: 'deleteTopic', topic }).catch(() => {});
		await Promise.all([open?.close(), closed?.close()]);
		if (home !== undefined) rmSync(home, { recursive: true, force: true });
	});

	it('refuses every kind of change and every command that makes one while it is read-only', async () => {
		const { apply } = await closed.changes();
		for (const change of Object.values(oneOfEach)) {
			const outcome = await apply({ change, isConfirmed: () => true });
			// Nothing to change is no change either.
			if (outcome.result !== 'unchanged') assert.ok(refusals(outcome).includes('readOnly'), change.kind);
			assert.equal(outcome.id, null);
		}
		const plan = join(home, 'plan.json');
		const context = (positionals: readonly string[], options: Options) => contextOn(closed, positionals, options);
		const sure = { confirm: [topic, group, `${topic}-new`], yes: [''] };
		const lines: Readonly<Record<string, readonly [readonly string[], Options?]>> = {
			'topic set': [[topic, 'retention.ms=2h']],
			'topic create': [[`${topic}-new`]],
			'topic clone': [[topic, `${topic}-new`]],
			'topic delete': [[topic]],
			'topic add-partitions': [[topic], { partitions: ['3'] }],
			'topic elect-leaders': [[topic]],
			'transactions abort': [['1']],
			'topic purge': [[topic], { to: ['offset:5'] }],
			'group reset': [[group], { to: ['latest'] }],
			'group delete': [[group]],
			'group delete-offsets': [[group], { topic: [topic] }],
			'group remove-member': [[group, 'nobody']],
			replay: [[topic], { into: [topic] }],
			apply: [[plan]],
			undo: [['nothing']],
		};
		const topicSet = COMMANDS.find(c => c.name === 'topic set')!;
		assert.equal(await topicSet.run(context([topic, 'retention.ms=2h'], { plan: [plan] })), 0, 'a plan changes nothing');
		for (const command of COMMANDS.filter(c => c.options.some(o => o.name === 'confirm'))) {
			const line = lines[command.name];
			assert.ok(line, `the walk has no line for ${command.name}`);
			const code = await command.run(context(line[0], { ...sure, ...line[1] })).catch((error: { kind?: string }) => error.kind);
			assert.ok(code === 5 || code === 'notFound', `${command.name}: ${code}`);
		}
		assert.equal(existsSync(join(home, 'msk-tui', 'journal.jsonl')), false, 'nothing was tried');
		assert.deepEqual([await commits(), await begins()], [{ 0: 40n, 1: 60n }, [0n, 0n]]);
	});

	it('resets offsets in every form, shows what is read again and skipped, and puts them back', async () => {
		const file = join(home, 'offsets.json');
		writeFileSync(file, JSON.stringify({ groups: [{ partitions: [{ topic, partition: 1, committed: 33 }] }] }));
		const ahead = at([
			// Beyond the end of the log: the nearest end holds.
			[0, 5000n],
			[1, 15n],
		]);
		await made({ kind: 'resetOffsets', group: other, offsets: ahead });
		const forms: readonly (readonly [ResetTarget, Readonly<Record<string, bigint>>, bigint, bigint])[] = [
			[{ kind: 'earliest' }, { 0: 0n, 1: 0n }, 100n, 0n],
			[{ kind: 'latest' }, { 0: 100n, 1: 100n }, 0n, 100n],
			[{ kind: 'offset', offset: 50n }, { 0: 50n, 1: 50n }, 10n, 10n],
			[{ kind: 'offset', offset: 5000n }, { 0: 100n, 1: 100n }, 0n, 100n],
			[{ kind: 'shift', by: -10n }, { 0: 30n, 1: 50n }, 20n, 0n],
			[{ kind: 'time', atMs: Date.now() + 60_000 }, { 0: 100n, 1: 100n }, 0n, 100n],
			[await resetTarget(contextOn(open, [], {}), `group:${other}`), { 0: 100n, 1: 15n }, 45n, 60n],
			[{ kind: 'given', offsets: await (await changeFiles({})).readOffsets(file) }, { 0: 40n, 1: 33n }, 27n, 0n],
		];
		for (const [target, expected, rereads, skips] of forms) {
			const change = await planGroupReset(open.known, { group, target, topics: [], partitions: [] });
			const outcome = await made(change);
			const { json } = outcome.judgement.effect;
			assert.deepEqual(
				[await commits(), json.rereads, json.skips],
				[expected, rereads, skips],
				JSON.stringify(target, (_, v) => String(v)),
			);
			await undone(outcome);
			assert.deepEqual(await commits(), { 0: 40n, 1: 60n });
		}
		// What the other group holds no offset of stays as it is; a group that is not there is an error, not the beginning.
		await made({ kind: 'deleteOffsets', group: other, topic, partitions: [0] });
		const some = await planGroupReset(open.known, { group, target: { kind: 'copy', group: other }, topics: [], partitions: [] });
		assert.deepEqual(some.offsets, at([[1, 15n]]));
		await made({ kind: 'deleteGroup', group: other });
		await assert.rejects(
			planGroupReset(open.known, { group, target: { kind: 'copy', group: other }, topics: [], partitions: [] }),
			/whose offsets were to be taken, does not exist/,
		);
	});

	it('puts back what takes two changes as one: one document, and none of it made unless all of it may be', async () => {
		await made({ kind: 'deleteOffsets', group, topic, partitions: [1] });
		const both = at([
			[0, 1n],
			[1, 2n],
		]);
		const { id } = await made({ kind: 'resetOffsets', group, offsets: both });
		const undo = COMMANDS.find(c => c.name === 'undo')!;
		const run = async (options: Options) => {
			const printed: string[] = [];
			const code = await undo.run(contextOn(open, [id!], options, printed));
			return { code, documents: printed.map(text => JSON.parse(text) as { readonly [name: string]: unknown }) };
		};
		const looked = await run({});
		assert.deepEqual([looked.code, looked.documents.length], [5, 2], 'the answer, and why it was not made');
		assert.deepEqual([looked.documents[0]!.applied, looked.documents[0]!.result], [false, 'unconfirmed']);
		assert.deepEqual(await commits(), { 0: 1n, 1: 2n });
		const { code, documents } = await run({ confirm: [group] });
		assert.deepEqual([code, documents.length, documents[0]!.applied, documents[0]!.undoes], [0, 1, true, id]);
		assert.deepEqual(
			(documents[0]!.changes as readonly { change: { kind: string }; applied: boolean }[]).map(c => [c.change.kind, c.applied]),
			[
				['resetOffsets', true],
				['deleteOffsets', true],
			],
		);
		assert.deepEqual(await commits(), { 0: 40n });
		await made({ kind: 'resetOffsets', group, offsets: at([[1, 60n]]) });
	});

	it('changes no group that somebody is a member of, also when the member comes after the effect was shown, and removes a static one', async t => {
		const coordinator = (await open.known.reader.findGroups([group])).get(group);
		assert.ok(coordinator?.ok);
		const port = broker.cluster.brokers.find(b => b.id === coordinator.value.coordinator)!.ports.PLAINTEXT;
		const client = await WireClient.open(`localhost:${port}`);
		t.after(() => client.close());
		const join = async (): Promise<void> => {
			const answer = await client.ask('JoinGroup', 5, {
				groupId: group,
				sessionTimeoutMs: 60_000,
				rebalanceTimeoutMs: 60_000,
				memberId: '',
				groupInstanceId: 'stuck-1',
				protocolType: 'consumer',
				protocols: [{ name: 'range', metadata: Buffer.from([0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]) }],
			});
			assert.equal(answer.errorCode, 0);
		};
		const { apply } = await open.changes();
		const late = await apply({
			change: oneOfEach.resetOffsets,
			isConfirmed: async () => {
				await join();
				return true;
			},
		});
		assert.deepEqual(refusals(late), ['changedSince']);
		assert.deepEqual(refusals(await make(oneOfEach.resetOffsets)), ['groupActive']);
		assert.deepEqual(refusals(await make(oneOfEach.deleteGroup)), ['groupActive']);
		const listing = (await open.known.reader.findGroups([group])).get(group);
		assert.ok(listing?.ok);
		const described = (await open.known.reader.describeGroups([listing.value])).get(group);
		assert.ok(described?.ok);
		await made({ kind: 'removeMember', group, memberId: described.value.members[0]!.memberId, instanceId: 'stuck-1' });
		assert.deepEqual(await commits(), { 0: 40n, 1: 60n });
	});

	it('deletes offsets and a group, and commits them again', async () => {
		const some = await made(oneOfEach.deleteOffsets);
		assert.deepEqual(await commits(), { 1: 60n });
		await undone(some);
		const all = await made(oneOfEach.deleteGroup);
		assert.deepEqual(await commits(), {});
		await undone(all);
		assert.deepEqual(await commits(), { 0: 40n, 1: 60n });
	});

	it('purges, adds partitions, creates and deletes, and says who loses what', async () => {
		const purged = await made({
			kind: 'purgeRecords',
			topic,
			below: at([
				[0, 55n],
				[1, 20n],
			]),
		});
		assert.deepEqual([await begins(), purged.judgement.losers, purged.judgement.effect.json.offsets], [[55n, 20n], [group], 75n]);
		assert.equal((await make({ kind: 'purgeRecords', topic, below: at([[0, 55n]]) })).result, 'unchanged');
		assert.deepEqual(refusals(await make({ kind: 'purgeRecords', topic, below: at([[0, 5000n]]) })), ['outOfRange']);
		await made(oneOfEach.addPartitions);
		assert.deepEqual(refusals(await make({ kind: 'addPartitions', topic, total: 2 })), ['fewerPartitions']);
		const created = await made(oneOfEach.createTopic);
		assert.deepEqual(refusals(await make(oneOfEach.createTopic)), ['topicExists']);
		// Whether a topic is empty is not known until the brokers have opened it, and then it is not deleted.
		const [undo] = created.judgement.undo.changes;
		await until('the new topic to be deleted again', async () => (await make(undo!)).result === 'applied');
		await until('the new topic to be gone', async () => (await open.known.reader.readTopics([`${topic}-new`])).failures.size === 1);
		assert.deepEqual(refusals(await make({ kind: 'deleteTopic', topic, onlyIfEmpty: true })), ['notEmpty']);
		assert.deepEqual(refusals(await make({ kind: 'deleteTopic', topic: '__consumer_offsets' })), ['internalTopic']);
		assert.deepEqual((await made(oneOfEach.deleteTopic)).judgement.losers, [group]);
	});

	it('gives partitions back to their preferred leader', async () => {
		const led = `${topic}-led`;
		await made({ kind: 'createTopic', topic: led, partitions: 2, replicationFactor: 3, settings: [] });
		const readPartitions = async () => (await open.known.reader.readTopics([led])).topics[0]?.partitions ?? [];
		await until('leaders', async () => {
			const partitions = await readPartitions();
			return partitions.length === 2 && partitions.every(p => p.leader !== null && p.isr.length === 3);
		});
		const [first] = await readPartitions();
		const [a, b, c] = first!.replicas as readonly [number, number, number];
		// The same replicas in another order: the leader stays where it is, and is not the preferred one any more.
		const client = await WireClient.open(broker.cluster.bootstrap.PLAINTEXT);
		const moved = await client.ask('AlterPartitionReassignments', 0, {
			timeoutMs: 30_000,
			topics: [{ name: led, partitions: [{ partitionIndex: 0, replicas: [b, c, a] }] }],
		});
		client.close();
		assert.equal(moved.responses[0]?.partitions[0]?.errorCode, 0);
		await until('the new order', async () => (await readPartitions())[0]?.replicas.join() === [b, c, a].join());
		const change = await planElection(open.known, { topics: [led], partitions: [] });
		const elected = await made(change);
		assert.deepEqual(elected.judgement.effect.json.moves, [{ topic: led, partition: 0, from: a, to: b }]);
		assert.equal((await readPartitions())[0]?.leader, b);
		assert.equal((await make(change)).result, 'unchanged');
		await made({ kind: 'deleteTopic', topic: led });
	});
});
