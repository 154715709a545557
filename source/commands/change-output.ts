import { changeText } from '../columns/change-text.ts';
import { effectLines, labelWidth, reasonLines } from '../columns/judgement-lines.ts';
import type { Failure } from '../model/failure.ts';
import type { ChangeOutcome } from '../operations/apply-change.ts';
import { changeFailure } from '../operations/change-failure.ts';
import { printable } from '../units/foreign-text.ts';
import { type JsonObject, type JsonValue, jsonText } from '../units/json.ts';
import { confirmationText } from './change-options.ts';
import type { CommandContext, ConnectedCluster } from './command.ts';
import { envelope } from './envelope.ts';
import { printFailure } from './error-output.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { asciiText, type Output } from './output.ts';
import { paint } from './table-output.ts';

/** Prints a change with its effect and what became of it; where it was not made, why, on stderr. Gives the exit code. */
export const printChange = async (
	context: CommandContext,
	cluster: ConnectedCluster,
	outcome: ChangeOutcome,
	extra: JsonObject = {},
): Promise<number> => {
	const { output, isJson } = context;
	if (isJson) await printAnswer(context, cluster, { ...changeJson(outcome), ...extra }, unknownOf(outcome, 'applied'));
	else printForPeople(output, outcome);
	// Only the one who asked for a plan wanted it not to be made.
	if (extra.plan !== undefined) return EXIT.fine;
	return printWhyNot(context, cluster, whyNot(outcome));
};

/** The document around what became of changes. */
export const printAnswer = async (
	{ output, nowMs }: CommandContext,
	cluster: ConnectedCluster,
	answer: JsonObject,
	unknown: readonly JsonObject[],
): Promise<void> => {
	const document = envelope(nowMs(), await cluster.info(), answer, []);
	output.result(`${jsonText({ ...document, unknown }, output.isTerminal ? 2 : 0)}\n`);
};

/** Why a change was not made, or not for sure, with what to do next on a command line. */
export const whyNot = (outcome: ChangeOutcome): Failure | undefined =>
	changeFailure(outcome, {
		confirm: `add ${confirmationText(outcome.judgement)}`,
		open: 'add --read-write',
		undo: id => `msk-tui undo ${id} puts back what was changed`,
	});

/** Prints it on stderr, where there is one, and gives the exit code. */
export const printWhyNot = ({ output, isJson }: CommandContext, cluster: ConnectedCluster, failure: Failure | undefined): number => {
	if (failure === undefined) return EXIT.fine;
	printFailure(output, failure, { isJson, scope: cluster.known.scope });
	return exitCodeOf(failure.kind);
};

/** That nobody can say whether it was made. */
export const unknownOf = (outcome: ChangeOutcome, path: string): readonly JsonObject[] =>
	outcome.result === 'unknown' ? [{ path, reason: firstReason(outcome), needs: null }] : [];

const firstReason = ({ failures }: ChangeOutcome): string => [...failures.values()][0]?.message ?? 'it could not be read back';

export const changeJson = ({ judgement, result, id, failures, after }: ChangeOutcome): JsonObject => {
	const { change, verdict, effect, before, undo } = judgement;
	return {
		change: { ...change, text: changeText(change) } as unknown as JsonObject,
		verdict: { kind: verdict.kind, asks: verdict.asks, reasons: verdict.reasons.map(r => ({ ...r })) },
		effect: effect.json as JsonObject,
		applied: result === 'unknown' ? null : result === 'applied',
		result,
		id: id ?? '',
		before: before as JsonObject,
		after: (after ?? {}) as JsonValue,
		failures: Object.fromEntries([...failures].map(([item, f]) => [item, { kind: f.kind, message: f.message }])),
		undo: {
			text: undo.text,
			isPossible: undo.changes.length > 0,
			command: id !== null && undo.changes.length > 0 ? `msk-tui undo ${id}` : '',
		},
	};
};

export const printForPeople = (output: Output, { judgement, result, id }: ChangeOutcome): void => {
	const { change, undo } = judgement;
	const colour = (severity: 'critical' | 'warning' | 'muted', text: string): string => (output.hasColor ? paint(severity, text) : text);
	const say = (text: string, severity?: 'critical' | 'warning' | 'muted'): void => {
		const clean = output.isAscii ? asciiText(printable(text)).replaceAll('≈', '~') : printable(text);
		output.result(`${severity === undefined ? clean : colour(severity, clean)}\n`);
	};
	say(changeText(change));
	const width = labelWidth(judgement);
	for (const { label, text, severity } of [...effectLines(judgement), ...reasonLines(judgement)])
		say(`  ${label.padEnd(width)}  ${text}`, severity);
	if (result === 'unchanged') say('nothing to change');
	else if (result === 'applied')
		say(
			`${change.kind === 'replayRecords' ? 'done, every record acknowledged' : 'done and read back'} (${id}); ${undo.changes.length > 0 ? `msk-tui undo ${id}: ${undo.text}` : undo.text}`,
		);
	else say(`  ${'undo'.padEnd(width)}  ${undo.text}`, 'muted');
};
