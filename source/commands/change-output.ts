import { changeText } from '../columns/change-text.ts';
import { Failure } from '../model/failure.ts';
import type { ReasonWeight } from '../model/judgement.ts';
import type { ChangeOutcome } from '../operations/apply-change.ts';
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
	if (isJson) {
		const answer = { ...changeJson(outcome), ...extra };
		const document = envelope(context.nowMs(), await cluster.info(), answer, []);
		const open = outcome.result === 'unknown' ? [{ path: 'applied', reason: firstReason(outcome), needs: null }] : [];
		output.result(`${jsonText({ ...document, unknown: open }, output.isTerminal ? 2 : 0)}\n`);
	} else printForPeople(output, outcome);
	// Only the one who asked for a plan wanted it not to be made.
	if (extra.plan !== undefined) return EXIT.fine;
	const failure = failureOf(outcome);
	if (failure === undefined) return EXIT.fine;
	printFailure(output, failure, { isJson, scope: cluster.known.scope });
	return exitCodeOf(failure.kind);
};

const firstReason = ({ failures }: ChangeOutcome): string => [...failures.values()][0]?.message ?? 'it could not be read back';

const changeJson = ({ judgement, result, id, failures, after }: ChangeOutcome): JsonObject => {
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

const WEIGHT_SEVERITY = { refuse: 'critical', unknown: 'warning', warn: 'warning', note: 'muted' } as const;
const WEIGHT_WORD: Readonly<Record<ReasonWeight, string>> = { refuse: 'refused', unknown: 'unknown', warn: 'warning', note: 'note' };

const printForPeople = (output: Output, { judgement, result, id }: ChangeOutcome): void => {
	const { change, effect, verdict, undo } = judgement;
	const colour = (severity: 'critical' | 'warning' | 'muted', text: string): string => (output.hasColor ? paint(severity, text) : text);
	const say = (text: string, severity?: 'critical' | 'warning' | 'muted'): void => {
		const clean = output.isAscii ? asciiText(printable(text)).replaceAll('≈', '~') : printable(text);
		output.result(`${severity === undefined ? clean : colour(severity, clean)}\n`);
	};
	say(changeText(change));
	const width = Math.max(...Object.values(WEIGHT_WORD).map(w => w.length), ...effect.lines.map(l => l.label.length));
	for (const { label, text, isLoss } of effect.lines) say(`  ${label.padEnd(width)}  ${text}`, isLoss ? 'warning' : undefined);
	for (const { weight, text, needs } of verdict.reasons)
		say(`  ${WEIGHT_WORD[weight].padEnd(width)}  ${text}${needs === undefined ? '' : ` Needs ${needs}.`}`, WEIGHT_SEVERITY[weight]);
	if (result === 'unchanged') say('nothing to change');
	else if (result === 'applied')
		say(`done and read back (${id}); ${undo.changes.length > 0 ? `msk-tui undo ${id}: ${undo.text}` : undo.text}`);
	else say(`  ${'undo'.padEnd(width)}  ${undo.text}`, 'muted');
};

/** Why a change was not made, or not for sure; undefined when all is well. */
const failureOf = (outcome: ChangeOutcome): Failure | undefined => {
	const { judgement, result, failures, id, journalFailure } = outcome;
	const { reasons } = judgement.verdict;
	const details = { reasons: reasons.map(r => ({ ...r })), ...(id !== null && { id }) };
	switch (result) {
		case 'unchanged':
			return undefined;
		case 'applied':
			if (journalFailure === undefined) return undefined;
			return new Failure('incomplete', `The change was made and read back, but ${lowered(journalFailure.message)}`, { details });
		case 'refused': {
			const texts = reasons.filter(r => r.weight === 'refuse').map(r => r.text);
			return new Failure('refused', `Refused: ${texts.join(' ')}`, {
				details,
				nextSteps: refusedSteps(reasons.filter(r => r.weight === 'refuse').map(r => r.code)),
			});
		}
		case 'unconfirmed':
			return new Failure('refused', `Not confirmed: nothing was changed.`, { details, nextSteps: [`add ${confirmationText(judgement)}`] });
		default: {
			const items = [...failures].map(([item, f]) => `${item}: ${f.message}`);
			const made = result === 'partly' ? 'It was made for a part only; what is not named here was changed. ' : '';
			const first = [...failures.values()][0];
			const kind = result === 'notApplied' ? (first?.kind ?? 'incomplete') : 'incomplete';
			const needs = result === 'notApplied' ? first?.needs : undefined;
			const steps = id !== null && result === 'partly' ? [`msk-tui undo ${id} puts back what was changed`] : (first?.nextSteps ?? []);
			return new Failure(kind, `${made}${items.join(' ')}`, { details, nextSteps: steps, ...(needs && { needs }) });
		}
	}
};

const refusedSteps = (codes: readonly string[]): readonly string[] =>
	codes.every(code => code === 'readOnly') ? ['add --read-write'] : [];

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
