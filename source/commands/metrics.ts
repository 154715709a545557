import { rowJson } from '../columns/column.ts';
import { metricTable } from '../columns/metric-columns.ts';
import { cloudUnknown } from '../model/cloud/cloud-unknown.ts';
import { METRICS, type MetricSpec } from '../model/cloud/metric-spec.ts';
import { Failure } from '../model/failure.ts';
import type { Gap } from '../model/unknown.ts';
import { brokerIds } from '../operations/cloud/broker-ids.ts';
import { cloudOf } from '../operations/cloud/cloud-of.ts';
import { metricRows } from '../operations/cloud/metric-rows.ts';
import { type MetricsAnswer, readMetrics, windowOf } from '../operations/cloud/read-metrics.ts';
import { nearNames } from '../units/near-names.ts';
import { isoText } from '../units/time.ts';
import { printAnswer } from './answer.ts';
import type { Arguments, Command } from './command.ts';
import { durationOption } from './option-values.ts';
import { printTable, usualColumns } from './table-output.ts';
import { printUnknownNotes } from './unknown-notes.ts';

const DEFAULT_SINCE_MS = 3_600_000;
/** CloudWatch keeps points of an hour for 455 days. */
const LONGEST_MS = 455 * 86_400_000;

export const metrics: Command = {
	name: 'metrics',
	summary: 'what MSK tells CloudWatch of brokers and cluster: now, least and most over a time',
	usage: '[NAME…]',
	positionals: { least: 0, most: METRICS.length },
	options: [
		{ name: 'since', value: 'DURATION', summary: 'how far back, 1h by default; longer times have longer points' },
		{ name: 'broker', value: 'ID', summary: 'of these brokers only', isMultiple: true },
	],
	examples: [
		{ line: 'msk-tui metrics', says: 'everything of the last hour; what this level of monitoring does not have says so' },
		{ line: 'msk-tui metrics CpuUser CpuSystem BytesInPerSec --since 7d --broker 2', says: 'a week of one broker' },
	],
	run: async context => {
		const { arguments: args, output, signal } = context;
		const specs = specsOf(args);
		const sinceMs = durationOption(args, 'since') ?? DEFAULT_SINCE_MS;
		if (sinceMs < 60_000 || sinceMs > LONGEST_MS)
			throw new Failure('usage', '--since takes between 1m and 455d: so long CloudWatch keeps points.');
		const cluster = await context.connect();
		const cloud = cloudOf(cluster.known);
		const asked = args.values('broker').map(Number);
		if (asked.some(id => !Number.isInteger(id))) throw new Failure('usage', 'A broker is named by its number: --broker 2.');
		const brokers = asked.length > 0 ? asked : await brokerIds(cluster.known, cloud, { signal });
		const answer = await readMetrics(cloud, { specs, brokers, window: windowOf(sinceMs, context.nowMs()) }, { signal });
		const rows = metricRows(answer);
		return printAnswer(context, cluster, {
			json: () => ({ metrics: rows.map(row => rowJson(metricTable, row)) }),
			table: async () => {
				const columns = usualColumns(metricTable.columns);
				await printTable(output, columns, rows);
				const { fromMs, toMs, periodSeconds } = answer.window;
				output.result(`\nCloudWatch, ${isoText(fromMs)} to ${isoText(toMs)}, a point covers ${periodSeconds} s\n`);
				const nameOf = (row: (typeof rows)[number]) => (row.brokerId === null ? row.name : `${row.name} of broker ${row.brokerId}`);
				printUnknownNotes(output, metricTable, columns.slice(0, 3), rows, nameOf);
			},
			readable: rows.filter(r => r.series !== null).length,
			gaps: gapsOf(answer),
		});
	},
};

const specsOf = ({ positionals }: Arguments): readonly MetricSpec[] => {
	if (positionals.length === 0) return METRICS;
	const byName = new Map(METRICS.map(m => [m.name.toLowerCase(), m]));
	return positionals.map(name => {
		const found = byName.get(name.toLowerCase());
		if (found !== undefined) return found;
		const near = nearNames(
			name,
			METRICS.map(m => m.name),
		);
		throw new Failure('notFound', `There is no metric ${name} here.`, {
			nextSteps: [near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'msk-tui metrics lists those that are read'],
		});
	});
};

/** What was refused or failed; a metric that does not exist at this level is unknown, but nothing went wrong. */
const gapsOf = ({ metrics: read, notDescribed }: MetricsAnswer): readonly Gap[] => [
	...(notDescribed === null ? [] : [{ path: 'monitoring', failure: notDescribed, ...cloudUnknown(notDescribed), isDoubt: true as const }]),
	...read.flatMap(({ spec, brokerId, failure }) =>
		failure === undefined
			? []
			: [{ path: `metrics.${spec.name}${brokerId === null ? '' : `.${brokerId}`}`, failure, ...cloudUnknown(failure) }],
	),
];
