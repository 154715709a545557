import type { MetricPoint, MetricSeries } from '../../model/cloud/metric-series.ts';
import { Failure, failed, type Outcome, success } from '../../model/failure.ts';
import type { MetricQuery, MetricWindow } from '../../ports/cloud-reader.ts';
import { type CloudWatchClient, GetMetricDataCommand, type MetricDataResult } from '../cloudwatch-client.ts';
import type { CloudCalls } from './cloud-calls.ts';

/** API reference of GetMetricData: metrics a call. */
const MOST_QUERIES = 500;
/** An answer that never ends is none. */
const MOST_PAGES = 20;
const ACTION = 'cloudwatch:GetMetricData';

/** Reads metrics of one cluster with explicit queries; one call in flight. Rejects with a Failure. */
export const readMetricData = async (
	client: CloudWatchClient,
	calls: CloudCalls,
	clusterName: string,
	{
		queries,
		window,
		signal,
	}: { readonly queries: readonly MetricQuery[]; readonly window: MetricWindow; readonly signal?: AbortSignal | undefined },
): Promise<ReadonlyMap<string, Outcome<MetricSeries>>> => {
	const answers = new Map<string, Outcome<MetricSeries>>();
	for (let from = 0; from < queries.length; from += MOST_QUERIES) {
		const part = queries.slice(from, from + MOST_QUERIES);
		const results = new Map<string, MetricDataResult[]>();
		let NextToken: string | undefined;
		for (let page = 0; page < MOST_PAGES; page++) {
			const answer = await calls.call({ action: ACTION, resource: '*' }, signal, bound =>
				client.send(
					new GetMetricDataCommand({
						StartTime: new Date(window.fromMs),
						EndTime: new Date(window.toMs),
						ScanBy: 'TimestampAscending',
						NextToken,
						MetricDataQueries: part.map(({ name, dimensions, statistic }, i) => ({
							Id: `m${i}`,
							MetricStat: {
								Metric: {
									Namespace: 'AWS/Kafka',
									MetricName: name,
									Dimensions: Object.entries({ 'Cluster Name': clusterName, ...dimensions }).map(([Name, Value]) => ({ Name, Value })),
								},
								Period: window.periodSeconds,
								Stat: statistic,
							},
						})),
					}),
					bound,
				),
			);
			for (const result of answer.MetricDataResults ?? []) results.set(result.Id ?? '', [...(results.get(result.Id ?? '') ?? []), result]);
			NextToken = answer.NextToken;
			if (NextToken === undefined) break;
		}
		part.forEach((query, i) => {
			answers.set(query.key, NextToken === undefined ? seriesOf(query, results.get(`m${i}`) ?? []) : failed(endless(query)));
		});
	}
	return answers;
};

const endless = ({ name }: MetricQuery): Failure =>
	new Failure('incomplete', `CloudWatch did not come to the end of ${name} within ${MOST_PAGES} answers.`);

/** The pages of one metric together. What is told to be partial goes on on the next page; only the last word counts. */
const seriesOf = ({ name }: MetricQuery, pages: readonly MetricDataResult[]): Outcome<MetricSeries> => {
	const last = pages.at(-1);
	if (last === undefined) return failed(new Failure('incomplete', `CloudWatch did not answer for ${name}.`));
	if (last.StatusCode === 'InternalError' || last.StatusCode === 'Forbidden')
		return failed(
			last.StatusCode === 'Forbidden'
				? new Failure('authorization', `CloudWatch does not let this identity read ${name}.`, { details: { action: ACTION } })
				: new Failure('incomplete', `CloudWatch failed itself at ${name} (InternalError).`),
		);
	const points = new Map<number, MetricPoint>();
	for (const { Timestamps = [], Values = [] } of pages)
		Timestamps.forEach((at, i) => {
			const value = Values[i];
			if (value !== undefined) points.set(at.getTime(), { atMs: at.getTime(), value });
		});
	return success([...points.values()].sort((a, b) => a.atMs - b.atMs));
};
