/** Alarms as somebody set them up for the demo's cluster: some of those that MSK recommends, one with the wrong statistic. */
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';

export type AlarmFacts = {
	readonly clusterName: string;
	readonly region: string;
	readonly account: string;
	readonly kind: 'standard' | 'express' | 'serverless';
	readonly now?: Date;
};

type Played = Pick<MetricAlarm, 'StateValue' | 'MetricName' | 'Statistic' | 'Threshold' | 'ComparisonOperator' | 'EvaluationPeriods'> & {
	readonly name: string;
	readonly brokers?: readonly number[];
	readonly ageMs: number;
	readonly reason?: string;
	readonly hasNoAction?: boolean;
};

const HOUR = 3_600_000;

/** Makes them; one a broker where the metric is one of brokers. */
export const playAlarms = ({ clusterName, region, account, kind, now = new Date() }: AlarmFacts): readonly MetricAlarm[] => {
	if (kind === 'serverless') return [];
	const played: readonly Played[] = [
		{
			name: 'under-replicated',
			MetricName: 'UnderReplicatedPartitions',
			Statistic: 'Sum',
			Threshold: 0,
			ComparisonOperator: 'GreaterThanThreshold',
			EvaluationPeriods: 15,
			StateValue: 'ALARM',
			ageMs: 5 * HOUR,
			brokers: [1, 2, 3],
			reason: 'Threshold Crossed: 15 datapoints were greater than the threshold (0.0).',
		},
		{
			name: 'disk',
			MetricName: 'KafkaDataLogsDiskUsed',
			Statistic: 'Maximum',
			Threshold: 85,
			ComparisonOperator: 'GreaterThanThreshold',
			EvaluationPeriods: 3,
			StateValue: 'OK',
			ageMs: 90 * HOUR,
			brokers: [1, 2, 3],
		},
		{
			name: 'controller',
			MetricName: 'ActiveControllerCount',
			// The usual mistake: only one of the brokers reports 1.
			Statistic: 'Average',
			Threshold: 1,
			ComparisonOperator: 'LessThanThreshold',
			EvaluationPeriods: 5,
			StateValue: 'ALARM',
			ageMs: 700 * HOUR,
			hasNoAction: true,
			reason: 'Threshold Crossed: 5 datapoints were less than the threshold (1.0).',
		},
	];
	return played.flatMap(({ name, brokers, ageMs, reason, hasNoAction, ...alarm }) =>
		(brokers ?? [undefined]).map((broker): MetricAlarm => {
			// Express has no such metric: an alarm on it hears nothing for ever.
			const isDeaf = kind === 'express' && alarm.MetricName !== 'ActiveControllerCount';
			const AlarmName = `${clusterName}-${name}${broker === undefined ? '' : `-${broker}`}`;
			const isQuiet = alarm.StateValue === 'ALARM' && broker !== undefined && broker !== 3 && name === 'under-replicated';
			return {
				...alarm,
				AlarmName,
				AlarmArn: `arn:aws:cloudwatch:${region}:${account}:alarm:${AlarmName}`,
				Namespace: 'AWS/Kafka',
				Dimensions: [
					{ Name: 'Cluster Name', Value: clusterName },
					...(broker === undefined ? [] : [{ Name: 'Broker ID', Value: String(broker) }]),
				],
				Period: 60,
				ActionsEnabled: true,
				AlarmActions: hasNoAction ? [] : [`arn:aws:sns:${region}:${account}:on-call`],
				StateValue: isDeaf ? 'INSUFFICIENT_DATA' : isQuiet ? 'OK' : alarm.StateValue,
				StateReason: reason ?? 'Threshold Crossed: no datapoint was beyond the threshold.',
				StateUpdatedTimestamp: new Date(now.getTime() - ageMs),
				StateTransitionedTimestamp: new Date(now.getTime() - ageMs),
			};
		}),
	);
};
