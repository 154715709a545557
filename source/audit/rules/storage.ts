/** Disks of the brokers and what fills them, as far as Kafka tells. */
import { fullestShare, usedShare } from '../../model/health.ts';
import { sizeText } from '../../units/size.ts';
import { awsKafka, guarded } from '../fix.ts';
import { overBrokers, overFact, overFacts, overList, overTopics, whyNot } from '../over.ts';
import { finding, findingIf, type Judgement, notApplicable, notAssessed, PASS, PROVISIONED, type Rule, STANDARD } from '../rule.ts';

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const dataDisk: Rule = {
	id: 'STO-1',
	title: 'Disks of brokers have room',
	area: 'storage',
	severity: 'critical',
	appliesTo: STANDARD,
	reads: ['brokers'],
	threshold: '85 % used is critical, 75 % medium; MSK itself alerts at 60 and 80 %',
	statistic: 'the fullest volume of each broker, as DescribeLogDirs tells it',
	source: ['BP', 'ALERT', 'HC'],
	check: s =>
		overBrokers(s, b => {
			if (!b.isAlive) return undefined;
			const share = fullestShare(b);
			if (share === null || share === undefined)
				return b.logDirs === null || b.logDirs === undefined
					? whyNot(b, 'logDirs')
					: notAssessed('the broker does not tell the size of its volumes (Kafka 3.3 and later do)');
			if (share >= 0.85) return finding(`${percent(share)} used`);
			return findingIf(share >= 0.75, `${percent(share)} used`, 'medium');
		}),
	fix: awsKafka(
		'update-broker-storage',
		'--current-version',
		'VERSION',
		'--target-broker-ebs-volume-info',
		'[{"KafkaBrokerNodeId":"All","VolumeSizeGB":SIZE}]',
	),
	effect:
		'Storage only ever grows, and can grow again after 6 h at the earliest; costs per GiB and month. Lower retention frees room within minutes and deletes records.',
};

const diskSpread: Rule = {
	id: 'STO-5',
	title: 'Disks of brokers are filled evenly',
	area: 'storage',
	severity: 'medium',
	appliesTo: STANDARD,
	reads: ['brokers'],
	threshold: 'the fullest disk is more than 15 points above the mean',
	source: ['OWN'],
	check: s =>
		overFact(s.brokers, brokers => {
			const live = brokers.filter(b => b.isAlive);
			const shares = live.map(b => fullestShare(b));
			if (shares.some(share => share === null || share === undefined)) return notAssessed('the disk of a broker is not known');
			if (live.length < 2) return notApplicable('there is one broker');
			const known = shares as readonly number[];
			const mean = known.reduce((sum, v) => sum + v, 0) / known.length;
			const most = Math.max(...known);
			return findingIf(most - mean > 0.15, `broker ${live[known.indexOf(most)]!.id} ${percent(most)}, mean ${percent(mean)}`);
		}),
	effect: 'Reassign partitions of the biggest topics onto emptier brokers, throttled; see topics by size first.',
};

const biggestTopic: Rule = {
	id: 'STO-8',
	title: 'No single topic fills the cluster',
	area: 'storage',
	severity: 'info',
	appliesTo: PROVISIONED,
	reads: ['topicSizes'],
	threshold: 'one topic holds half of all bytes, and at least 10 GiB',
	source: ['TK'],
	check: s =>
		overFact(s.topicSizes, sizes => {
			let [total, biggest, name] = [0n, 0n, ''];
			for (const [topic, size] of sizes) {
				if (!size.isKnown) return { is: 'notAssessed', missing: size.missing };
				total += size.value;
				if (size.value > biggest) [biggest, name] = [size.value, topic];
			}
			if (sizes.size === 0) return notApplicable('there is no topic');
			return findingIf(biggest >= 10n << 30n && biggest * 2n >= total, `${name} holds ${sizeText(biggest)} of ${sizeText(total)}`);
		}),
	effect: 'Nothing is wrong by itself: look at its retention before any other.',
};

const unusedTopics: Rule = {
	id: 'STO-9',
	title: 'Every topic is used by somebody',
	area: 'storage',
	severity: 'low',
	appliesTo: PROVISIONED,
	reads: ['topics', 'topicSizes', 'groups'],
	threshold: 'a topic holds nothing and no group has ever committed on it',
	source: ['OWN'],
	confidence: 'medium',
	check: s => {
		const [known] = overFacts(s.groups, s.topicSizes, () => PASS);
		if (known!.judgement.is !== 'pass' || !s.groups.isKnown || !s.topicSizes.isKnown || s.groups.doubt !== undefined)
			return known!.judgement.is === 'pass' && s.groups.isKnown && s.groups.doubt !== undefined
				? [{ ...known!, judgement: { is: 'notAssessed', missing: s.groups.doubt } }]
				: [known!];
		if (s.groups.value.some(g => g.failure !== null)) return [{ ...known!, judgement: notAssessed('a group could not be read') }];
		const read = new Set(s.groups.value.flatMap(g => g.topics));
		const sizes = s.topicSizes.value;
		return overTopics(s, ({ name }) => {
			const size = sizes.get(name);
			if (size === undefined || !size.isKnown)
				return { is: 'notAssessed', missing: size?.missing ?? { reason: 'no broker told its size', needs: null } };
			return findingIf(size.value === 0n && !read.has(name), 'empty, and no group reads it');
		});
	},
	fix: guarded(name => ['topic', 'delete', name]),
	effect: 'Ask its owner first: a consumer without a group, or one that only starts tomorrow, is not seen from here.',
};

const logDirsTold: Rule = {
	id: 'STO-10',
	title: 'Sizes on disk can be read',
	area: 'storage',
	severity: 'info',
	appliesTo: PROVISIONED,
	reads: ['brokers'],
	threshold: 'a broker tells no log dir, or no replica though it holds some: under IAM an empty answer means a missing right',
	source: ['IAM'],
	check: s =>
		overBrokers(s, (b): Judgement | undefined => {
			if (!b.isAlive) return undefined;
			if (b.logDirs === null || b.logDirs === undefined) return whyNot(b, 'logDirs');
			const isShort = b.logDirs.length === 0 || ((b.replicas ?? 0) > 0 && b.logDirs.every(d => d.replicas === 0 && d.error === null));
			return isShort
				? notAssessed('the answer is empty, which means a missing right and no empty disk', 'kafka-cluster:DescribeCluster')
				: PASS;
		}),
	effect: 'Grant kafka-cluster:DescribeCluster, or Describe on the cluster.',
};

const volumesAgree: Rule = {
	id: 'STO-18',
	title: 'Log dirs of a broker are filled evenly',
	area: 'storage',
	severity: 'low',
	appliesTo: STANDARD,
	reads: ['brokers'],
	threshold: 'volumes of one broker differ by more than 15 points',
	source: ['OWN'],
	check: s =>
		overList(
			s.brokers,
			'broker',
			b => String(b.id),
			b => {
				if (!b.isAlive) return undefined;
				if (b.logDirs === null || b.logDirs === undefined) return whyNot(b, 'logDirs');
				if (b.logDirs.length < 2) return undefined;
				const shares = b.logDirs.map(usedShare);
				if (shares.some(share => share === null)) return notAssessed('the size of a volume is not told');
				const known = shares as readonly number[];
				return findingIf(Math.max(...known) - Math.min(...known) > 0.15, known.map(percent).join(' and '));
			},
			'no broker has more than one log dir',
		),
	effect: 'Move replicas between the dirs of the broker (kafka-reassign-partitions with log_dirs).',
};

export const STORAGE_RULES: readonly Rule[] = [dataDisk, diskSpread, biggestTopic, unusedTopics, logDirsTold, volumesAgree];
