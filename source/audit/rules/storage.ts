/** Disks, and how long records stay on them, as far as Kafka tells. */
import { fullestShare, usedShare } from '../../model/health.ts';
import { ageText, limitDurationText } from '../../units/duration.ts';
import { sizeText } from '../../units/size.ts';
import { awsKafka, guarded, setTopic } from '../fix.ts';
import { overBrokers, overFact, overFacts, overList, overTopicSettings, overTopics, whyNot } from '../over.ts';
import { finding, findingIf, type Judgement, notApplicable, notAssessed, PASS, PROVISIONED, type Rule, STANDARD } from '../rule.ts';

const DAY_MS = 86_400_000n;
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

const unlimitedRetention: Rule = {
	id: 'STO-6',
	title: 'Topics that delete old records have a limit',
	area: 'storage',
	severity: 'high',
	appliesTo: PROVISIONED,
	reads: ['topics', 'topicSettings'],
	threshold: 'cleanup.policy delete with retention.ms -1 and retention.bytes -1',
	source: ['AK', 'BP'],
	check: s =>
		overTopicSettings(s, ['cleanup.policy', 'retention.ms', 'retention.bytes'], (_topic, value) =>
			value('cleanup.policy').includes('delete')
				? findingIf(value('retention.ms') === '-1' && value('retention.bytes') === '-1', 'no limit by time or size')
				: undefined,
		),
	fix: setTopic('retention.ms=7d'),
	effect: 'Deletes what is older within 5 min: msk-tui shows before it acts how much that is, and who has not read it yet.',
};

const segmentsHoldRetention: Rule = {
	id: 'STO-16',
	title: 'Segments roll before retention is due',
	area: 'storage',
	severity: 'low',
	appliesTo: STANDARD,
	reads: ['topics', 'topicSettings'],
	threshold: 'segment.ms > retention.ms: the active segment is kept that long',
	source: ['AK', 'OWN'],
	confidence: 'medium',
	check: s =>
		overTopicSettings(s, ['cleanup.policy', 'retention.ms', 'segment.ms'], (_topic, value) => {
			const [retention, segment] = [BigInt(value('retention.ms')), BigInt(value('segment.ms'))];
			if (!value('cleanup.policy').includes('delete') || retention < 0n) return undefined;
			return findingIf(segment > retention, `segment.ms ${limitDurationText(segment)}, retention.ms ${limitDurationText(retention)}`);
		}),
	fix: setTopic('segment.ms=1h'),
	effect: 'Records go when retention says so. Many small segments cost file handles: not below a few minutes.',
};

const hugeSegments: Rule = {
	id: 'STO-17',
	title: 'A partition may hold more than one segment',
	area: 'storage',
	severity: 'low',
	appliesTo: STANDARD,
	reads: ['topics', 'topicSettings'],
	threshold: 'retention.bytes < segment.bytes: nothing is deleted by size before a segment is full',
	source: ['AK', 'OWN'],
	check: s =>
		overTopicSettings(s, ['cleanup.policy', 'retention.bytes', 'segment.bytes'], (_topic, value) => {
			const [limit, segment] = [BigInt(value('retention.bytes')), BigInt(value('segment.bytes'))];
			if (!value('cleanup.policy').includes('delete') || limit < 0n) return undefined;
			return findingIf(limit < segment, `retention.bytes ${sizeText(limit)}, segment.bytes ${sizeText(segment)}`);
		}),
	fix: setTopic('segment.bytes=128MiB'),
	effect: 'Segments roll earlier, so that retention.bytes holds. It applies to segments begun from then on.',
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

const TIERED_LEAST_RETENTION = 3n * DAY_MS;
const LEAST_SEGMENT = 48n << 20n;
const LEAST_SEGMENT_MS = 600_000n;

const tieredSettings: Rule = {
	id: 'STO-11',
	title: 'Tiered topics keep to the limits of tiered storage',
	area: 'storage',
	severity: 'high',
	appliesTo: STANDARD,
	reads: ['topics', 'topicSettings'],
	threshold: 'retention.ms < 3 d, local retention not below it, segments below 48 MiB or 10 min, or compacted',
	source: ['TS', 'CFG'],
	check: s =>
		overTopicSettings(s, ['cleanup.policy', 'retention.ms', 'segment.bytes', 'segment.ms'], (_topic, value, settings) => {
			if (settings.get('remote.storage.enable')?.value !== 'true') return undefined;
			const retention = BigInt(value('retention.ms'));
			const local = settings.get('local.retention.ms')?.value ?? '-2';
			const wrong = [
				retention >= 0n && retention < TIERED_LEAST_RETENTION ? `retention.ms ${limitDurationText(retention)}` : '',
				local !== '-2' && retention >= 0n && BigInt(local) >= retention ? `local.retention.ms ${limitDurationText(BigInt(local))}` : '',
				BigInt(value('segment.bytes')) < LEAST_SEGMENT ? `segment.bytes ${sizeText(BigInt(value('segment.bytes')))}` : '',
				BigInt(value('segment.ms')) < LEAST_SEGMENT_MS ? `segment.ms ${ageText(Number(value('segment.ms')))}` : '',
				value('cleanup.policy').includes('compact') ? 'compacted' : '',
			].filter(text => text !== '');
			return findingIf(wrong.length > 0, wrong.join(', '));
		}),
	effect: 'Tiered storage cannot be turned on again for a topic once it was turned off: change the setting, never remote.storage.enable.',
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

export const STORAGE_RULES: readonly Rule[] = [
	dataDisk,
	diskSpread,
	unlimitedRetention,
	biggestTopic,
	unusedTopics,
	logDirsTold,
	tieredSettings,
	segmentsHoldRetention,
	hugeSegments,
	volumesAgree,
];
