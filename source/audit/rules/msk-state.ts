/** What MSK says of its own cluster: state, size, storage. */
import type { MskFacts } from '../aws-facts.ts';
import { awsKafka } from '../fix.ts';
import { MAX_BROKERS, MAX_VOLUME_GIB } from '../limits.ts';
import { overFact, overFacts } from '../over.ts';
import {
	ANY_TYPE,
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

/** It should be in the answer and is not. */
export const NOT_TOLD = (what: string): Judgement => notAssessed(`MSK did not tell ${what}`);

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

export const MSK_STATE_RULES: readonly Rule[] = [
	clusterState,
	customerAction,
	failedOperation,
	sizeT3,
	brokerQuota,
	autoscaling,
	autoscalingCeiling,
	oldFamily,
];
