/** The lines of the editor of settings: a field each, and what the change would do. Pure. */
import { type SettingField, settingHelp, type TypedSettings } from '../../operations/changes/setting-fields.ts';
import type { EffectView } from '../../state/changes/effect-watch.ts';
import type { LineState } from '../components/line-editor.ts';
import { inputText } from '../components/text-input.tsx';
import { cellWidth } from '../display-text.ts';
import { effectPieces } from '../shell/change-lines.ts';
import { wrapText } from '../shell/wrap-text.ts';
import { type Piece, paintLine, piecesWidth } from '../styled-line.ts';
import type { Theme } from '../theme.ts';

const MARGIN = 3;
/** `unlimited → 100GiB` and a cursor. */
const LEAST_VALUE = 20;
const LEAST_ORIGIN = 20;
/** Narrower, where a value comes from gives way to the value. */
const LEAST_WIDTH = 60;

export type SettingsView = {
	readonly fields: readonly SettingField[];
	readonly texts: ReadonlyMap<string, string>;
	readonly chosen: string;
	readonly line: LineState;
	readonly typed: TypedSettings;
};

/** One painted line a field, and one with what the chosen field takes or what is wrong with it. */
export const fieldLines = (view: SettingsView, width: number, theme: Theme): readonly string[] => {
	const { fields, texts, chosen, line, typed } = view;
	const names = Math.max(...fields.map(f => cellWidth(f.name))) + 2;
	const textOf = (f: SettingField): string => texts.get(f.name) ?? f.now;
	const wanted = Math.max(LEAST_VALUE, ...fields.map(f => cellWidth(f.now) + cellWidth(textOf(f)) + 4));
	const values = Math.max(8, Math.min(wanted, width - MARGIN - names - (width < LEAST_WIDTH ? 1 : LEAST_ORIGIN)));
	const lines = fields.map(field => {
		const text = textOf(field);
		const isChosen = field.name === chosen;
		const isChanged = text.trim() !== field.now;
		const was = field.various ?? field.now;
		const before: Piece = { text: isChanged && was !== '' ? `${was} → ` : '', style: 'muted' };
		const isVarious = !isChanged && field.various !== undefined;
		const head: readonly Piece[] = [
			{ text: isChosen ? ` ${theme.signs.cursor} ` : ' '.repeat(MARGIN), style: 'accent' },
			{ text: field.name.padEnd(names), style: isChosen ? 'strong' : undefined },
		];
		const room = Math.max(1, values - Math.min(values - 6, piecesWidth([before], theme)));
		const value = isVarious
			? paintLine(
					[
						{ text: isChosen ? ' ' : '', style: 'cursor' },
						{ text: field.various!, style: 'muted' },
					],
					values,
					theme,
					{ isPadded: true },
				)
			: paintLine([before], values - room, theme, { isPadded: true }) +
				(isChosen ? inputText(line, room, theme) : paintLine([text], room, theme, { isPadded: true }));
		const left = Math.max(0, width - MARGIN - names - values - 1);
		return `${paintLine(head, MARGIN + names, theme, { isPadded: true })}${value} ${paintLine([{ text: field.origin, style: 'muted' }], left, theme)}`;
	});
	const { mistake } = typed;
	const chosenField = fields.find(f => f.name === chosen)!;
	const help: Piece =
		mistake?.name === chosen
			? { text: `${theme.signs.warning} ${mistake.text}`, style: 'warning' }
			: { text: settingHelp(chosen, textOf(chosenField)), style: /^\d+$/.test(textOf(chosenField).trim()) ? 'warning' : 'muted' };
	return [...lines, '', paintLine([' '.repeat(MARGIN), help], width, theme)];
};

/** What the change does as far as it is read, and how that stands to what is typed. */
export const effectBlock = (effect: EffectView, typed: TypedSettings, width: number, theme: Theme): readonly string[] => {
	const { judgement, failure, isStale } = effect;
	const state =
		typed.mistake !== undefined
			? 'waiting for a value'
			: isStale
				? judgement === undefined
					? 'reading…'
					: 'reading anew… below is what stood here before'
				: '';
	const rule = theme.signs.box.horizontal;
	const title = paintLine(
		[
			{ text: ` ${rule}${rule} `, style: 'muted' },
			{ text: 'what this change does', style: 'heading' },
			state === '' ? '' : { text: `  ${state}`, style: 'accent' },
		],
		width,
		theme,
	);
	const indent = ' '.repeat(MARGIN - 2);
	const say = (text: string, style: 'muted' | 'warning'): readonly string[] =>
		wrapText(text, width - MARGIN).map(part => paintLine([' '.repeat(MARGIN), { text: part, style }], width, theme));
	if (failure !== undefined) return [title, ...say(failure.message, 'warning')];
	if (judgement === undefined) return [title, ...(isStale || typed.mistake !== undefined ? [] : say('nothing is changed yet', 'muted'))];
	if (judgement.isNothing && !isStale) return [title, ...say('nothing: it is so already', 'muted')];
	return [
		title,
		...effectPieces(judgement, width - MARGIN, theme).map(pieces =>
			paintLine([indent, ...(isStale ? pieces.map(dimmed) : pieces)], width, theme),
		),
	];
};

/** What does not belong to what stands above it must not look as if it did. */
const dimmed = (piece: Piece): Piece => ({ text: typeof piece === 'string' ? piece : piece.text, style: 'muted' });
