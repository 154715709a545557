import { type ScanVerdict, scanVerdict } from '../columns/scan-text.ts';
import { Failure } from '../model/failure.ts';
import type { ScanCoverage } from '../model/record-scan.ts';
import { gapOf } from '../model/unknown.ts';
import { planScan } from '../operations/plan-scan.ts';
import { recordFilter } from '../operations/record-filter.ts';
import { type RecordJob, requireReadable, scanRecords } from '../operations/scan-records.ts';
import { jsonText } from '../units/json.ts';
import type { Command, CommandContext, ConnectedCluster } from './command.ts';
import { envelope } from './envelope.ts';
import { failureJson } from './error-output.ts';
import { EXIT, exitCodeOfGaps } from './exit-codes.ts';
import { wholeNumberOption } from './option-values.ts';
import { recordLines } from './record-lines.ts';
import { FILTER_OPTIONS, filterOf, isolationOption, partitionsOption, pointOption, rateOption } from './record-options.ts';
import { scanProgress } from './scan-progress.ts';

export const search: Command = {
	name: 'search',
	summary: 'every record of a range that matches, then a verdict on what was looked at',
	usage: 'TOPIC…',
	positionals: { least: 1, most: Number.POSITIVE_INFINITY },
	options: [
		{ name: 'from', value: 'POINT', summary: 'first record at or after a time (-15m), an offset (offset:1200); else the beginning' },
		{ name: 'to', value: 'POINT', summary: 'end before the first record at or after it; else the end as it stands now' },
		...FILTER_OPTIONS,
		{ name: 'count', summary: 'print how many match instead of the records' },
		{ name: 'verify', summary: 'compare the checksum of every batch' },
		{ name: 'fail-if-none', summary: 'exit code 1 when no record matches' },
	],
	examples: [
		{ line: 'msk-tui search orders --key order-17', says: 'all records of one key, whole topic' },
		{ line: `msk-tui search orders --from -2h --where 'value.amount > 400'`, says: 'by a field of the decoded value' },
		{ line: 'msk-tui search orders --contains timeout --count --json', says: 'only how many' },
	],
	run: async context => {
		const { arguments: args, signal, output } = context;
		const question = {
			topics: args.positionals,
			partitions: partitionsOption(args),
			from: pointOption(args, 'from', context.nowMs()) ?? 'beginning',
			to: pointOption(args, 'to', context.nowMs()) ?? 'end',
			isolation: isolationOption(args),
		} as const;
		const filtering = filterOf(args);
		const limit = wholeNumberOption(args, 'limit');
		const cluster = await context.connect();
		const [access, plan] = await Promise.all([cluster.records(), planScan(cluster.known.reader, question, { signal })]);
		requireReadable(plan);
		const job = scanRecords(access.source, plan, {
			filter: await recordFilter(filtering, access.decoder),
			limit: limit === undefined ? undefined : Number(limit),
			isVerified: args.has('verify'),
			bytesPerSecond: rateOption(args, access.scanRate),
			signal,
		});
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
		return report(context, cluster, job);
	},
};

/** Says what was looked at, and gives the exit code. */
const report = async (context: CommandContext, cluster: ConnectedCluster, job: RecordJob): Promise<number> => {
	const { arguments: args, output, isJson } = context;
	const coverage = job.coverage();
	const verdict = scanVerdict(coverage, job.end());
	const code = codeOf(coverage, verdict, args.has('fail-if-none'), cluster);
	if (args.has('count')) {
		const document = () => countDocument(coverage, verdict);
		output.result(
			isJson
				? `${jsonText(envelope(context.nowMs(), await cluster.info(), document(), gapsOf(coverage, cluster)), output.isTerminal ? 2 : 0)}\n`
				: `${coverage.matched}\n`,
		);
	}
	if (isJson && verdict.kind === 'incomplete')
		output.notice(failureJson(new Failure('incomplete', verdict.line, { details: { parts: verdict.details } }), cluster.known.scope));
	else for (const line of [verdict.line, ...verdict.details.map(detail => `  ${detail}`)]) output.notice(line);
	return code;
};

const countDocument = (coverage: ScanCoverage, verdict: ScanVerdict) => ({
	count: {
		matched: coverage.matched,
		verdict: verdict.kind,
		offsetsCovered: coverage.coveredOffsets,
		offsetsPlanned: coverage.plannedOffsets,
		recordsSeen: coverage.recordsSeen,
		abortedRecords: coverage.abortedRecords,
		offsetsHeldBack: coverage.heldBackOffsets,
		partitions: coverage.partitions,
		isolation: coverage.isolation,
		checksumsCompared: coverage.isVerified,
		whereFailures: coverage.whereFailures.map(({ reason, records }) => ({ reason, records })),
	},
});

const gapsOf = ({ unread, holes }: ScanCoverage, { known }: ConnectedCluster) => [
	...unread.map(({ topic, partition, failure }) =>
		gapOf(partition === null ? `topics.${topic}` : `topics.${topic}.partitions.${partition}`, failure, known.scope),
	),
	...holes.map(({ topic, partition, reason, failure }) =>
		gapOf(`topics.${topic}.partitions.${partition}`, failure ?? new Failure('incomplete', reason), known.scope),
	),
];

const codeOf = (coverage: ScanCoverage, { kind }: ScanVerdict, failsIfNone: boolean, cluster: ConnectedCluster): number => {
	if (kind === 'interrupted') return EXIT.interrupted;
	const code = exitCodeOfGaps(coverage.coveredOffsets > 0n ? 1 : 0, gapsOf(coverage, cluster));
	if (code === EXIT.fine && kind === 'incomplete') return EXIT.incomplete;
	return code === EXIT.fine && failsIfNone && coverage.matched === 0 ? EXIT.conditionHolds : code;
};
