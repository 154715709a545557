/** CloudWatch's client behind a static import, see check-imports: loaded only where a metric or an alarm is asked for. */
export {
	CloudWatchClient,
	type CompositeAlarm,
	DescribeAlarmsCommand,
	type Dimension,
	GetMetricDataCommand,
	type MetricAlarm,
	type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
