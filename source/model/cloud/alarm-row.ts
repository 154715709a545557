/** Alarms next to those that are recommended. Pure. */
import { type AlarmMetric, type AlarmState, type CloudAlarm, RECOMMENDED_ALARMS, type RecommendedAlarm } from './alarm.ts';
import { METRICS, type Monitored, whyNeverThere } from './metric-spec.ts';

/** What is thought of an alarm. */
export type AlarmVerdict =
	/** One of those that are recommended. */
	| 'recommended'
	/** Somebody's own. */
	| 'own'
	/** It watches the right metric by a statistic that does not tell. */
	| 'wrong statistic'
	/** Its metric is never told of this cluster: it hears nothing for ever. */
	| 'never here'
	/** Recommended, and there is none, or not for all brokers. */
	| 'missing'
	/** Recommended, but this cluster tells no such metric. */
	| 'not possible';

/** One line: an alarm that there is, or one that there should be. */
export type AlarmRow = {
	readonly name: string;
	readonly state: AlarmState | null;
	readonly sinceMs: number | null;
	readonly verdict: AlarmVerdict;
	/** `CpuUser + CpuSystem` */
	readonly metric: string;
	/** Brokers it watches, or lacks; empty for the whole cluster. */
	readonly brokers: readonly number[];
	/** `Sum > 0, 15 min`: the statistic, and for how long it must be so. */
	readonly condition: string;
	/** Why, or CloudWatch's own reason. */
	readonly note: string;
	readonly isHeard: boolean;
	/** What is lacking, for the commands that make it. */
	readonly lacks: RecommendedAlarm | null;
};

/** Puts the alarms of a cluster next to the recommended ones: what is worst comes first. `brokers` are those that there are. */
export const alarmRows = (alarms: readonly CloudAlarm[], monitored: Monitored, brokers: readonly number[]): readonly AlarmRow[] =>
	[...alarms.map(alarm => presentRow(alarm, monitored)), ...RECOMMENDED_ALARMS.flatMap(r => absentRow(r, alarms, monitored, brokers))].sort(
		(a, b) => urgency(a) - urgency(b) || (a.name < b.name ? -1 : 1),
	);

const presentRow = (alarm: CloudAlarm, monitored: Monitored): AlarmRow => {
	const { name, state, sinceMs, metrics, reason, actions } = alarm;
	const recommended = RECOMMENDED_ALARMS.find(r => isAbout(alarm, r));
	const never = metrics.flatMap(m => neverHere(m, monitored) ?? [])[0];
	const isWrong = recommended !== undefined && metrics.some(m => !hasGoodStatistic(m, recommended));
	const verdict: AlarmVerdict =
		never !== undefined ? 'never here' : isWrong ? 'wrong statistic' : recommended === undefined ? 'own' : 'recommended';
	return {
		...{ name, state, sinceMs, verdict },
		metric: metrics.map(m => m.name).join(' + '),
		brokers: [...new Set(metrics.flatMap(m => (m.dimensions['Broker ID'] === undefined ? [] : [Number(m.dimensions['Broker ID'])])))],
		condition: conditionOf(alarm),
		note: never ?? (isWrong ? `${recommended.statistic} tells it: ${recommended.because}` : reason),
		isHeard: actions.length > 0,
		lacks: null,
	};
};

/** An alarm that is recommended and lacking; nothing where every broker has it, or the cluster has it. */
const absentRow = (
	recommended: RecommendedAlarm,
	alarms: readonly CloudAlarm[],
	monitored: Monitored,
	brokers: readonly number[],
): readonly AlarmRow[] => {
	const good = alarms.filter(a => isAbout(a, recommended) && a.metrics.every(m => hasGoodStatistic(m, recommended)));
	const never = recommended.metrics.flatMap(name => neverHere({ name }, monitored) ?? [])[0];
	const watched = new Set(good.flatMap(a => a.metrics.map(m => m.dimensions['Broker ID'])));
	const lacking = recommended.scope === 'cluster' ? [] : brokers.filter(id => !watched.has(String(id)));
	if (recommended.scope === 'cluster' ? good.length > 0 : lacking.length === 0 && brokers.length > 0) return [];
	return [
		{
			...{ name: recommended.id, state: null, sinceMs: null },
			verdict: never === undefined ? 'missing' : 'not possible',
			metric: recommended.metrics.join(' + '),
			brokers: never === undefined ? lacking : [],
			condition: conditionText(recommended),
			note: never ?? recommended.because,
			isHeard: false,
			lacks: never === undefined ? recommended : null,
		},
	];
};

const isAbout = (alarm: CloudAlarm, { metrics, side }: RecommendedAlarm): boolean =>
	alarm.metrics.length === metrics.length &&
	metrics.every(name => alarm.metrics.some(m => m.name === name)) &&
	(alarm.comparison === null || alarm.comparison.startsWith(side === 'above' ? 'Greater' : 'Less'));

const hasGoodStatistic = ({ statistic }: AlarmMetric, recommended: RecommendedAlarm): boolean =>
	[recommended.statistic, ...recommended.alsoGood].some(s => s === statistic);

const neverHere = ({ name }: Pick<AlarmMetric, 'name'>, monitored: Monitored): string | undefined => {
	const spec = METRICS.find(m => m.name === name);
	return spec && whyNeverThere(spec, monitored)?.reason;
};

const SIGNS: Readonly<Record<string, string>> = {
	GreaterThanThreshold: '>',
	GreaterThanOrEqualToThreshold: '≥',
	LessThanThreshold: '<',
	LessThanOrEqualToThreshold: '≤',
};

const conditionOf = ({ metrics, comparison, threshold, evaluationPeriods, periodSeconds }: CloudAlarm): string => {
	if (metrics.length === 0) return 'of other alarms';
	const statistics = [...new Set(metrics.map(m => m.statistic))].join(', ');
	if (comparison === null || threshold === null) return `${statistics}, a band`;
	return `${statistics} ${SIGNS[comparison] ?? comparison} ${threshold}${forText(evaluationPeriods, periodSeconds)}`;
};

const conditionText = ({ statistic, side, threshold, evaluationPeriods, periodSeconds }: RecommendedAlarm): string =>
	`${statistic} ${side === 'above' ? '>' : '<'} ${threshold}${forText(evaluationPeriods, periodSeconds)}`;

const forText = (periods: number | null, seconds: number | null): string =>
	periods === null || seconds === null
		? ''
		: `, ${(periods * seconds) % 60 === 0 ? `${(periods * seconds) / 60} min` : `${periods * seconds} s`}`;

const urgency = ({ state, verdict }: AlarmRow): number => {
	if (verdict === 'wrong statistic' || verdict === 'never here') return 2;
	if (state === 'ALARM') return 1;
	if (verdict === 'missing') return 3;
	if (verdict === 'not possible') return 6;
	return state === 'INSUFFICIENT_DATA' ? 4 : 5;
};
