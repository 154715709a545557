import { Failure } from '../model/failure.ts';
import type { ChangeOutcome } from './apply-change.ts';

/** How a face says what to do next. */
export type NextWays = {
	/** Confirms what was not confirmed. */
	readonly confirm: string;
	/** Opens a read-only cluster for changes. */
	readonly open: string;
	/** Puts back the part of a change that was made. */
	readonly undo: (id: string) => string;
};

/** Why a change was not made, or not for sure; undefined when all is well. */
export const changeFailure = (outcome: ChangeOutcome, ways: NextWays): Failure | undefined => {
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
			const refusals = reasons.filter(r => r.weight === 'refuse');
			return new Failure('refused', `Refused: ${refusals.map(r => r.text).join(' ')}`, {
				details,
				nextSteps: refusals.every(r => r.code === 'readOnly') ? [ways.open] : [],
			});
		}
		case 'unconfirmed':
			return new Failure('refused', 'Not confirmed: nothing was changed.', { details, nextSteps: [ways.confirm] });
		default: {
			const items = [...failures].map(([item, f]) => `${item}: ${f.message}`);
			const made = result === 'partly' ? 'It was made for a part only; what is not named here was changed. ' : '';
			const first = [...failures.values()][0];
			const kind = result === 'notApplied' ? (first?.kind ?? 'incomplete') : 'incomplete';
			const needs = result === 'notApplied' ? first?.needs : undefined;
			const steps = id !== null && result === 'partly' ? [ways.undo(id)] : (first?.nextSteps ?? []);
			return new Failure(kind, `${made}${items.join(' ')}`, { details, nextSteps: steps, ...(needs && { needs }) });
		}
	}
};

/** Facts that were other ones when the change was to be made: looked at again it may well go on. */
export const wasOvertaken = ({ result, judgement }: ChangeOutcome): boolean =>
	result === 'refused' && judgement.verdict.reasons.filter(r => r.weight === 'refuse').every(r => r.code === 'changedSince');

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
