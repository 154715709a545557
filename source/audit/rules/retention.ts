/** How long records stay, and what holds them longer. */
import { ageText, limitDurationText } from '../../units/duration.ts';
import { sizeText } from '../../units/size.ts';
import { setTopic } from '../fix.ts';
import { overTopicSettings } from '../over.ts';
import { findingIf, PROVISIONED, type Rule, STANDARD } from '../rule.ts';

const DAY_MS = 86_400_000n;

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

export const RETENTION_RULES: readonly Rule[] = [unlimitedRetention, segmentsHoldRetention, hugeSegments, tieredSettings];
