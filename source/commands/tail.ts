import { holeText, partText, whereText } from '../columns/scan-text.ts';
import type { RightScope } from '../model/needed-right.ts';
import { planScan } from '../operations/plan-scan.ts';
import { recordFilter } from '../operations/record-filter.ts';
import type { RecordJob } from '../operations/scan-records.ts';
import { countText } from '../units/plural.ts';
import type { Command, CommandContext } from './command.ts';
import { EXIT, exitCodeOfGaps } from './exit-codes.ts';
import { wholeNumberOption } from './option-values.ts';
import { recordLines } from './record-lines.ts';
import { FILTER_OPTIONS, filterOf, isolationOption, partitionsOption, rateOption } from './record-options.ts';
import { gapsOfCoverage } from './scan-report.ts';
import { watchReader } from './watch-reader.ts';

/** How often is looked whether something cannot be read any more. */
const TROUBLE_LOOK_MS = 500;

export const tail: Command = {
	name: 'tail',
	summary: 'records as they are written from now on, until Ctrl+C',
	usage: 'TOPIC…',
	positionals: { least: 1, most: Number.POSITIVE_INFINITY },
	options: FILTER_OPTIONS,
	examples: [
		{ line: 'msk-tui tail orders', says: 'every new record' },
		{
			line: `msk-tui tail orders payments --where 'value.status == "FAILED"' --json`,
			says: 'those of two topics that failed, as JSON Lines',
		},
		{ line: 'msk-tui tail orders --partition 3 --limit 1', says: 'wait for the next record of a partition' },
	],
	run: async context => {
		const { arguments: args, output } = context;
		const question = {
			topics: args.positionals,
			partitions: partitionsOption(args),
			from: 'end',
			to: 'end',
			isolation: isolationOption(args),
		} as const;
		const filtering = filterOf(args);
		const limit = wholeNumberOption(args, 'limit');
		const cluster = await context.connect();
		const reading = watchReader(context.signal);
		const { signal } = reading;
		const [access, plan] = await Promise.all([cluster.records(), planScan(cluster.known.reader, question, { signal })]);
		// What reads records comes with decompressors: only who reads them pays for that.
		const { requireReadable, scanRecords } = await import('../operations/scan-records.ts');
		requireReadable(plan);
		const job = scanRecords(access.source, plan, {
			filter: await recordFilter(filtering, access.decoder),
			limit: limit === undefined ? undefined : Number(limit),
			bytesPerSecond: rateOption(args, access.scanRate),
			// A tail of named partitions is one of these alone.
			follows: question.partitions === undefined ? 'all' : 'these',
			signal,
		});
		const lines = recordLines(context, access);
		const troubles = sayTroubles(context, job, cluster.known.scope);
		try {
			for await (const records of job) {
				output.result(await lines(records));
				await output.flushed();
			}
		} finally {
			troubles.end();
			reading.end();
		}
		if (reading.isGone()) return EXIT.fine;
		const coverage = job.coverage();
		const partitions = countText(coverage.partitions, 'partition', 'partitions');
		output.notice(
			`${countText(coverage.recordsSeen, 'record', 'records')} seen, ${partitions}, ${coverage.isolation}, ${coverage.matched} matched`,
		);
		if (job.end() === 'interrupted') return EXIT.interrupted;
		return exitCodeOfGaps(coverage.recordsSeen, gapsOfCoverage(coverage, cluster));
	},
};

/** Says what cannot be read when that happens: a tail may never end. */
const sayTroubles = ({ output }: CommandContext, job: RecordJob, scope: RightScope): { readonly end: () => void } => {
	let said = 0;
	const say = (): void => {
		const { holes } = job.coverage();
		for (const hole of holes.slice(said)) output.notice(holeText(hole, scope));
		said = holes.length;
	};
	for (const part of job.coverage().unread) output.notice(partText(part, scope));
	const timer = setInterval(say, TROUBLE_LOOK_MS);
	timer.unref();
	return {
		end: () => {
			clearInterval(timer);
			say();
			for (const failure of job.coverage().whereFailures) output.notice(whereText(failure));
		},
	};
};
