import type { AlarmMetric, AlarmState, CloudAlarm } from '../../model/cloud/alarm.ts';
import { Failure } from '../../model/failure.ts';
import {
	type CloudWatchClient,
	type CompositeAlarm,
	DescribeAlarmsCommand,
	type Dimension,
	type MetricAlarm,
} from '../cloudwatch-client.ts';
import type { CloudCalls } from './cloud-calls.ts';

const MOST_PAGES = 50;

/** Reads the alarms of the region (cloudwatch:DescribeAlarms, 100 a call) and keeps those on one cluster. Rejects with a Failure. */
export const readAlarms = async (
	client: CloudWatchClient,
	calls: CloudCalls,
	clusterName: string,
	signal?: AbortSignal,
): Promise<readonly CloudAlarm[]> => {
	const metrics: CloudAlarm[] = [];
	const composites: CompositeAlarm[] = [];
	let NextToken: string | undefined;
	for (let page = 0; page < MOST_PAGES; page++) {
		const answer = await calls.call({ action: 'cloudwatch:DescribeAlarms', resource: '*' }, signal, bound =>
			client.send(new DescribeAlarmsCommand({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: 100, NextToken }), bound),
		);
		metrics.push(...(answer.MetricAlarms ?? []).flatMap(alarm => toAlarm(alarm, clusterName) ?? []));
		composites.push(...(answer.CompositeAlarms ?? []));
		NextToken = answer.NextToken;
		if (NextToken === undefined) break;
	}
	if (NextToken !== undefined)
		throw new Failure('incomplete', `This region has more than ${MOST_PAGES * 100} alarms: not all of them were looked at.`);
	const names = metrics.map(a => a.name);
	return [...metrics, ...composites.flatMap(alarm => (isMadeOf(alarm, names) ? [toComposite(alarm)] : []))];
};

const toAlarm = (alarm: MetricAlarm, clusterName: string): CloudAlarm | undefined => {
	const single =
		alarm.MetricName === undefined
			? []
			: [
					{
						namespace: alarm.Namespace,
						name: alarm.MetricName,
						dimensions: alarm.Dimensions,
						statistic: alarm.Statistic ?? alarm.ExtendedStatistic,
					},
				];
	const calculated = (alarm.Metrics ?? []).flatMap(({ MetricStat }) =>
		MetricStat?.Metric?.MetricName === undefined
			? []
			: [
					{
						namespace: MetricStat.Metric.Namespace,
						name: MetricStat.Metric.MetricName,
						dimensions: MetricStat.Metric.Dimensions,
						statistic: MetricStat.Stat,
					},
				],
	);
	const metrics = [...single, ...calculated].flatMap(({ namespace, name, dimensions = [], statistic = '' }): AlarmMetric[] => {
		const isOurs = namespace === 'AWS/Kafka' && dimensions.some(d => d.Name === 'Cluster Name' && d.Value === clusterName);
		return isOurs ? [{ name, dimensions: otherDimensions(dimensions), statistic }] : [];
	});
	if (metrics.length === 0) return undefined;
	return {
		...commonOf(alarm),
		metrics,
		comparison: alarm.ThresholdMetricId === undefined ? (alarm.ComparisonOperator ?? null) : null,
		threshold: alarm.Threshold ?? null,
		periodSeconds: alarm.Period ?? alarm.Metrics?.find(m => m.MetricStat !== undefined)?.MetricStat?.Period ?? null,
		evaluationPeriods: alarm.EvaluationPeriods ?? null,
	};
};

const otherDimensions = (dimensions: readonly Dimension[]): Readonly<Record<string, string>> =>
	Object.fromEntries(dimensions.filter(d => d.Name !== 'Cluster Name').map(d => [d.Name ?? '', d.Value ?? '']));

/** Its rule names other alarms in quotes: `ALARM("orders-disk-1") OR …`. */
const isMadeOf = ({ AlarmRule = '' }: CompositeAlarm, names: readonly string[]): boolean =>
	names.some(name => AlarmRule.includes(`"${name}"`) || AlarmRule.includes(`:alarm:${name}`));

const toComposite = (alarm: CompositeAlarm): CloudAlarm => ({
	...commonOf(alarm),
	...{ metrics: [], comparison: null, threshold: null, periodSeconds: null, evaluationPeriods: null },
});

const commonOf = (alarm: MetricAlarm | CompositeAlarm): Pick<CloudAlarm, 'name' | 'state' | 'sinceMs' | 'reason' | 'actions'> => ({
	name: alarm.AlarmName ?? '',
	state: (alarm.StateValue as AlarmState | undefined) ?? 'INSUFFICIENT_DATA',
	sinceMs: (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp)?.getTime() ?? null,
	reason: alarm.StateReason ?? '',
	actions: alarm.ActionsEnabled === false ? [] : (alarm.AlarmActions ?? []),
});
