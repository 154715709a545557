/** The commands of the AWS CLI that make recommended alarms. Pure. */

import type { RecommendedAlarm } from '../../model/cloud/alarm.ts';
import type { CloudPlace } from '../../model/cloud/cloud-cluster.ts';
import { shellWord } from '../../units/shell-word.ts';

/** Stands where the person's own topic belongs; no alarm is made that nobody hears. */
export const TOPIC_PLACEHOLDER = 'ARN-OF-YOUR-SNS-TOPIC';

/** One command a broker that lacks it, or one for the cluster. */
export const alarmCommands = (
	{ id, metrics, scope, statistic, side, threshold, periodSeconds, evaluationPeriods, because }: RecommendedAlarm,
	brokers: readonly number[],
	{ name, region }: Pick<CloudPlace, 'name' | 'region'>,
	action: string | undefined,
): readonly string[] =>
	(scope === 'cluster' ? [undefined] : brokers).map(broker => {
		const dimensions = [
			{ Name: 'Cluster Name', Value: name },
			...(broker === undefined ? [] : [{ Name: 'Broker ID', Value: String(broker) }]),
		];
		const metric = (MetricName: string) => ({ Namespace: 'AWS/Kafka', MetricName, Dimensions: dimensions });
		const [only = ''] = metrics;
		const what =
			metrics.length === 1
				? [
						...['--namespace', 'AWS/Kafka', '--metric-name', only],
						...['--dimensions', ...dimensions.map(d => `Name=${d.Name},Value=${d.Value}`)],
						...['--statistic', statistic, '--period', String(periodSeconds)],
					]
				: [
						'--metrics',
						JSON.stringify([
							{ Id: 'sum', Expression: metrics.map((_, i) => `m${i + 1}`).join(' + '), Label: metrics.join(' + '), ReturnData: true },
							...metrics.map((m, i) => ({
								Id: `m${i + 1}`,
								MetricStat: { Metric: metric(m), Period: periodSeconds, Stat: statistic },
								ReturnData: false,
							})),
						]),
					];
		return [
			...['aws', 'cloudwatch', 'put-metric-alarm', '--region', region],
			...['--alarm-name', `${name}-${id}${broker === undefined ? '' : `-${broker}`}`, '--alarm-description', because],
			...what,
			...['--comparison-operator', side === 'above' ? 'GreaterThanThreshold' : 'LessThanThreshold', '--threshold', String(threshold)],
			...['--evaluation-periods', String(evaluationPeriods), '--alarm-actions', action ?? TOPIC_PLACEHOLDER],
		]
			.map(shellWord)
			.join(' ');
	});

/** The action that most alarms of a cluster have: who is told now. */
export const usualAction = (alarms: readonly { readonly actions: readonly string[] }[]): string | undefined => {
	const counts = new Map<string, number>();
	for (const action of alarms.flatMap(a => a.actions)) counts.set(action, (counts.get(action) ?? 0) + 1);
	return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
};
