import { type ScanVerdict, scanVerdict } from '../columns/scan-text.ts';
import { Failure } from '../model/failure.ts';
import type { ScanCoverage, ScanEnd } from '../model/record-scan.ts';
import { gapsOfScan } from '../operations/scan-gaps.ts';
import { jsonText } from '../units/json.ts';
import type { CommandContext, ConnectedCluster } from './command.ts';
import { envelope } from './envelope.ts';
import { failureJson } from './error-output.ts';
import { EXIT, exitCodeOfGaps } from './exit-codes.ts';

/** Says what was looked at, and gives the exit code. */
export const reportScan = async (
	context: CommandContext,
	cluster: ConnectedCluster,
	coverage: ScanCoverage,
	end: ScanEnd | undefined,
): Promise<number> => {
	const { arguments: args, output, isJson } = context;
	const verdict = scanVerdict(coverage, end, cluster.known.scope);
	const code = codeOf(coverage, verdict, args.has('fail-if-none'), cluster);
	if (args.has('count')) {
		const document = () => countDocument(coverage, verdict);
		output.result(
			isJson
				? `${jsonText(envelope(context.nowMs(), await cluster.info(), document(), gapsOfCoverage(coverage, cluster)), output.isTerminal ? 2 : 0)}\n`
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

/** What a scan could not read, as gaps of an answer. */
export const gapsOfCoverage = (coverage: Pick<ScanCoverage, 'unread' | 'holes'>, { known }: ConnectedCluster) =>
	gapsOfScan(coverage, known.scope);

const codeOf = (coverage: ScanCoverage, { kind }: ScanVerdict, failsIfNone: boolean, cluster: ConnectedCluster): number => {
	if (kind === 'interrupted') return EXIT.interrupted;
	const code = exitCodeOfGaps(coverage.coveredOffsets > 0n ? 1 : 0, gapsOfCoverage(coverage, cluster));
	if (code === EXIT.fine && kind === 'incomplete') return EXIT.incomplete;
	return code === EXIT.fine && failsIfNone && coverage.matched === 0 ? EXIT.conditionHolds : code;
};
