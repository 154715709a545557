import { scanCostText } from '../columns/scan-text.ts';
import { Failure } from '../model/failure.ts';
import type { ScanCoverage, ScanEnd, ScanPlan } from '../model/record-scan.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../operations/export-formats.ts';
import { planScan } from '../operations/plan-scan.ts';
import type { RecordAccess } from '../operations/record-access.ts';
import { recordFilter } from '../operations/record-filter.ts';
import type { ScanWishes } from '../operations/scan-records.ts';
import type { DetachedRecord } from '../records/record-view.ts';
import { groupedText } from '../units/count.ts';
import type { Arguments, Command, CommandContext, ConnectedCluster } from './command.ts';
import { wholeNumberOption } from './option-values.ts';
import { recordLines } from './record-lines.ts';
import { FILTER_OPTIONS, filterOf, RANGE_OPTIONS, rangeOf, rateOption } from './record-options.ts';
import { scanProgress } from './scan-progress.ts';
import { reportScan } from './scan-report.ts';

export const search: Command = {
	name: 'search',
	summary: 'every record of a range that matches, then a verdict on what was looked at',
	usage: 'TOPIC…',
	positionals: { least: 0, most: Number.POSITIVE_INFINITY },
	options: [
		...RANGE_OPTIONS,
		...FILTER_OPTIONS,
		{ name: 'last', value: 'N', summary: 'only the newest N records of the range, over all partitions by time' },
		{ name: 'count', summary: 'print how many match instead of the records' },
		{ name: 'verify', summary: 'compare the checksum of every batch' },
		{
			name: 'out',
			value: 'FILE',
			summary: 'write the records into a new FILE, with a checkpoint beside it while that goes on',
		},
		{
			name: 'format',
			value: 'NAME',
			summary: 'of FILE: jsonl (default), csv, or raw: the bytes of each value and a line feed',
			choices: EXPORT_FORMATS,
		},
		{ name: 'resume', value: 'FILE', summary: 'go on with the export of FILE where it was interrupted' },
		{ name: 'fail-if-none', summary: 'exit code 1 when no record matches' },
	],
	examples: [
		{ line: 'msk-tui search orders --key order-17', says: 'all records of one key, whole topic' },
		{ line: `msk-tui search orders --from -2h --where 'value.amount > 400'`, says: 'by a field of the decoded value' },
		{ line: 'msk-tui search orders --last 20', says: 'the newest records, oldest of them first' },
		{ line: 'msk-tui search orders --from -1d --out orders.jsonl', says: 'export a day' },
		{ line: 'msk-tui search orders --from -1d --out orders.csv --format csv', says: 'for a spreadsheet' },
		{ line: 'msk-tui search orders --contains timeout --count --json', says: 'only how many' },
	],
	run: async context => {
		const { arguments: args, signal } = context;
		const resumed = args.value('resume');
		if (resumed !== undefined) return (await import('./search-export.ts')).resumeExport(context, resumed);
		if (args.positionals.length === 0)
			throw new Failure('usage', 'msk-tui search needs TOPIC….', { nextSteps: ['msk-tui search orders --last 20'] });
		const question = rangeOf(args, context.nowMs());
		const filtering = filterOf(args);
		const limit = wholeNumberOption(args, 'limit');
		const last = lastOption(args);
		const stray = args.has('out') ? ['last', 'count'].find(name => args.has(name)) : undefined;
		if (stray !== undefined) throw new Failure('usage', `--${stray} means nothing with --out.`);
		if (args.has('format') && !args.has('out')) throw new Failure('usage', '--format is that of the file of --out.');
		const format = (args.value('format') as ExportFormat | undefined) ?? 'jsonl';
		const cluster = await context.connect();
		const [access, plan] = await Promise.all([cluster.records(), planScan(cluster.known.reader, question, { signal })]);
		const { requireReadable } = await import('../operations/scan-records.ts');
		requireReadable(plan);
		const rate = rateOption(args, access.scanRate);
		if (last === undefined) await sayCost(context, cluster, plan, rate);
		const isVerified = args.has('verify');
		const out = args.value('out');
		if (out !== undefined) {
			const { startExport } = await import('./search-export.ts');
			const most = limit === undefined ? null : Number(limit);
			return startExport(context, cluster, out, { plan, format, filter: filtering, limit: most, isVerified });
		}
		const wishes: Wishes = {
			filter: await recordFilter(filtering, access.decoder),
			limit: limit === undefined ? undefined : Number(limit),
			isVerified,
			bytesPerSecond: rate,
			signal,
		};
		const { coverage, end } =
			last === undefined ? await searchAll(context, access, plan, wishes) : await searchNewest(context, access, plan, wishes, last);
		return reportScan(context, cluster, coverage, end);
	},
};

/** Says what will be read before that begins, where it is more than a few seconds' worth: who sees the figure may want a narrower range. */
const sayCost = async (
	{ output, isJson, signal }: CommandContext,
	{ known }: ConnectedCluster,
	plan: ScanPlan,
	rate: number | null,
): Promise<void> => {
	// A program that reads the answer has nothing to decide, and takes what stands on stderr for an error.
	if (isJson) return;
	const { isSmallScan, scanCost } = await import('../operations/scan-cost.ts');
	const cost = await scanCost(known.reader, plan, { signal });
	if (!isSmallScan(cost, rate)) output.notice(`reads ${scanCostText(cost, rate, known.scope)}`);
};

type Wishes = Omit<ScanWishes, 'follows' | 'partitionBytes'>;
type Searched = { readonly coverage: ScanCoverage; readonly end: ScanEnd | undefined };

/** What of a range is held in memory at once must be bounded. */
const MOST_LAST = 100_000n;

const lastOption = (args: Arguments): number | undefined => {
	const last = wholeNumberOption(args, 'last');
	if (last !== undefined && (last < 1n || last > MOST_LAST))
		throw new Failure('usage', `--last takes 1 to ${groupedText(MOST_LAST)}, not ${last}.`, {
			nextSteps: ['for more, give the range by time or offset: --from -2h, --from offset:1200'],
		});
	// A checksum is compared where batches are read whole; the newest records may be a part of one.
	if (last !== undefined && args.has('verify')) throw new Failure('usage', '--verify means nothing with --last.');
	return last === undefined ? undefined : Number(last);
};

const searchAll = async (context: CommandContext, access: RecordAccess, plan: ScanPlan, wishes: Wishes): Promise<Searched> => {
	const { arguments: args, output } = context;
	// What reads records brings decompressors along: only who reads them pays for that.
	const { scanRecords } = await import('../operations/scan-records.ts');
	const job = scanRecords(access.source, plan, wishes);
	const lines = recordLines(context, access);
	const progress = scanProgress(output, job);
	try {
		for await (const records of job) {
			if (args.has('count')) continue;
			output.result(await lines(records));
			await output.flushed();
		}
	} finally {
		progress.end();
	}
	return { coverage: job.coverage(), end: job.end() };
};

const searchNewest = async (
	context: CommandContext,
	access: RecordAccess,
	plan: ScanPlan,
	wishes: Wishes,
	count: number,
): Promise<Searched> => {
	const { filter, limit = Number.POSITIVE_INFINITY, bytesPerSecond, signal } = wishes;
	const { readNewest } = await import('../operations/read-newest.ts');
	const page = await readNewest(access.source, plan, { count, bytesPerSecond, signal });
	const wanted: DetachedRecord[] = [];
	for (const record of page.records)
		if (wanted.length < limit && (filter.test === null || (await filter.test(record)))) wanted.push(record);
	if (!context.arguments.has('count')) context.output.result(await recordLines(context, access)(wanted));
	const coverage = { ...page.coverage, matched: wanted.length, whereFailures: filter.whereFailures() };
	return { coverage, end: page.isInterrupted ? 'interrupted' : wanted.length === limit ? 'limit' : 'covered' };
};
