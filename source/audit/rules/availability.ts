/** Partitions, brokers and zones: is everything there, and would it survive the loss of one? */
import { isOffline, isUnderMinIsr, isUnderReplicated, type Topic } from '../../model/topic.ts';
import { countText } from '../../units/plural.ts';
import { kafkaOnce } from '../fix.ts';
import { overBrokers, overFact, overFacts, overTopicSettings, overTopics, whyNot } from '../over.ts';
import { ANY_TYPE, finding, findingIf, notApplicable, notAssessed, PASS, PROVISIONED, type Rule, STANDARD } from '../rule.ts';

const partitionsText = (n: number): string => countText(n, 'partition', 'partitions');
const count = (topic: Topic, is: (p: Topic['partitions'][number]) => boolean): number => topic.partitions.filter(is).length;

const offlinePartitions: Rule = {
	id: 'AVL-3',
	title: 'No partition is offline',
	area: 'availability',
	severity: 'critical',
	appliesTo: ANY_TYPE,
	reads: ['topics'],
	threshold: 'a partition without a leader',
	source: ['TK', 'AK'],
	check: s => overTopics(s, t => findingIf(count(t, isOffline) > 0, `${partitionsText(count(t, isOffline))} offline`)),
	effect:
		'Bring the broker back that holds the last replica in sync. An unclean election makes it writable at once and loses records: only as a last resort.',
};

const underMinIsr: Rule = {
	id: 'AVL-4',
	title: 'Every partition has as many replicas in sync as its minimum asks',
	area: 'availability',
	severity: 'critical',
	appliesTo: PROVISIONED,
	reads: ['topics', 'topicSettings'],
	threshold: 'replicas in sync < min.insync.replicas',
	source: ['TK', 'HC'],
	check: s =>
		overTopicSettings(s, ['min.insync.replicas'], (topic, value) => {
			const min = Number(value('min.insync.replicas'));
			// Where it asks for more replicas than there are, Kafka counts those there are: DUR-3 says so.
			const wrong = count(topic, p => isUnderMinIsr(p, Math.min(min, p.replicas.length)));
			return findingIf(wrong > 0, `${partitionsText(wrong)} below ${min} in sync: acks=all is refused`);
		}),
	effect:
		'Look for the broker that is away or slow. Lowering min.insync.replicas makes writes succeed again and drops what protects them: do not.',
};

const underReplicated: Rule = {
	id: 'AVL-5',
	title: 'Every replica is in sync',
	area: 'availability',
	severity: 'high',
	appliesTo: PROVISIONED,
	reads: ['topics'],
	threshold: 'replicas in sync < replicas; for more than 15 min it is no restart any more',
	source: ['TK', 'HC'],
	check: s =>
		overTopics(s, t => findingIf(count(t, isUnderReplicated) > 0, `${partitionsText(count(t, isUnderReplicated))} under-replicated`)),
	effect:
		'Check for maintenance first, then disk, network and CPU of the broker whose replicas lag. Nothing is to be changed while MSK restarts brokers.',
};

const zones: Rule = {
	id: 'AVL-1',
	title: 'Brokers stand in three availability zones',
	area: 'availability',
	severity: 'critical',
	appliesTo: STANDARD,
	reads: ['cluster'],
	threshold: '1 zone is critical, 2 are medium',
	source: ['BP', 'HC'],
	check: s =>
		overFact(s.cluster, ({ brokers }) => {
			if (brokers.length === 0) return notAssessed('no broker was told');
			if (brokers.some(b => b.rack === null)) return notAssessed('brokers have no rack, so their zones are not known', 'broker.rack');
			const racks = new Set(brokers.map(b => b.rack)).size;
			return racks >= 3 ? PASS : finding(racks === 1 ? 'one zone' : 'two zones', racks === 1 ? 'critical' : 'medium');
		}),
	effect: 'A cluster gets its zones when it is created: build a new one over three zones and move over. Costs traffic between zones.',
};

const brokersPerZone: Rule = {
	id: 'AVL-6',
	title: 'Every zone has as many brokers',
	area: 'availability',
	severity: 'medium',
	appliesTo: STANDARD,
	reads: ['brokers'],
	threshold: 'brokers are no multiple of the zones',
	source: ['TK'],
	check: s =>
		overFact(s.brokers, brokers => {
			if (brokers.length === 0) return notAssessed('no broker was told');
			if (brokers.some(b => b.rack === null)) return notAssessed('the zone of a broker is not known', 'broker.rack');
			const perZone = [...Map.groupBy(brokers, b => b.rack).values()].map(of => of.length);
			return findingIf(new Set(perZone).size > 1, `${brokers.length} brokers over ${perZone.length} zones: ${perZone.join(', ')}`);
		}),
	effect: 'Add brokers until each zone has as many; then reassign partitions onto them. Each broker costs its hours and its disk.',
};

const brokersAlive: Rule = {
	id: 'AVL-7',
	title: 'Every broker that holds replicas is alive and answers',
	area: 'availability',
	severity: 'critical',
	appliesTo: PROVISIONED,
	reads: ['brokers'],
	threshold: 'a broker is away for more than 15 min outside maintenance',
	source: ['OWN'],
	check: s =>
		overBrokers(s, b => {
			if (!b.isAlive) return finding('not alive');
			return findingIf(b.isReachable === false, 'metadata calls it alive, but it does not answer from here', 'high');
		}),
	effect: 'aws kafka reboot-broker brings back one that hangs; while MSK maintains the cluster wait instead.',
};

const brokerCount: Rule = {
	id: 'AVL-9',
	title: 'As many brokers live as MSK runs',
	area: 'availability',
	severity: 'critical',
	appliesTo: PROVISIONED,
	reads: ['cluster', 'msk'],
	threshold: 'live brokers < NumberOfBrokerNodes',
	source: ['SDK', 'OWN'],
	check: s =>
		overFacts(s.cluster, s.msk, ({ brokers }, msk) =>
			msk.brokers === null
				? notApplicable('this kind of cluster has no brokers of its own')
				: findingIf(brokers.length < msk.brokers, `${brokers.length} of ${msk.brokers} brokers are alive`),
		),
	effect: 'See the state of the cluster first; a broker that stays away outside maintenance is a case for AWS support.',
};

const controllerLeads: Rule = {
	id: 'AVL-2',
	title: 'The cluster has an active controller',
	area: 'availability',
	severity: 'critical',
	appliesTo: PROVISIONED,
	reads: ['controller'],
	threshold: 'no controller leads',
	source: ['TK', 'HC'],
	check: s =>
		overFact(s.controller, controller => {
			if (controller.mode === null) return whyNot(controller, 'mode');
			return findingIf(controller.leaderId === null, 'no controller leads: leaders cannot move, and nothing can be created');
		}),
	effect: 'It heals by itself within a minute when enough controllers are up. If it lasts, it is a case for AWS support.',
};

const bootstrapHosts: Rule = {
	id: 'AVL-8',
	title: 'Clients know more than one broker to begin with',
	area: 'availability',
	severity: 'low',
	appliesTo: ANY_TYPE,
	reads: ['cluster'],
	threshold: 'one bootstrap address, and no name that stands for several brokers',
	source: ['BP', 'TK'],
	confidence: 'medium',
	check: (s, { bootstrap }) =>
		overFact(s.cluster, ({ brokers }) => {
			if (brokers.length === 0) return notAssessed('no broker was told');
			const hosts = new Set(bootstrap);
			const isOne = hosts.size === 1 && brokers.length > 1 && brokers.some(b => hosts.has(`${b.host}:${b.port}`));
			return findingIf(isOne, `this connection names one of ${brokers.length} brokers: ${[...hosts].join(', ')}`);
		}),
	effect:
		'Give clients the whole bootstrap string (aws kafka get-bootstrap-brokers), so that they start while one broker is away. No risk.',
};

const logDirsWork: Rule = {
	id: 'AVL-10',
	title: 'No log dir has failed',
	area: 'availability',
	severity: 'critical',
	appliesTo: PROVISIONED,
	reads: ['brokers'],
	threshold: 'a broker reports an error of a log dir',
	source: ['AK'],
	check: s =>
		overBrokers(s, b => {
			if (!b.isAlive) return undefined;
			if (b.logDirs === null || b.logDirs === undefined) return whyNot(b, 'logDirs');
			const broken = b.logDirs.find(d => d.error !== null);
			return findingIf(broken !== undefined, `${broken?.path}: ${broken?.error}`);
		}),
	effect: 'The replicas on it are offline until the volume works again and the broker was restarted.',
};

const preferredLeaders: Rule = {
	id: 'CAP-19',
	title: 'Partitions are led by their preferred replicas',
	area: 'availability',
	severity: 'medium',
	appliesTo: STANDARD,
	reads: ['brokers'],
	threshold: 'more than 10 % of the partitions a broker should lead are led elsewhere',
	source: ['AK'],
	check: s =>
		overBrokers(s, b => {
			if (b.preferred === null || b.preferred === undefined || b.preferredLed === null || b.preferredLed === undefined)
				return whyNot(b, 'preferred');
			if (b.preferred === 0) return undefined;
			const away = (b.preferred - b.preferredLed) / b.preferred;
			return findingIf(away > 0.1, `${b.preferred - b.preferredLed} of ${b.preferred} partitions are led elsewhere`);
		}),
	fix: kafkaOnce('kafka-leader-election.sh', '--election-type', 'preferred', '--all-topic-partitions'),
	effect:
		'Leaders move within a second and clients look them up anew. Kafka does it by itself every 5 min unless auto.leader.rebalance.enable is off.',
};

export const AVAILABILITY_RULES: readonly Rule[] = [
	zones,
	controllerLeads,
	offlinePartitions,
	underMinIsr,
	underReplicated,
	brokersPerZone,
	brokersAlive,
	bootstrapHosts,
	brokerCount,
	logDirsWork,
	preferredLeaders,
];
