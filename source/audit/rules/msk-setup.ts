/** How an MSK cluster is set up: monitoring, logs, configuration. */
import { awsKafka } from '../fix.ts';
import { threadsOf } from '../limits.ts';
import { overBrokerSettings, overFact, overFacts, overList, overTopicSettings } from '../over.ts';
import { EXPRESS, finding, findingIf, notApplicable, PASS, PROVISIONED, type Rule, STANDARD } from '../rule.ts';
import { NOT_TOLD, onMsk } from './msk-state.ts';

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
		const value = `monitoring level ${level}`;
		return level === 'DEFAULT' ? finding(value) : findingIf(level === 'PER_BROKER', value, 'info');
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
	({ hasBrokerLogs }) => (hasBrokerLogs === null ? NOT_TOLD('its logs') : findingIf(!hasBrokerLogs, 'broker logs go nowhere')),
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
				`revision ${msk.configuration.revision} is in use, ${latest.latestRevision} is the newest`,
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

export const MSK_SETUP_RULES: readonly Rule[] = [
	monitoring,
	brokerLogs,
	openMonitoring,
	newestRevision,
	ownConfiguration,
	sameNodes,
	rebalancingOn,
	fetchers,
	nothingTiered,
];
