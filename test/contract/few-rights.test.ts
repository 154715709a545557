/** What a reader with few rights is told: never a shortened list as the whole, and always which right is missing. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import type { OpenedCluster } from '../../source/composition.ts';
import type { Failure, Outcome } from '../../source/model/failure.ts';
import { rightText } from '../../source/model/needed-right.ts';
import { partitionKey } from '../../source/model/partition-key.ts';
import { readLag } from '../../source/operations/read-lag.ts';
import { runProgram } from '../helpers/built-program.ts';
import { openAsAdmin, openAsReader } from '../helpers/open-reader.ts';
import { type SharedBroker, sharedBroker } from '../helpers/real-broker.ts';
import { unexplainedNulls } from '../helpers/unexplained-nulls.ts';

if (!hasJava() && process.env.CI) throw new Error('Java is missing: tests with a real Kafka can not run');
const skip = hasJava() ? false : 'Java 17 or newer is missing: not tested against a real Kafka';

const mark = `${process.pid}-${Date.now().toString(36)}`;
/** The reader may see topics that begin with `orders` and the group `billing` (literally), and nothing of the cluster. */
const visible = `orders-${mark}`;
const hidden = `secret-${mark}`;
const hiddenGroup = `payroll-${mark}`;
const GROUP = 'billing';

type Json = Record<string, unknown>;
type Rows = readonly Json[];

const failureOf = (outcome: Outcome<unknown> | undefined): Failure => {
	assert.ok(outcome !== undefined && !outcome.ok);
	return outcome.failure;
};

describe('a reader with few rights', { skip }, () => {
	let broker: SharedBroker;
	let admin: OpenedCluster;
	let few: OpenedCluster;
	before(async () => {
		broker = await sharedBroker();
		await broker.fixture(
			'batch',
			`topic ${visible} 2 1`,
			`records ${visible} 100`,
			`topic ${hidden} 1 1`,
			`records ${hidden} 10`,
			`commit ${GROUP} ${visible} 0=5 1=5`,
			`commit ${hiddenGroup} ${hidden} 0=1`,
		);
		admin = await openAsAdmin(broker.cluster);
		few = await openAsReader(broker.cluster);
	});
	after(async () => {
		await admin?.close();
		await few?.close();
	});

	it('sees no rules of the authorizer and no reassignments, and is told which right that takes', async () => {
		for (const ask of [() => few.known.reader.readAcls(), () => few.known.reader.readReassignments()])
			await assert.rejects(ask(), (failure: Failure) => failure.kind === 'authorization' && failure.needs?.action === 'DescribeCluster');
		const { isOff, rules } = await admin.known.reader.readAcls();
		assert.equal(isOff, false);
		const own = rules.filter(r => r.principal === 'User:reader' && r.resourceType === 'Topic');
		assert.deepEqual(
			[...new Set(own.map(r => `${r.permission} ${r.patternType} ${r.resourceName}`))],
			['Allow Prefixed orders'],
			JSON.stringify(own),
		);
	});

	it('holds no right on the cluster, and the cluster says so', async () => {
		const { authorizedOperations } = await few.known.reader.describeCluster();
		assert.deepEqual([...(authorizedOperations ?? ['nothing told'])], []);
	});

	it('is refused a hidden topic in every way of asking, with the right that is missing', async () => {
		const { reader } = few.known;
		const position = { topic: hidden, partition: 0 };
		const key = partitionKey(hidden, 0);
		const failures = [
			(await reader.readTopics([hidden])).failures.get(hidden),
			failureOf((await reader.readOffsets([{ ...position, target: 'latest' }])).get(key)),
			failureOf((await reader.readRecordTimes([{ ...position, offset: 0n }])).get(key)),
			failureOf((await reader.readConfigs([{ type: 'topic', name: hidden }], null)).get(`topic:${hidden}`)),
		];
		for (const failure of failures) {
			assert.equal(failure?.kind, 'authorization');
			assert.equal(failure.needs?.resourceName, hidden);
		}
		assert.match(
			rightText(failures[0]!.needs!, { isIam: true, region: 'us-east-1' }),
			/^kafka-cluster:DescribeTopic on arn:aws:kafka:us-east-1:\*:topic\/\*\/\*\/secret-/,
		);
		assert.match(
			rightText(failures[0]!.needs!, { isIam: false }),
			/^ACL Describe on topic secret-.* \(under IAM: kafka-cluster:DescribeTopic\)$/,
		);
	});

	it('is refused a hidden group, which is not the same as a missing one', async () => {
		const found = await few.known.reader.findGroups([GROUP, hiddenGroup]);
		assert.ok(found.get(GROUP)?.ok);
		const failure = failureOf(found.get(hiddenGroup));
		assert.deepEqual([failure.kind, failure.needs?.action, failure.needs?.resourceName], ['authorization', 'DescribeGroup', hiddenGroup]);
		const listing = (await admin.known.reader.findGroups([hiddenGroup])).get(hiddenGroup);
		assert.ok(listing?.ok);
		assert.equal(failureOf((await few.known.reader.describeGroups([listing.value])).get(hiddenGroup)).kind, 'authorization');
		assert.equal(failureOf((await few.known.reader.readCommits([listing.value])).get(hiddenGroup)).kind, 'authorization');
	});

	it('is refused log dirs, settings of brokers and the controller quorum', async () => {
		const { reader } = few.known;
		const [id = 0] = broker.cluster.brokers.map(b => b.id);
		assert.equal(failureOf((await reader.readLogDirs([id])).get(id)).needs?.action, 'DescribeCluster');
		const settings = await reader.readConfigs([{ type: 'broker', name: String(id) }], null);
		assert.equal(failureOf(settings.get(`broker:${id}`)).needs?.action, 'DescribeClusterDynamicConfiguration');
		const controller = await reader.readController();
		assert.deepEqual([controller.mode, controller.leaderId], [null, null]);
		assert.equal(controller.failure?.needs?.action, 'DescribeCluster');
	});

	it('may not fetch records as a stranger to them: the age is bisected instead', async () => {
		const listing = (await admin.known.reader.findGroups([hiddenGroup])).get(hiddenGroup);
		assert.ok(listing?.ok);
		// One who may describe the topic and not read it: the same reader, with the answer to Fetch as the broker gives it for the hidden one.
		const reader = {
			...few.known.reader,
			readRecordTimes: async (positions: Parameters<typeof few.known.reader.readRecordTimes>[0]) => {
				const refused = await few.known.reader.readRecordTimes(positions.map(p => ({ ...p, topic: hidden, partition: 0 })));
				return new Map(positions.map(p => [partitionKey(p.topic, p.partition), refused.get(partitionKey(hidden, 0))!]));
			},
		};
		const { rows } = await readLag({ ...few.known, reader }, { groups: [GROUP], topic: visible, behind: 'exact' });
		assert.deepEqual(
			rows[0]?.partitions.map(p => p.behindMethod),
			['bisected', 'bisected'],
		);
	});

	const program = (...args: string[]) => {
		const { username, password } = broker.cluster.credentials.scram.reader;
		const auth = ['--auth', 'scram', '--username', username, '--password-from', 'env:P', '--tls-ca', broker.cluster.tls.ca];
		return runProgram([...args, '--bootstrap', broker.cluster.bootstrap.SCRAM, ...auth], { P: password });
	};
	const document = async (...args: string[]) => {
		const { stdout, code } = await program(...args, '--json');
		const json = JSON.parse(stdout) as Json;
		assert.deepEqual(unexplainedNulls(json), [], args.join(' '));
		return { json, code, unknown: json.unknown as Rows };
	};

	it('gets shortened lists with the gap named and exit 6', async () => {
		for (const [args, path, needs] of [
			[['topics'], 'topics', /kafka-cluster:DescribeTopic/],
			[['groups'], 'groups', /kafka-cluster:DescribeGroup/],
			[['lag', '--all'], 'groups', /kafka-cluster:DescribeGroup/],
		] as const) {
			const { code, unknown } = await document(...args);
			assert.equal(code, 6, args.join(' '));
			assert.match(unknown.find(u => u.path === path)?.needs as string, needs);
		}
	});

	it('gets sizes as unknown, each with its reason', async () => {
		const { json } = await document('topics', visible);
		const [row] = json.topics as Rows;
		assert.equal(row!.sizeBytes, null);
		assert.match((row!.unknown as Rows).find(u => u.field === 'sizeBytes')?.needs as string, /kafka-cluster:DescribeCluster/);
	});

	it('gets exit 4 where only rights stand in the way', async () => {
		for (const args of [
			['topic', hidden],
			['group', hiddenGroup],
			['lag', hiddenGroup],
			['topics', hidden],
		]) {
			const { code, stderr } = await program(...args, '--json');
			assert.equal(code, 4, args.join(' '));
			assert.match(stderr, /kafka-cluster:Describe(Topic|Group)/, args.join(' '));
		}
	});

	it('gets what it may see of a named group, exit 0', async () => {
		const { code, json } = await document('lag', GROUP, '--topic', visible);
		const [row] = json.groups as Rows;
		assert.deepEqual([code, row!.lag, (row!.partitions as Rows).map(p => p.committed)], [0, 90, [5, 5]]);
		// Commits that Kafka hides could be beyond the limit: only a crossed one is proven.
		assert.equal((await document('lag', GROUP, '--topic', visible, '--max-lag', '1000')).code, 6);
		assert.equal((await document('lag', GROUP, '--topic', visible, '--max-lag', '80')).code, 1);
	});
});
