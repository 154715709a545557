/** What MSK says of its own cluster: state, brokers, storage, versions, monitoring. */
import type { MskFacts } from '../aws-facts.ts';
import { awsKafka } from '../fix.ts';
import { MAX_BROKERS, MAX_VOLUME_GIB, threadsOf } from '../limits.ts';
import { overBrokerSettings, overFact, overFacts, overList, overTopicSettings } from '../over.ts';
import {
	ANY_TYPE,
	EXPRESS,
	finding,
	findingIf,
	type Judgement,
	notApplicable,
	notAssessed,
	PASS,
	PROVISIONED,
	type Rule,
	STANDARD,
} from '../rule.ts';

const NOT_TOLD = (what: string): Judgement => notAssessed(`MSK did not tell ${what}`);

type About = Pick<Rule, 'id' | 'title' | 'area' | 'severity' | 'appliesTo' | 'threshold' | 'source' | 'effect'> & Partial<Rule>;

/** A rule over what DescribeClusterV2 tells. */
export const onMsk = (about: About, judge: (msk: MskFacts) => Judgement): Rule => ({
	reads: ['msk'],
	check: s => overFact(s.msk, judge),
	...about,
});

const BUSY: ReadonlySet<string> = new Set(['MAINTENANCE', 'UPDATING', 'REBOOTING_BROKER', 'CREATING']);

const clusterState = onMsk(
	{
		id: 'STA-1',
		title: 'The cluster is active',
		area: 'state',
		severity: 'critical',
		appliesTo: ANY_TYPE,
		threshold: 'FAILED is critical, HEALING high; maintenance and updates are said',
		source: ['ALERT', 'SDK'],
		effect: 'HEALING and maintenance end by themselves; FAILED is a case for AWS support. Change nothing meanwhile.',
	},
	({ state, stateMessage }) => {
		const value = stateMessage === null ? state : `${state}: ${stateMessage}`;
		if (state === 'ACTIVE') return PASS;
		return finding(value, state === 'HEALING' ? 'high' : BUSY.has(state) ? 'info' : 'critical');
	},
);

const customerAction = onMsk(
	{
		id: 'STA-2',
		title: 'MSK asks for nothing',
		area: 'state',
		severity: 'critical',
		appliesTo: PROVISIONED,
		threshold: 'CRITICAL_ACTION_REQUIRED is critical, ACTION_RECOMMENDED medium',
		source: ['ALERT', 'SDK'],
		effect: 'The console says what: often storage, or too many partitions.',
	},
	({ customerActionStatus: status }) => {
		if (status === null) return NOT_TOLD('whether it asks for something');
		if (status === 'CRITICAL_ACTION_REQUIRED') return finding(status);
		return findingIf(status !== 'NONE', status, 'medium');
	},
);

const MONTH_MS = 30 * 86_400_000;

const failedOperation: Rule = {
	id: 'STA-3',
	title: 'No operation failed lately',
	area: 'state',
	severity: 'medium',
	appliesTo: PROVISIONED,
	reads: ['operations'],
	threshold: 'an operation of the last 30 days failed',
	window: '30 days',
	source: ['SDK', 'OWN'],
	check: (s, { nowMs }) =>
		overFact(s.operations, operations => {
			const recent = operations.filter(o => o.startedMs !== null && nowMs - o.startedMs < MONTH_MS);
			const failed = recent.filter(o => o.state.includes('FAILED'));
			if (operations.length === 0) return notApplicable('MSK lists no operation');
			return findingIf(failed.length > 0, failed.map(o => `${o.type}${o.error === null ? '' : `: ${o.error}`}`).join('; '));
		}),
	fix: awsKafka('list-cluster-operations-v2'),
	effect: 'Read its error; the change it was for did not happen.',
};

const sizeT3 = onMsk(
	{
		id: 'CAP-16',
		title: 'Production does not run on burstable brokers',
		area: 'capacity',
		severity: 'high',
		appliesTo: STANDARD,
		threshold: 'kafka.t3.*',
		source: ['TK', 'HC'],
		fix: awsKafka('update-broker-type', '--current-version', 'VERSION', '--target-instance-type', 'kafka.m7g.large'),
		effect: 'Rolling, 10 to 15 min a broker, with CPU below 60 %; costs the difference per hour.',
	},
	({ instanceType }) => (instanceType === null ? NOT_TOLD('the broker size') : findingIf(/\.t3\./.test(instanceType), instanceType)),
);

const oldFamily = onMsk(
	{
		id: 'COST-1',
		title: 'Brokers are of the current family',
		area: 'lifecycle',
		severity: 'info',
		appliesTo: STANDARD,
		threshold: 'kafka.m5.* where m7g exists (Kafka 2.8.2 and 3.3.2 on)',
		source: ['HC'],
		fix: awsKafka('update-broker-type', '--current-version', 'VERSION', '--target-instance-type', 'kafka.m7g.SIZE'),
		effect: 'The same size is faster and costs less. Rolling, 10 to 15 min a broker.',
	},
	({ instanceType }) => (instanceType === null ? NOT_TOLD('the broker size') : findingIf(/\.m5\./.test(instanceType), instanceType)),
);

const brokerQuota = onMsk(
	{
		id: 'CAP-24',
		title: 'There is room for more brokers',
		area: 'capacity',
		severity: 'low',
		appliesTo: PROVISIONED,
		threshold: `80 % of ${MAX_BROKERS.zookeeper} (ZooKeeper) or ${MAX_BROKERS.kraft} (KRaft) brokers`,
		source: ['LIM'],
		effect: 'Ask AWS for a higher quota, or take larger brokers.',
	},
	({ brokers, usesZooKeeper }) => {
		if (brokers === null || usesZooKeeper === null) return NOT_TOLD('its brokers');
		const most = usesZooKeeper ? MAX_BROKERS.zookeeper : MAX_BROKERS.kraft;
		return findingIf(brokers >= 0.8 * most, `${brokers} of ${most} brokers`);
	},
);

const autoscaling: Rule = {
	id: 'STO-3',
	title: 'Storage grows by itself',
	area: 'storage',
	severity: 'medium',
	appliesTo: STANDARD,
	reads: ['autoscaling'],
	threshold: 'no storage autoscaling, or a target outside 50 to 60 %',
	source: ['BP', 'TK'],
	check: s =>
		overFact(s.autoscaling, scaling => {
			if (scaling === null) return finding('no storage autoscaling');
			if (scaling.targetPercent === null) return notAssessed('its target was not told', 'application-autoscaling:DescribeScalingPolicies');
			return findingIf(scaling.targetPercent < 50 || scaling.targetPercent > 60, `target ${scaling.targetPercent} %`);
		}),
	effect:
		'application-autoscaling register-scalable-target and put-scaling-policy, target 60 %: grows by 10 % or 10 GiB, every 6 h at most, and never shrinks.',
};

const autoscalingCeiling: Rule = {
	id: 'STO-4',
	title: 'Storage may still grow',
	area: 'storage',
	severity: 'medium',
	appliesTo: STANDARD,
	reads: ['msk', 'autoscaling'],
	threshold: 'the ceiling of autoscaling is within 20 % of the size, or the volume is as large as one may be',
	source: ['LIM', 'OWN'],
	check: s =>
		overFacts(s.msk, s.autoscaling, ({ volumeGiB }, scaling) => {
			if (volumeGiB === null) return NOT_TOLD('the size of its volumes');
			if (volumeGiB >= MAX_VOLUME_GIB) return finding(`${volumeGiB} GiB is as large as a volume may be`);
			if (scaling === null) return notApplicable('there is no storage autoscaling (STO-3)');
			return findingIf(scaling.maxGiB < volumeGiB * 1.2, `${volumeGiB} GiB now, ${scaling.maxGiB} GiB at most`);
		}),
	effect: 'Raise the ceiling, tier the biggest topics, or add brokers and reassign.',
};

const nothingTiered: Rule = {
	id: 'STO-12',
	title: 'Tiered storage is used where it is on',
	area: 'storage',
	severity: 'low',
	appliesTo: STANDARD,
	reads: ['msk', 'topics', 'topicSettings'],
	threshold: 'StorageMode TIERED and no topic with remote.storage.enable',
	source: ['TS', 'TK'],
	check: s => {
		const [mode] = overFact(s.msk, ({ storageMode }) =>
			storageMode === null ? NOT_TOLD('its storage mode') : storageMode === 'TIERED' ? PASS : notApplicable('tiered storage is off'),
		);
		if (mode!.judgement.is !== 'pass') return [mode!];
		const verdicts = overTopicSettings(s, [], (_topic, _value, settings) =>
			findingIf(settings.get('remote.storage.enable')?.value !== 'true', 'not tiered'),
		);
		const others = verdicts.filter(v => v.judgement.is === 'notAssessed' || v.judgement.is === 'notApplicable');
		if (verdicts.some(v => v.judgement.is === 'pass')) return [{ ...mode!, judgement: PASS }];
		return others.length > 0 ? others : [{ ...mode!, judgement: finding('no topic is tiered') }];
	},
	effect: 'remote.storage.enable=true on the biggest topics with long retention; it cannot be undone for a topic.',
};

const fetchers: Rule = {
	id: 'STO-14',
	title: 'Replication uses the throughput that is paid for',
	area: 'storage',
	severity: 'medium',
	appliesTo: STANDARD,
	reads: ['msk', 'brokerSettings'],
	threshold: 'provisioned throughput with fewer num.replica.fetchers than the guide says',
	source: ['PST', 'TK'],
	check: s => {
		const [paid] = overFact(s.msk, ({ volumeThroughput }) =>
			volumeThroughput === null ? notApplicable('no provisioned throughput') : PASS,
		);
		if (paid!.judgement.is !== 'pass' || !s.msk.isKnown) return [paid!];
		const wanted = s.msk.value.instanceType === null ? undefined : threadsOf(s.msk.value.instanceType)?.fetchers;
		if (wanted === undefined) return [{ ...paid!, judgement: notApplicable('the guide names no number for this size') }];
		return overBrokerSettings(s, ['num.replica.fetchers'], value =>
			findingIf(Number(value('num.replica.fetchers')) < wanted, `${value('num.replica.fetchers')} fetchers, ${wanted} wanted`),
		);
	},
	effect: 'A new revision of the configuration with num.replica.fetchers; brokers restart one after the other.',
};

const monitoring = onMsk(
	{
		id: 'OBS-1',
		title: 'Metrics are told a broker at least',
		area: 'observability',
		severity: 'medium',
		appliesTo: PROVISIONED,
		threshold: 'DEFAULT is medium (PER_BROKER is the least for production), PER_BROKER info (AWS Config wants PER_TOPIC_PER_BROKER)',
		source: ['TK', 'CFGR', 'PW'],
		fix: awsKafka('update-monitoring', '--current-version', 'VERSION', '--enhanced-monitoring', 'PER_BROKER'),
		effect: 'No restart. Metrics above DEFAULT are paid.',
	},
	({ monitoring: level }) => {
		if (level === null) return NOT_TOLD('its monitoring level');
		if (level === 'DEFAULT') return finding(level);
		return findingIf(level === 'PER_BROKER', level, 'info');
	},
);

const brokerLogs = onMsk(
	{
		id: 'OBS-2',
		title: 'Broker logs go somewhere',
		area: 'observability',
		severity: 'medium',
		appliesTo: PROVISIONED,
		threshold: 'no destination of broker logs',
		source: ['HC'],
		fix: awsKafka('update-monitoring', '--current-version', 'VERSION', '--logging-info', 'file://logging.json'),
		effect: 'No restart. Logs are paid by size where they go.',
	},
	({ hasBrokerLogs }) => (hasBrokerLogs === null ? NOT_TOLD('its logs') : findingIf(!hasBrokerLogs, 'no destination')),
);

const openMonitoring = onMsk(
	{
		id: 'OBS-8',
		title: 'Metrics are not open to the internet',
		area: 'observability',
		severity: 'medium',
		appliesTo: PROVISIONED,
		threshold: 'open monitoring and public access both on',
		source: ['SEC'],
		effect: 'Turn one of them off; no restart.',
	},
	({ hasOpenMonitoring, isPublic }) =>
		hasOpenMonitoring === null || isPublic === null
			? NOT_TOLD('both')
			: findingIf(hasOpenMonitoring && isPublic, 'open monitoring and public access'),
);

const newestRevision: Rule = {
	id: 'CFG-1',
	title: 'The newest revision of the configuration is in use',
	area: 'lifecycle',
	severity: 'low',
	appliesTo: PROVISIONED,
	reads: ['msk', 'configuration'],
	threshold: 'the revision in use is older than the latest',
	source: ['SDK', 'OWN'],
	check: s =>
		overFacts(s.msk, s.configuration, (msk, latest) => {
			if (msk.configuration === null || latest === null) return notApplicable("MSK's default configuration is in use (CFG-2)");
			return findingIf(
				msk.configuration.revision < latest.latestRevision,
				`revision ${msk.configuration.revision} of ${latest.latestRevision}`,
			);
		}),
	fix: awsKafka('update-cluster-configuration', '--current-version', 'VERSION', '--configuration-info', 'file://revision.json'),
	effect: 'Brokers restart one after the other where the change is not dynamic.',
};

const ownConfiguration = onMsk(
	{
		id: 'CFG-2',
		title: 'The cluster has a configuration of its own',
		area: 'lifecycle',
		severity: 'low',
		appliesTo: STANDARD,
		threshold: "MSK's default configuration, in which unclean leader election is on",
		source: ['CFG', 'OWN'],
		effect: 'aws kafka create-configuration, then update-cluster-configuration; brokers restart one after the other.',
	},
	({ configuration }) => findingIf(configuration === null, "MSK's defaults"),
);

const sameNodes: Rule = {
	id: 'CFG-4',
	title: 'All brokers are of one kind',
	area: 'lifecycle',
	severity: 'high',
	appliesTo: PROVISIONED,
	reads: ['nodes'],
	threshold: 'version, revision or size differ between brokers',
	source: ['SDK', 'OWN'],
	check: s =>
		overList(
			s.nodes,
			'broker',
			n => String(n.brokerId),
			n => {
				const first = s.nodes.isKnown ? s.nodes.value[0] : undefined;
				const same =
					first !== undefined &&
					n.instanceType === first.instanceType &&
					n.kafkaVersion === first.kafkaVersion &&
					n.revision === first.revision;
				return findingIf(!same, `${n.instanceType ?? '?'} ${n.kafkaVersion ?? '?'} revision ${n.revision ?? '?'}`);
			},
			'MSK lists no broker',
		),
	effect: 'An update may be under way. If none is, it is a case for AWS support.',
};

const rebalancingOn = onMsk(
	{
		id: 'CFG-9',
		title: 'Express rebalances by itself',
		area: 'lifecycle',
		severity: 'info',
		appliesTo: EXPRESS,
		threshold: 'Rebalancing PAUSED',
		source: ['BPX'],
		fix: awsKafka('update-rebalancing', '--current-version', 'VERSION', '--rebalancing', 'Status=ACTIVE'),
		effect: 'MSK then moves partitions by load; reassignments by hand are refused while it is on.',
	},
	({ rebalancing }) => (rebalancing === null ? NOT_TOLD('its rebalancing') : findingIf(rebalancing === 'PAUSED', 'PAUSED')),
);

export const MSK_STATE_RULES: readonly Rule[] = [
	clusterState,
	customerAction,
	failedOperation,
	sizeT3,
	brokerQuota,
	autoscaling,
	autoscalingCeiling,
	nothingTiered,
	fetchers,
	monitoring,
	brokerLogs,
	openMonitoring,
	newestRevision,
	ownConfiguration,
	sameNodes,
	rebalancingOn,
	oldFamily,
];
