/** How many copies of a record there are, and what it takes to lose one. */
import { replicationFactor } from '../../model/topic.ts';
import { countText } from '../../units/plural.ts';
import type { AuditSources } from '../facts.ts';
import { reassign, setTopic } from '../fix.ts';
import { compareMinor, minorOf } from '../limits.ts';
import { overFacts, overList, overTopicSettings, overTopics } from '../over.ts';
import { finding, findingIf, notAssessed, PASS, type Rule, STANDARD } from '../rule.ts';

const MIN_ISR = 'min.insync.replicas';

const REASSIGN_EFFECT =
	'Copies all data of the partition to another broker: disk and network of both, limited by the throttle. Not with CPU above 70 % or while partitions are under-replicated; at most 10 partitions a call.';

const replicationFactorOne: Rule = {
	id: 'DUR-1',
	title: 'No topic has a single replica',
	area: 'durability',
	severity: 'critical',
	appliesTo: STANDARD,
	reads: ['topics'],
	threshold: 'replication factor 1: offline in every rolling restart, and lost with its disk',
	source: ['BP'],
	check: s => overTopics(s, t => findingIf(replicationFactor(t) === 1, 'replication factor 1')),
	fix: reassign,
	effect: REASSIGN_EFFECT,
};

const replicationFactorTwo: Rule = {
	id: 'DUR-2',
	title: 'Topics have three replicas where there are three zones',
	area: 'durability',
	severity: 'high',
	appliesTo: STANDARD,
	reads: ['cluster', 'topics'],
	threshold: 'replication factor 2 on three or more brokers in three zones',
	source: ['BP'],
	check: s => {
		const [place] = overFacts(s.cluster, s.cluster, ({ brokers }) => findingIf(brokers.length < 3, 'fewer than three brokers'));
		if (place!.judgement.is === 'notAssessed') return [place!];
		// Where three replicas have no room two are what one can have.
		if (place!.judgement.is === 'finding')
			return [{ ...place!, judgement: { is: 'notApplicable', reason: 'fewer than three brokers: three replicas have no room' } }];
		return overTopics(s, t => findingIf(replicationFactor(t) === 2, 'replication factor 2'));
	},
	fix: reassign,
	effect: REASSIGN_EFFECT,
};

/** From Kafka 3.7 on more replicas than there are count as those there are (KIP-966); Kafka 4 does not tell the setting any more. */
const countsWhatIsThere = ({ brokerSettings }: AuditSources): boolean =>
	brokerSettings.isKnown &&
	[...brokerSettings.value.values()].every(settings => {
		const told = settings.isKnown ? settings.value.get('inter.broker.protocol.version')?.value : null;
		const minor = typeof told === 'string' ? minorOf(told) : undefined;
		return told === undefined || (minor !== undefined && compareMinor(minor, [3, 7]) >= 0);
	});

const minIsrBelowReplicas: Rule = {
	id: 'DUR-3',
	title: 'Writes go on while one replica is away',
	area: 'durability',
	severity: 'critical',
	appliesTo: STANDARD,
	reads: ['topics', 'topicSettings'],
	mayRead: ['brokerSettings'],
	threshold: 'min.insync.replicas = replicas is high, above them critical: brokers before Kafka 3.7 refuse every acks=all write then',
	source: ['BP'],
	check: s =>
		overTopicSettings(s, [MIN_ISR], (topic, value) => {
			const [min, replicas] = [Number(value(MIN_ISR)), replicationFactor(topic)];
			if (replicas === 1 && min === 1) return undefined;
			if (min > replicas) return finding(`${MIN_ISR} ${min} of ${replicas}`, countsWhatIsThere(s) ? 'high' : 'critical', 'medium');
			return min === replicas ? finding(`${MIN_ISR} ${min} of ${replicas}`, 'high') : PASS;
		}),
	fix: setTopic('min.insync.replicas=2'),
	effect: 'Takes effect at once. With three replicas, 2 keeps every acknowledged record on two brokers and lets one be away.',
};

const minIsrOne: Rule = {
	id: 'DUR-4',
	title: 'An acknowledged record is on more than one broker',
	area: 'durability',
	severity: 'high',
	appliesTo: STANDARD,
	reads: ['topics', 'topicSettings'],
	threshold: 'min.insync.replicas 1 with three or more replicas',
	source: ['BP', 'AK'],
	check: s =>
		overTopicSettings(s, [MIN_ISR], (topic, value) =>
			replicationFactor(topic) < 3 ? undefined : findingIf(value(MIN_ISR) === '1', `${MIN_ISR} 1: acks=all may mean one copy`),
		),
	fix: setTopic('min.insync.replicas=2'),
	effect: 'Takes effect at once; producers with acks=all are refused while fewer than two replicas are in sync. Others notice nothing.',
};

const internalTopics: Rule = {
	id: 'DUR-7',
	title: "Kafka's own topics have three replicas",
	area: 'durability',
	severity: 'high',
	appliesTo: STANDARD,
	reads: ['topics'],
	threshold: '__consumer_offsets or __transaction_state with fewer than three replicas, or fewer than two in sync',
	source: ['BP', 'OWN'],
	check: s =>
		overList(
			s.topics,
			'topic',
			t => t.name,
			t => {
				if (!t.isInternal) return undefined;
				const replicas = replicationFactor(t);
				const few = t.partitions.filter(p => p.isr.length < Math.min(2, p.replicas.length)).length;
				return replicas < 3
					? finding(`replication factor ${replicas}`)
					: findingIf(few > 0, `${countText(few, 'partition', 'partitions')} with one replica in sync`);
			},
			'Kafka has made none of its own topics yet',
		),
	fix: reassign,
	effect: REASSIGN_EFFECT,
};

const replicasOverZones: Rule = {
	id: 'DUR-8',
	title: 'The replicas of a partition stand in different zones',
	area: 'durability',
	severity: 'high',
	appliesTo: STANDARD,
	reads: ['cluster', 'topics'],
	threshold: 'zones of the replicas < min(replicas, zones of the cluster)',
	source: ['BP', 'AK'],
	check: s => {
		const racks = s.cluster.isKnown ? new Map(s.cluster.value.brokers.map(b => [b.id, b.rack])) : undefined;
		const [place] = overFacts(s.cluster, s.cluster, ({ brokers }) =>
			brokers.length === 0 || brokers.some(b => b.rack === null)
				? notAssessed('brokers have no rack, so their zones are not known', 'broker.rack')
				: PASS,
		);
		if (place!.judgement.is !== 'pass' || racks === undefined) return [place!];
		const zones = new Set(racks.values()).size;
		return overTopics(s, ({ partitions }) => {
			// Where a broker is away its zone is not told.
			if (partitions.some(p => p.replicas.some(id => !racks.has(id))))
				return notAssessed('a broker that holds replicas is away, and its zone with it');
			const wrong = partitions.filter(p => new Set(p.replicas.map(id => racks.get(id))).size < Math.min(p.replicas.length, zones)).length;
			return findingIf(wrong > 0, `${countText(wrong, 'partition', 'partitions')} with replicas in the same zone`);
		});
	},
	fix: reassign,
	effect: REASSIGN_EFFECT,
};

export const DURABILITY_RULES: readonly Rule[] = [
	replicationFactorOne,
	replicationFactorTwo,
	minIsrBelowReplicas,
	minIsrOne,
	internalTopics,
	replicasOverZones,
];
