import { resolve } from 'node:path';
import type { ReplayRecords } from '../model/change.ts';
import { asFailure } from '../model/failure.ts';
import type { ChangeOutcome } from '../operations/apply-change.ts';
import { placeOf } from '../operations/replay/placement.ts';
import type { ReplayProgress } from '../operations/replay/replay-records.ts';
import type { DetachedRecord } from '../records/record-view.ts';
import { groupedText } from '../units/count.ts';
import { ageText } from '../units/duration.ts';
import { countText } from '../units/plural.ts';
import { shellWord } from '../units/shell-word.ts';
import { isoText } from '../units/time.ts';
import { changeJson, printAnswer, printForPeople, printWhyNot, unknownOf, whyNot } from './change-output.ts';
import type { CommandContext, ConnectedCluster } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { recordLines } from './record-lines.ts';
import { clusterOptions } from './same-cluster.ts';

/** `42 %, 120,400 written, 51,200/s, 3s left`. */
export const progressLine = ({ share, written }: ReplayProgress, ms: number): string =>
	[
		`${Math.floor(share * 100)} %`,
		`${groupedText(written)} written`,
		`${groupedText(Math.round((written / Math.max(1, ms)) * 1000))}/s`,
		...(share > 0.02 && share < 1 ? [`${ageText((ms / share) * (1 - share))} left`] : []),
	].join(', ');

/** Prints what a replay would write, and ten of the records. */
export const printDryRun = async (
	context: CommandContext,
	cluster: ConnectedCluster,
	change: ReplayRecords,
	sample: readonly DetachedRecord[],
): Promise<number> => {
	const { preview } = await cluster.changes();
	const { judgement } = await preview(change, { signal: context.signal, isForPlan: true });
	const outcome: ChangeOutcome = { judgement, result: 'unconfirmed', id: null, failures: new Map(), after: null };
	const { partitions } = change;
	const code = judgement.verdict.kind === 'refuse' ? EXIT.refused : EXIT.fine;
	if (context.isJson) {
		const shown = sample.map(r => ({
			topic: r.topic,
			partition: r.partition,
			offset: r.offset,
			intoPartition: placeOf(r, change.placement, partitions),
		}));
		await printAnswer(context, cluster, { ...changeJson(outcome), applied: false, sample: shown }, []);
		return code;
	}
	printForPeople(context.output, outcome);
	if (sample.length > 0)
		context.output.result(
			`the first ${sample.length}, as they would be copied:\n${await recordLines(context, await cluster.records())(sample)}`,
		);
	context.output.notice('dry run: nothing was written');
	return code;
};

/** Prints what became of a replay, and how to go on with one that did not come to its end. */
export const printReplay = async (
	context: CommandContext,
	cluster: ConnectedCluster,
	outcome: ChangeOutcome,
	file: string,
): Promise<number> => {
	const { replayed } = outcome;
	const { output } = context;
	if (replayed === undefined) {
		if (context.isJson) await printAnswer(context, cluster, changeJson(outcome), unknownOf(outcome, 'applied'));
		else printForPeople(output, outcome);
		return printWhyNot(context, cluster, whyNot(outcome));
	}
	const { read, matched, written, skipped, isComplete, failure } = replayed;
	const checkpoint = isComplete ? null : resolve(file);
	if (context.isJson) {
		const counts = { read, matched, written, skipped, failed: failure === null ? 0 : null, checkpoint, complete: isComplete };
		const unknown = failure === null ? [] : [{ path: 'failed', reason: failure.message, needs: null }];
		await printAnswer(context, cluster, { ...changeJson(outcome), ...counts }, unknown);
	} else {
		printForPeople(output, { ...outcome, result: isComplete ? outcome.result : 'partly' });
		const parts = [`${countText(read, 'record', 'records')} read`, `${groupedText(matched)} matched`, `${groupedText(written)} written`];
		if (skipped > 0) parts.push(`${groupedText(skipped)} there already`);
		output.result(`${isComplete ? 'complete' : 'incomplete'}: ${parts.join(', ')}\n`);
	}
	// Complete, and perhaps the journal could not be told.
	if (isComplete) return printWhyNot(context, cluster, whyNot(outcome));
	for (const hole of replayed.coverage.holes.slice(0, 5))
		output.notice(`  ${hole.topic}/${hole.partition} not read to its end: ${hole.reason}`);
	if (failure !== null) output.notice(`  stopped: ${failure.message}`);
	if (replayed.checkpointFailure !== null) output.notice(`  ${replayed.checkpointFailure.message}`);
	await noteInterrupted(context, cluster, outcome, file);
	return failure === null ? (context.signal.aborted ? EXIT.interrupted : EXIT.incomplete) : printWhyNot(context, cluster, failure);
};

/** Leaves the command that goes on where it is found without the terminal that said it. */
const noteInterrupted = async (
	{ arguments: args, interruptedJobs, nowMs, output }: CommandContext,
	cluster: ConnectedCluster,
	{ replayed, judgement }: ChangeOutcome,
	file: string,
): Promise<void> => {
	const { id, name } = await cluster.info();
	const { change } = judgement;
	const command = [
		'msk-tui replay --resume',
		shellWord(resolve(file)),
		...clusterOptions(args, name),
		'--read-write --confirm',
		change.kind === 'replayRecords' ? shellWord(change.topic) : '',
	].join(' ');
	output.notice(`  to go on: ${command}`);
	const { coveredOffsets = 0n, plannedOffsets = 0n } = replayed?.coverage ?? {};
	try {
		await (await interruptedJobs()).note({
			at: isoText(nowMs()),
			job: 'replay',
			file: resolve(file),
			command,
			cluster: { id, name },
			coveredOffsets,
			plannedOffsets,
			matched: replayed?.matched ?? 0,
		});
	} catch (error) {
		output.notice(`  ${asFailure(error).message}`);
	}
};
