/** CloudWatch as far as reading metrics and alarms goes, with its limits. */
import {
	type CompositeAlarm,
	DescribeAlarmsCommand,
	GetMetricDataCommand,
	type MetricAlarm,
	type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import type { AwsStub } from './aws-stub.ts';
import { ServiceError } from './service-error.ts';

/** The value of a metric in the minute that begins at `atMs`; undefined where nothing was written. */
export type PlayedMetrics = (name: string, dimensions: Readonly<Record<string, string>>, atMs: number) => number | undefined;

export type CloudWatchService = {
	metrics: PlayedMetrics;
	readonly alarms: MetricAlarm[];
	readonly composites: CompositeAlarm[];
	/** Points an answer holds; AWS's own default is 100,800. */
	pointsAnAnswer: number;
	/** Metrics that answer with InternalError instead of points. */
	readonly broken: Set<string>;
};

/** API reference of GetMetricData: at most 500 queries a call, 100,800 points an answer. */
const MOST_QUERIES = 500;
const MOST_POINTS = 100_800;
const MINUTE = 60_000;

/** Teaches the stub CloudWatch; explicit queries only, expressions are refused. */
export const serveCloudWatch = (stub: AwsStub): CloudWatchService => {
	const service: CloudWatchService = {
		metrics: () => undefined,
		alarms: [],
		composites: [],
		pointsAnAnswer: MOST_POINTS,
		broken: new Set(),
	};
	stub.on(GetMetricDataCommand, input => {
		const queries = input.MetricDataQueries ?? [];
		if (queries.length > MOST_QUERIES) throw invalid(`The collection MetricDataQueries must not have a size greater than ${MOST_QUERIES}.`);
		if (new Set(queries.map(q => q.Id)).size < queries.length) throw invalid('The values for Id in MetricDataQueries must be unique.');
		const from = input.StartTime?.getTime() ?? 0;
		const to = input.EndTime?.getTime() ?? 0;
		if (from >= to) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
		const skipped = input.NextToken === undefined ? 0 : Number(input.NextToken);
		if (Number.isNaN(skipped)) throw new ServiceError('InvalidNextToken', 400, 'The next token specified is invalid.');
		let seen = 0;
		let hasMore = false;
		// A function: what is assigned in a callback is not seen by the compiler.
		const isGoingOn = (): boolean => hasMore;
		const results = queries.map((query): MetricDataResult => {
			const { Metric: metric, Period: period = 60, Stat: statistic = '' } = query.MetricStat ?? {};
			// The reference: lower case first, then letters, digits and underscores.
			if (!/^[a-z]\w*$/.test(query.Id ?? '')) throw invalid(`The value ${query.Id} for parameter Id is not matching the expected pattern.`);
			if (metric === undefined) throw invalid('the stub evaluates no expressions');
			if (period % 60 !== 0) throw invalid('Period must be a multiple of 60.');
			if (service.broken.has(metric.MetricName ?? '')) return { Id: query.Id, Timestamps: [], Values: [], StatusCode: 'InternalError' };
			const dimensions = Object.fromEntries((metric.Dimensions ?? []).map(d => [d.Name ?? '', d.Value ?? '']));
			const times: Date[] = [];
			const values: number[] = [];
			const stepMs = period * 1000;
			for (let at = Math.ceil(from / stepMs) * stepMs; at < to; at += stepMs) {
				const minutes = Array.from({ length: period / 60 }, (_, i) =>
					service.metrics(metric.MetricName ?? '', dimensions, at + i * MINUTE),
				);
				const told = minutes.filter(value => value !== undefined);
				if (told.length === 0 || seen++ < skipped) continue;
				if (seen - skipped > service.pointsAnAnswer) {
					hasMore = true;
					break;
				}
				times.push(new Date(at));
				values.push(reduced(told, statistic));
			}
			if (input.ScanBy !== 'TimestampAscending') {
				times.reverse();
				values.reverse();
			}
			return {
				Id: query.Id,
				Label: metric.MetricName,
				Timestamps: times,
				Values: values,
				StatusCode: hasMore ? 'PartialData' : 'Complete',
			};
		});
		return { MetricDataResults: results, ...(isGoingOn() && { NextToken: String(skipped + service.pointsAnAnswer) }) };
	});
	stub.on(DescribeAlarmsCommand, ({ NextToken, MaxRecords = 50, AlarmTypes }) => {
		const first = Number(NextToken ?? 0);
		const all = [
			...service.alarms.map(alarm => ({ alarm, isMetric: true })),
			...(AlarmTypes?.includes('CompositeAlarm') ? service.composites.map(alarm => ({ alarm, isMetric: false })) : []),
		];
		const page = all.slice(first, first + MaxRecords);
		return {
			MetricAlarms: page.filter(p => p.isMetric).map(p => p.alarm),
			CompositeAlarms: page.filter(p => !p.isMetric).map(p => p.alarm),
			...(first + MaxRecords < all.length && { NextToken: String(first + MaxRecords) }),
		};
	});
	return service;
};

const invalid = (text: string): ServiceError => new ServiceError('ValidationError', 400, text);

const reduced = (values: readonly number[], statistic: string): number => {
	const sum = values.reduce((a, b) => a + b, 0);
	switch (statistic) {
		case 'Sum':
			return sum;
		case 'Average':
			return sum / values.length;
		case 'Maximum':
			return Math.max(...values);
		case 'Minimum':
			return Math.min(...values);
		default:
			throw invalid(`The value ${statistic} for parameter Stat is not supported.`);
	}
};
