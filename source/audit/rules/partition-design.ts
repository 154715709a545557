/** Partitions against the data they hold. */
import { countText } from '../../units/plural.ts';
import { sizeText } from '../../units/size.ts';
import { guarded } from '../fix.ts';
import { overFacts, overTopics } from '../over.ts';
import { findingIf, notApplicable, PASS, PROVISIONED, type Rule } from '../rule.ts';

const MANY_PARTITIONS = 50;

const SMALL_PARTITION = 1n << 20n;

const BIG_TOPIC = 10n << 30n;

const manyForLittle: Rule = {
	id: 'PAR-1',
	title: 'Topics have no more partitions than their data needs',
	area: 'partitions',
	severity: 'low',
	appliesTo: PROVISIONED,
	reads: ['topics', 'topicSizes'],
	threshold: `${MANY_PARTITIONS} partitions or more with less than 1 MiB each on average`,
	source: ['BP', 'OWN'],
	confidence: 'low',
	check: s =>
		overTopics(s, ({ name, partitions }) => {
			if (partitions.length < MANY_PARTITIONS) return PASS;
			const size = s.topicSizes.isKnown ? s.topicSizes.value.get(name) : s.topicSizes;
			if (size === undefined || !size.isKnown)
				return { is: 'notAssessed', missing: size?.missing ?? { reason: 'no broker told its size', needs: null } };
			return findingIf(
				size.value < SMALL_PARTITION * BigInt(partitions.length),
				`${partitions.length} partitions hold ${sizeText(size.value)}`,
			);
		}),
	effect:
		'Partitions cannot be taken away: make a new topic with fewer and move over. Many small ones cost file handles, memory and the time of a failover.',
};

const fewForMuch: Rule = {
	id: 'PAR-2',
	title: 'Big topics have a partition for each broker',
	area: 'partitions',
	severity: 'medium',
	appliesTo: PROVISIONED,
	reads: ['topics', 'topicSizes', 'cluster'],
	threshold: `${sizeText(BIG_TOPIC)} or more on fewer partitions than there are brokers`,
	source: ['BP', 'OWN'],
	confidence: 'medium',
	check: s => {
		const [known] = overFacts(s.cluster, s.topicSizes, ({ brokers }) => findingIf(brokers.length === 0, 'no broker was told'));
		if (known!.judgement.is !== 'pass' || !s.cluster.isKnown || !s.topicSizes.isKnown)
			return known!.judgement.is === 'notAssessed' ? [known!] : [{ ...known!, judgement: notApplicable('no broker was told') }];
		const [brokers, sizes] = [s.cluster.value.brokers.length, s.topicSizes.value];
		return overTopics(s, ({ name, partitions }) => {
			if (partitions.length >= brokers) return PASS;
			const size = sizes.get(name);
			if (size === undefined || !size.isKnown)
				return { is: 'notAssessed', missing: size?.missing ?? { reason: 'no broker told its size', needs: null } };
			return findingIf(
				size.value >= BIG_TOPIC,
				`${sizeText(size.value)} on ${countText(partitions.length, 'partition', 'partitions')}, ${brokers} brokers`,
			);
		});
	},
	fix: guarded(name => ['topic', 'add-partitions', name, '--partitions', 'N']),
	effect: 'Keys go to other partitions from then on, so their order breaks once; partitions can never be taken away.',
};

export const PARTITION_RULES: readonly Rule[] = [manyForLittle, fewForMuch];
