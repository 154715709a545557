import { Failure } from '../model/failure.ts';
import type { ChangeOutcome } from '../operations/apply-change.ts';
import type { JsonObject, JsonValue } from '../units/json.ts';
import { changeJson, printAnswer, printForPeople, printWhyNot, unknownOf, whyNot } from './change-output.ts';
import type { CommandContext, ConnectedCluster } from './command.ts';

/** Prints the changes that one undo takes as one answer. Gives the exit code. */
export const printUndo = async (
	context: CommandContext,
	cluster: ConnectedCluster,
	undoes: string,
	outcomes: readonly ChangeOutcome[],
): Promise<number> => {
	if (context.isJson) {
		const changes = outcomes.map(o => withUnknown(changeJson(o), unknownOf(o, 'applied')));
		const result = wholeResult(outcomes.map(o => o.result));
		const whole = changes.length === 1 ? changes[0]! : { applied: result === 'unknown' ? null : result === 'applied', result };
		const unknown = outcomes.flatMap((o, i) => unknownOf(o, outcomes.length === 1 ? 'applied' : `changes.${i}.applied`));
		await printAnswer(context, cluster, { ...whole, undoes, changes }, unknown);
	} else for (const outcome of outcomes) printForPeople(context.output, outcome);
	const failures = outcomes.flatMap(o => whyNot(o) ?? []);
	const isMade = outcomes.some(o => o.result === 'applied' || o.result === 'partly');
	return printWhyNot(context, cluster, outcomes.length === 1 ? failures[0] : joined(failures, isMade));
};

/** What became of several changes that are one undo. */
const wholeResult = (results: readonly ChangeOutcome['result'][]): ChangeOutcome['result'] => {
	const has = (result: ChangeOutcome['result']): boolean => results.includes(result);
	if (results.every(r => r === 'applied' || r === 'unchanged')) return has('applied') ? 'applied' : 'unchanged';
	if (has('unknown')) return 'unknown';
	if (has('applied') || has('partly')) return 'partly';
	return has('refused') ? 'refused' : results.find(r => r !== 'unchanged')!;
};

/** One failure for several: somebody who reads stderr finds one document there, too. */
const joined = (failures: readonly Failure[], isMade: boolean): Failure | undefined => {
	const [first] = failures;
	if (first === undefined) return undefined;
	const message = [...new Set(failures.map(f => f.message))].join(' ');
	if (isMade)
		return new Failure('incomplete', `It was put back in part only. ${message}`, { details: first.details, nextSteps: first.nextSteps });
	return new Failure(first.kind, message, {
		details: { reasons: failures.flatMap(f => (f.details.reasons as JsonValue[] | undefined) ?? []) },
		nextSteps: [...new Set(failures.flatMap(f => f.nextSteps))],
		...(first.needs && { needs: first.needs }),
	});
};

const withUnknown = (json: JsonObject, unknown: readonly JsonObject[]): JsonObject =>
	unknown.length === 0 ? json : { ...json, unknown: unknown.map(({ path: _path, ...why }) => ({ ...why, field: 'applied' })) };
