/** The lines of the form for a new cluster, and what its test came to. Pure. */
import type { ClusterDraft, DraftMistake } from '../../model/cluster-draft.ts';
import type { Authentication } from '../../model/connection-settings.ts';
import { Failure } from '../../model/failure.ts';
import type { LineState } from '../components/line-editor.ts';
import { inputText } from '../components/text-input.tsx';
import { diagnosisLines } from '../shell/diagnosis-lines.ts';
import { failureLines } from '../shell/failure-lines.ts';
import { wrapText } from '../shell/wrap-text.ts';
import { type Piece, paintLine } from '../styled-line.ts';
import type { Theme } from '../theme.ts';
import { choiceText, type FieldId, type FormField } from './new-cluster-fields.ts';
import type { ClusterTest } from './use-cluster-test.ts';

const LABEL = 16;
const MARGIN = 3;

/** What can be chosen: a field, or one of the two lines that do something. */
export type FormRow = FieldId | 'test' | 'save';

export type FormView = {
	readonly fields: readonly FormField[];
	readonly draft: ClusterDraft;
	readonly chosen: FormRow;
	/** The line being edited, where the chosen field is typed. */
	readonly line: LineState;
	readonly kind: Authentication['kind'] | undefined;
	readonly suggestedName: string;
	/** What to put into the chosen row, or what it does. */
	readonly help: string;
	readonly mistake: DraftMistake | undefined;
	readonly test: ClusterTest;
};

/** One painted line a row, and the index of the chosen one. */
export const formLines = (
	view: FormView,
	width: number,
	theme: Theme,
): { readonly lines: readonly string[]; readonly chosenAt: number } => {
	const rows: readonly (readonly [FormRow, string])[] = [
		...view.fields.map(field => [field.id, fieldLine(field, view, width, theme)] as const),
		['test', ''],
		['save', ''],
	];
	const lines = view.fields.map(field => fieldLine(field, view, width, theme));
	const button = (row: 'test' | 'save', text: string, isDim: boolean): string => {
		const isChosen = view.chosen === row;
		const style = isDim ? 'muted' : isChosen ? 'selection' : 'accent';
		return paintLine([mark(isChosen, theme), { text: ` ${text} `, style }], width, theme);
	};
	lines.push(
		'',
		paintLine(['   ', { text: view.help, style: 'muted' }], width, theme),
		'',
		button('test', view.test.state === 'none' ? 'Test the connection' : 'Test again', false),
	);
	lines.push(button('save', saveText(view.test), saveRefusal(view.test) !== undefined));
	const at = rows.findIndex(([row]) => row === view.chosen);
	return { lines, chosenAt: at >= view.fields.length ? at + 3 : at };
};

/** What the last line does once the test has said something. */
const saveText = (test: ClusterTest): string =>
	test.state === 'done' && test.isGood ? 'Save and connect' : saveRefusal(test) === undefined ? 'Save all the same' : 'Save';

/** Why it cannot be saved yet. */
export const saveRefusal = ({ state }: ClusterTest): string | undefined =>
	state === 'none' ? 'test the connection first' : state === 'running' ? 'the test is still running' : undefined;

const mark = (isChosen: boolean, theme: Theme): Piece => ({ text: isChosen ? ` ${theme.signs.cursor} ` : '   ', style: 'accent' });

const fieldLine = (field: FormField, view: FormView, width: number, theme: Theme): string => {
	const isChosen = field.id === view.chosen;
	const label = field.label.padEnd(LABEL);
	const head: readonly Piece[] = [mark(isChosen, theme), isChosen ? { text: label, style: 'strong' } : label];
	const value = view.draft[field.id];
	const wrong: readonly Piece[] =
		view.mistake?.field === field.id ? [{ text: `  ${theme.signs.warning} ${view.mistake.text}`, style: 'warning' }] : [];
	if (field.choices !== undefined) {
		const shown = choiceText(field.id, value, view.kind, view.draft);
		const choice: readonly Piece[] = isChosen
			? [
					{ text: '‹ ', style: 'accent' },
					{ ...shown, style: shown.style ?? 'strong' },
					{ text: ' ›', style: 'accent' },
				]
			: [shown];
		return paintLine([...head, ...choice, ...wrong], width, theme);
	}
	const empty = field.id === 'name' ? view.suggestedName : (field.empty ?? '');
	if (isChosen && (value !== '' || empty === '')) {
		const room = Math.max(1, width - MARGIN - LABEL - 1);
		return paintLine(head, width, theme) + inputText(view.line, room, theme);
	}
	// The cursor stands on what would be taken; the text does not move when the line is chosen.
	const text: readonly Piece[] =
		value !== ''
			? [value]
			: [
					{ text: empty.slice(0, 1), style: isChosen ? 'cursor' : 'muted' },
					{ text: empty.slice(1), style: 'muted' },
				];
	return paintLine(head, width, theme) + paintLine([...text, ...wrong], Math.max(0, width - MARGIN - LABEL), theme);
};

/** What the test came to, in at most `height` lines. */
export const testLines = (
	test: ClusterTest,
	size: { readonly width: number; readonly height: number },
	theme: Theme,
): readonly string[] => {
	if (test.state === 'none') return [];
	if (test.state === 'broken') return failureLines(test.failure, size, undefined, theme).slice(0, size.height);
	const way = diagnosisLines({ steps: test.steps, isDone: test.state === 'done' }, NOTHING_SAID, size, theme, 'Testing…');
	if (test.state !== 'done' || !test.isGood) return way;
	const { clusterId, identity } = test.diagnosis;
	const good = paintLine(
		[
			'  ',
			{ text: 'It works', style: 'ok' },
			` as ${identity.principal ?? identity.authentication}`,
			clusterId === null ? '' : `, cluster id ${clusterId}`,
		],
		size.width,
		theme,
	);
	const warnings = test.steps.flatMap(({ broker, warning }) =>
		warning === null
			? []
			: wrapText(`${broker ?? ''} ${warning}`.trim(), size.width - 5).map((text, i) =>
					paintLine(['  ', { text: i === 0 ? `${theme.signs.warning} ` : '  ', style: 'warning' }, text], size.width, theme),
				),
	);
	return [...way, good, ...warnings].slice(0, size.height);
};

/** No failure stands above the steps here. */
const NOTHING_SAID = new Failure('connection', '');
