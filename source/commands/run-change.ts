import { changeText } from '../columns/change-text.ts';
import type { Change } from '../model/change.ts';
import { Failure } from '../model/failure.ts';
import type { ChangeOutcome, ChangeRequest } from '../operations/apply-change.ts';
import { isoText } from '../units/time.ts';
import { confirmationText, isConfirmedBy } from './change-options.ts';
import { printChange } from './change-output.ts';
import type { CommandContext, ConnectedCluster } from './command.ts';
import { EXIT } from './exit-codes.ts';

/** Makes a change, or writes it into a plan, as the options say; prints what it does and what became of it, and gives the exit code. */
export const runChange = async (
	context: CommandContext,
	cluster: ConnectedCluster,
	change: Change,
	more: Pick<ChangeRequest, 'expected' | 'undoes'> = {},
): Promise<number> => {
	const plan = context.arguments.value('plan');
	if (plan !== undefined) return writePlan(context, cluster, change, plan);
	const { apply } = await cluster.changes();
	const outcome = await apply({
		change,
		isConfirmed: judgement => isConfirmedBy(context.arguments, judgement),
		signal: context.signal,
		...more,
	});
	return printChange(context, cluster, outcome);
};

const writePlan = async (context: CommandContext, cluster: ConnectedCluster, change: Change, file: string): Promise<number> => {
	const { preview } = await cluster.changes();
	const { judgement, clusterId } = await preview(change, { signal: context.signal, isForPlan: true });
	const outcome: ChangeOutcome = {
		judgement,
		result: judgement.isNothing ? 'unchanged' : 'refused',
		id: null,
		failures: new Map(),
		after: null,
	};
	if (judgement.verdict.kind === 'refuse' || judgement.isNothing) return printChange(context, cluster, outcome);
	if (clusterId === null)
		throw new Failure('refused', 'The cluster does not tell its id, so that a plan for it could be made on another one.');
	const { writePlan: write } = await context.changeFiles();
	const { name } = await cluster.info();
	await write(file, {
		at: isoText(context.nowMs()),
		cluster: { id: clusterId, name },
		change,
		conditions: judgement.conditions,
		losers: judgement.losers,
		effect: [
			changeText(change),
			...judgement.effect.lines.map(l => `${l.label}: ${l.text}`),
			...judgement.verdict.reasons.map(r => r.text),
		],
	});
	await printChange(context, cluster, { ...outcome, result: 'unconfirmed' }, { plan: file });
	context.output.notice(`written to ${file}; make it with: msk-tui apply ${file} --read-write ${confirmationText(judgement)}`);
	return EXIT.fine;
};
