import type { Failure, FailureKind } from '../model/failure.ts';
import { type RightScope, rightText } from '../model/needed-right.ts';
import type { Gap } from '../model/unknown.ts';
import { printable } from '../units/foreign-text.ts';
import { type JsonValue, jsonText } from '../units/json.ts';
import { EXIT } from './exit-codes.ts';
import type { Output } from './output.ts';

const REPORT_A_BUG = 'this is a bug in msk-tui: run it again with --debug FILE and report what the file says';

/** Prints a failure on stderr: one JSON object with --json, else what happened, which right is missing, and what to do next. */
export const printFailure = (
	output: Pick<Output, 'notice'>,
	failure: Failure,
	{ isJson, scope }: { readonly isJson: boolean; readonly scope: RightScope },
): void => {
	const nextSteps = nextStepsOf(failure);
	const needs = needsOf(failure, scope);
	if (isJson) {
		output.notice(failureJson(failure, scope));
		return;
	}
	// A config file may hold several mistakes, one a line.
	for (const line of failure.message.split('\n')) output.notice(`msk-tui: ${printable(line)}`);
	if (needs !== undefined) output.notice(`  needs: ${printable(needs)}`);
	for (const step of nextSteps) output.notice(`  try: ${printable(step)}`);
};

const nextStepsOf = ({ kind, nextSteps }: Failure): readonly string[] => (kind === 'bug' ? [...nextSteps, REPORT_A_BUG] : nextSteps);
const needsOf = ({ needs }: Failure, scope: RightScope): string | undefined => (needs === undefined ? undefined : rightText(needs, scope));

/** A failure as the one line that --json prints on stderr. */
export const failureJson = (failure: Failure, scope: RightScope): string => {
	const needs = needsOf(failure, scope);
	const details = Object.fromEntries(Object.entries(failure.details).map(([name, value]) => [name, toJson(value)]));
	return errorJson(failure.kind, failure.message, nextStepsOf(failure), needs === undefined ? details : { ...details, needs });
};

const errorJson = (kind: FailureKind, message: string, nextSteps: readonly string[], details: JsonValue): string =>
	jsonText({ error: { kind, message, nextSteps, details } });

/** Details come from adapters as plain values; whatever JSON cannot hold becomes its text. */
const toJson = (value: unknown): JsonValue => {
	if (value === null || value === undefined) return null;
	if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') return value;
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	if (Array.isArray(value)) return value.map(toJson);
	if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toJson(inner)]));
	return String(value);
};

const SHOWN_GAPS = 8;

/** Says on stderr what an answer lacks, and why that matters for the exit code. */
export const printGaps = (output: Pick<Output, 'notice'>, gaps: readonly Gap[], code: number, isJson: boolean): void => {
	if (gaps.length === 0) return;
	const kind: FailureKind = code === EXIT.denied ? 'authorization' : code === EXIT.usage ? 'notFound' : 'incomplete';
	const message = headline(gaps, kind);
	if (isJson) {
		const needs = [...new Set(gaps.flatMap(g => (g.needs === null ? [] : [g.needs])))];
		if (code !== EXIT.fine && code !== EXIT.conditionHolds)
			output.notice(
				errorJson(
					kind,
					message,
					needs.map(n => `grant ${n}`),
					{ unknown: gaps.map(({ path, reason, needs }) => ({ path, reason, needs })) },
				),
			);
		return;
	}
	output.notice(message);
	for (const { path, reason, needs } of gaps.slice(0, SHOWN_GAPS))
		output.notice(`  ${printable(path)}: ${printable(reason)}${needs === null ? '' : ` Needs ${printable(needs)}.`}`);
	if (gaps.length > SHOWN_GAPS) output.notice(`  and ${gaps.length - SHOWN_GAPS} more; --json lists them all`);
};

const headline = (gaps: readonly Gap[], kind: FailureKind): string => {
	if (gaps.every(g => g.isDoubt === true)) return 'not proven to be all there is';
	const missing = gaps.filter(g => g.failure.kind === 'notFound');
	if (kind === 'notFound') return `not found: ${missing.map(g => printable(g.path.slice(g.path.indexOf('.') + 1))).join(', ')}`;
	if (kind === 'authorization') return 'not authorised: nothing of what was asked for could be read';
	return `incomplete: ${gaps.length === 1 ? 'one thing' : `${gaps.length} things`} could not be read`;
};
