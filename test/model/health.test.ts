/** The rules of health: what each finds, and that unknown is not OK. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evidenceText, HEALTH_WORDS } from '../../source/columns/health-text.ts';
import type { BrokerSummary } from '../../source/model/broker-summary.ts';
import type { Controller } from '../../source/model/cluster.ts';
import { Failure } from '../../source/model/failure.ts';
import { CLUSTER_RULES, type ClusterFacts, CONSUMER_RULES, judgeHealth } from '../../source/model/health.ts';
import type { GroupLag } from '../../source/model/lag.ts';
import type { PartitionHealth } from '../../source/model/partition-health.ts';
import type { Unknown } from '../../source/model/unknown.ts';
import { groupLag, partitionLag } from '../helpers/lag-rows.ts';

const denied: Unknown = { reason: 'not authorised', needs: 'kafka-cluster:DescribeCluster' };
const partitions = (over: Partial<PartitionHealth> = {}): PartitionHealth => ({
	topics: 7,
	partitions: 26,
	offline: 0,
	underReplicated: 0,
	underMinIsr: 0,
	minIsrUnknown: undefined,
	partial: undefined,
	...over,
});
const dir = (usedPercent: number | null, error: string | null = null) => ({
	path: '/data',
	totalBytes: usedPercent === null ? null : 100n,
	usableBytes: usedPercent === null ? null : BigInt(100 - usedPercent),
	error,
	sizeBytes: 1n,
	replicas: 1,
	unknown: usedPercent === null ? [{ field: 'totalBytes', reason: 'too old', needs: null }] : [],
});
const broker = (id: number, over: Partial<BrokerSummary> = {}): BrokerSummary => ({
	id,
	rack: 'az1',
	isAlive: true,
	host: 'b',
	port: 1,
	leaders: 1,
	preferred: 1,
	preferredLed: 1,
	leaderSkewPercent: 0,
	skewedTopics: 0,
	leaderSkewedTopics: 0,
	metadataLag: null,
	isReachable: true,
	replicas: 1,
	underReplicated: 0,
	sizeBytes: 1n,
	logDirs: [dir(40)],
	isController: false,
	metrics: {
		cpuPercent: null,
		diskUsedPercent: null,
		bytesInPerSecond: null,
		bytesOutPerSecond: null,
		connections: null,
		atMs: null,
		unknown: [],
	},
	unknown: [],
	...over,
});
const controller = (over: Partial<Controller> = {}): Controller => ({
	mode: 'kraft',
	leaderId: 1,
	voters: [],
	observers: [],
	failure: null,
	unknown: [],
	...over,
});
const cluster = (over: Partial<ClusterFacts>): readonly string[] => {
	const { level, evidence } = judgeHealth(CLUSTER_RULES, {
		partitions: partitions(),
		brokers: [broker(1), broker(2)],
		controller: controller(),
		...over,
	});
	return [HEALTH_WORDS[level], ...evidence.map(e => evidenceText(e))];
};

describe('the health of Kafka', () => {
	const cases: readonly (readonly [string, Partial<ClusterFacts>, readonly string[]])[] = [
		['all known and well', {}, ['OK']],
		['an offline partition', { partitions: partitions({ offline: 1 }) }, ['CRITICAL', '1 partition is offline: no broker leads it']],
		[
			'partitions under min ISR',
			{ partitions: partitions({ underMinIsr: 3 }) },
			['CRITICAL', '3 partitions are under min ISR: writes with acks=all are refused'],
		],
		['under-replicated ones', { partitions: partitions({ underReplicated: 26 }) }, ['DEGRADED', '26 partitions are under-replicated']],
		['a dead broker', { brokers: [broker(1), broker(2, { isAlive: false, logDirs: null })] }, ['DEGRADED', 'broker 2 is not alive']],
		[
			'one of three brokers that metadata calls alive and that says nothing',
			{ brokers: [broker(1), broker(2, { isReachable: false, logDirs: null }), broker(3)] },
			['DEGRADED', 'broker 2 does not answer from here'],
		],
		[
			'two of three that say nothing, with nobody to tell metadata so',
			{
				brokers: [broker(1), broker(2, { isReachable: false, logDirs: null }), broker(3, { isReachable: false, logDirs: null })],
				controller: controller({ mode: null, leaderId: null, failure: new Failure('timeout', 'no answer') }),
			},
			['CRITICAL', 'brokers 2, 3 do not answer from here', 'no controller answers: what brokers tell may be old'],
		],
		[
			'a controller that was not asked, since the broker wants to be left alone',
			{
				controller: controller({
					mode: null,
					leaderId: null,
					failure: new Failure('timeout', 'a quota is used up', { details: { throttledMs: 4_000 } }),
					unknown: [{ field: 'mode', reason: 'a quota is used up', needs: null }],
				}),
			},
			['UNKNOWN', 'not known: the controller'],
		],
		['no controller', { controller: controller({ leaderId: null }) }, ['CRITICAL', 'no controller leads: nothing can be changed or moved']],
		[
			'a controller nobody may ask for',
			{ controller: controller({ mode: null, leaderId: null, unknown: [{ field: 'mode', ...denied }] }) },
			['UNKNOWN', 'not known: the controller'],
		],
		[
			'a disk that fills up',
			{ brokers: [broker(1, { logDirs: [dir(40), dir(75)] }), broker(2)] },
			['DEGRADED', 'the disk of broker 1 fills up'],
		],
		['a disk that is nearly full', { brokers: [broker(1, { logDirs: [dir(85)] })] }, ['CRITICAL', 'the disk of broker 1 is nearly full']],
		[
			'a failed log dir',
			{ brokers: [broker(1, { logDirs: [dir(10), dir(10, 'KAFKA_STORAGE_ERROR')] })] },
			['CRITICAL', 'a log dir of broker 1 has failed'],
		],
		[
			'disks nobody tells of',
			{ brokers: [broker(1, { logDirs: [dir(null)] }), broker(2)] },
			['UNKNOWN', 'not known: the disks of 1 broker'],
		],
		[
			'settings of some topics unknown',
			{ partitions: partitions({ minIsrUnknown: { ...denied, topics: 2 } }) },
			['UNKNOWN', 'not known: min.insync.replicas of 2 topics'],
		],
		['topics that may be hidden', { partitions: partitions({ partial: denied }) }, ['UNKNOWN', 'not known: whether these are all topics']],
		['settings that load', { partitions: partitions({ underMinIsr: undefined }) }, ['READING', 'reading min.insync.replicas…']],
		['disks that load', { brokers: [broker(1, { logDirs: undefined })] }, ['READING', 'reading the disks…']],
		[
			'what is wrong before what is not known',
			{ partitions: partitions({ offline: 2, underReplicated: 5, partial: denied }) },
			[
				'CRITICAL',
				'2 partitions are offline: no broker leads them',
				'5 partitions are under-replicated',
				'not known: whether these are all topics',
			],
		],
	];
	for (const [what, facts, expected] of cases) it(what, () => assert.deepEqual(cluster(facts), expected));

	it('keeps why something is not known', () => {
		const { evidence } = judgeHealth(CLUSTER_RULES, { partitions: partitions({ partial: denied }), brokers: [], controller: controller() });
		assert.deepEqual(evidence[0]?.unknown, denied);
	});
});

const consumers = (groups: readonly GroupLag[], gaps: readonly Unknown[] = []): readonly string[] => {
	const { level, evidence } = judgeHealth(CONSUMER_RULES, { groups, gaps });
	return [HEALTH_WORDS[level], ...evidence.map(e => evidenceText(e))];
};

describe('the health of consumers', () => {
	const behind = { partitions: [partitionLag({ behindMs: 400_000, lag: 5n })], lag: 5n, behindMs: 400_000 };
	const cases: readonly (readonly [string, Partial<GroupLag>, readonly string[]])[] = [
		['fine', {}, ['OK']],
		['standing still', { verdict: 'stalled' }, ['CRITICAL', '1 group STALLED or STOPPED: billing']],
		['behind', behind, ['DEGRADED', '1 group too far behind: billing']],
		['records lost', { lost: 5n }, ['DEGRADED', '1 group lost unread records: billing']],
		['nobody reads', { members: 0, lag: 5n }, ['DEGRADED', '1 group with lag but no members: billing']],
		['a partition nobody owns', { unassigned: ['orders/1'] }, ['DEGRADED', '1 group with partitions nobody owns: billing']],
		['rebalancing', { state: 'PreparingRebalance' }, ['DEGRADED', '1 group rebalancing: billing']],
		['verdicts that learn', { verdict: 'learning' }, ['LEARNING', '1 verdict takes some more looks']],
		['unreadable', { failure: new Failure('authorization', 'denied'), verdict: 'unknown' }, ['UNKNOWN', 'not known: lag of billing']],
	];
	for (const [what, over, expected] of cases) it(what, () => assert.deepEqual(consumers([groupLag(over)]), expected));

	it('says a group that stopped once', () => {
		assert.deepEqual(consumers([groupLag({ verdict: 'stopped', members: 0, lag: 5n })]), [
			'CRITICAL',
			'1 group STALLED or STOPPED: billing',
		]);
	});
	it('is not OK where groups may be hidden', () => {
		assert.deepEqual(consumers([groupLag()], [denied]), ['UNKNOWN', 'not known: whether these are all groups']);
	});
	it('names some of many', () => {
		const many = Array.from({ length: 5 }, (_, n) => groupLag({ group: `g${n}`, lost: 1n }));
		assert.deepEqual(consumers(many), ['DEGRADED', '5 groups lost unread records: g0, g1, g2, …']);
	});
});
