import type { RightScope } from '../../model/needed-right.ts';
import type { TopicSummary } from '../../model/topic-summary.ts';
import { unknownOf } from '../../model/unknown.ts';
import type { TopicRate } from '../../state/topic-rates.ts';

/** Puts the measured rates into the rows of the list; a rate that is still being measured loads. */
export const withRates = (
	topics: readonly TopicSummary[],
	rates: ReadonlyMap<string, TopicRate> | undefined,
	scope: RightScope,
): readonly TopicSummary[] =>
	topics.map(topic => {
		const rate = rates?.get(topic.name);
		const unknown = topic.unknown.filter(u => u.field !== 'recordsPerSecond');
		if (rate === undefined || 'perSecond' in rate) return { ...topic, recordsPerSecond: rate?.perSecond, unknown };
		return { ...topic, recordsPerSecond: null, unknown: [...unknown, { field: 'recordsPerSecond', ...unknownOf(rate.failure, scope) }] };
	});
