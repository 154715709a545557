/** The palette: every action and every resource by fuzzy name. */
import { type ReactNode, useMemo } from 'react';
import { type FuzzyMatch, fuzzyFilter } from '../fuzzy.ts';
import { type BoundAction, showKeys } from '../keys/actions.ts';
import { type Piece, paintLine } from '../styled-line.ts';
import type { Theme } from '../theme.ts';
import { useTheme } from '../theme-context.ts';
import type { Size } from './frame.tsx';
import { Overlay, overlayRegion } from './overlay.tsx';
import { usePick } from './pick-list.ts';
import { inputText } from './text-input.tsx';

/** Is one line one can choose. */
export type PaletteEntry = {
	readonly id: string;
	/** What it is: `action`, `topic`, `group`; typed in front of a name it narrows the list (`topic ord`). */
	readonly kind: string;
	readonly label: string;
	/** Shown at the right: keys of an action, a size. */
	readonly detail?: string | undefined;
	readonly changes?: boolean | undefined;
	/** Listed dimmed with this reason; choosing it says so. */
	readonly disabledReason?: string | undefined;
	readonly run: () => void;
};

/** Makes palette lines of actions. Movement is left out: nobody looks up how to go down. */
export const paletteActions = (actions: readonly BoundAction[]): readonly PaletteEntry[] =>
	actions
		.filter(action => !action.isMovement && action.scope !== 'input')
		.map(action => ({
			id: `action:${action.id}`,
			kind: 'action',
			label: action.description,
			detail: showKeys(action),
			changes: action.changes,
			disabledReason: action.disabledReason(),
			run: action.run,
		}));

const maxFound = 200;
/** What is typed, and the best that it finds. */
const MIN_LINES = 2;

/** An action without a key is found by its name as well, as help and docs spell it: `:add-partitions`. */
const textOf = ({ kind, label, detail }: PaletteEntry): string =>
	kind === 'action' && detail?.startsWith(':') ? `${kind} ${label} ${detail}` : `${kind} ${label}`;

/** Finds the lines for what was typed, best first. */
export const searchPalette = (
	entries: readonly PaletteEntry[],
	typed: string,
): { readonly item: PaletteEntry; readonly match: FuzzyMatch }[] => fuzzyFilter(entries, typed, textOf, maxFound);

const highlighted = (entry: PaletteEntry, match: FuzzyMatch, isDisabled: boolean): Piece[] => {
	const skipped = entry.kind.length + 1;
	const hits = new Set(match.positions.map(position => position - skipped));
	const pieces: Piece[] = [];
	let start = 0;
	for (let i = 1; i <= entry.label.length; i++) {
		if (i < entry.label.length && hits.has(i) === hits.has(i - 1)) continue;
		pieces.push({ text: entry.label.slice(start, i), style: hits.has(start) ? 'match' : isDisabled ? 'muted' : undefined });
		start = i;
	}
	return pieces;
};

const kindWidth = 8;

/** Paints one palette line, exactly `width` cells. */
export const paletteLine = (entry: PaletteEntry, match: FuzzyMatch, isChosen: boolean, width: number, theme: Theme): string => {
	const isDisabled = entry.disabledReason !== undefined;
	const cursor = isChosen ? theme.signs.cursor : ' ';
	const detail = entry.disabledReason ?? entry.detail ?? '';
	const shownDetail =
		detail.length > width / 2 ? `${detail.slice(0, Math.max(0, Math.floor(width / 2) - 1))}${theme.signs.ellipsis}` : detail;
	const left: Piece[] = [
		{ text: entry.kind.padEnd(kindWidth).slice(0, kindWidth), style: 'muted' },
		' ',
		...(isChosen ? [entry.label] : highlighted(entry, match, isDisabled)),
		entry.changes ? { text: ` ${theme.signs.changes}`, style: 'warning' } : '',
	];
	const room = width - 2;
	const right = paintLine([{ text: shownDetail, style: 'muted' }], room, theme);
	const rightWidth = Math.min(room, [...theme.showSigns(shownDetail)].length);
	const body = paintLine(left, Math.max(0, room - rightWidth - 1), theme, { isPadded: true });
	const line = `${body} ${right}`;
	return isChosen ? theme.paint('accent', cursor) + theme.paint('selection', ` ${line}`) : `${cursor} ${line}`;
};

/** Draws the palette over `entries`; the caller gives actions first, then resources. */
export const Palette = ({
	size,
	entries,
	note,
	initialText,
	onClose,
	onRefused,
}: {
	readonly size: Size;
	readonly entries: readonly PaletteEntry[];
	/** What the list may lack, below it: nothing that is not found may look as if it did not exist. */
	readonly note?: string | undefined;
	readonly initialText?: string;
	readonly onClose: () => void;
	readonly onRefused?: (reason: string) => void;
}): ReactNode => {
	const theme = useTheme();
	const region = overlayRegion(size, { width: 76, lines: Math.max(MIN_LINES, Math.min(18, size.rows - 6)) });
	const height = Math.max(1, region.innerHeight - (note === undefined ? 1 : 2));
	const choose = (typed: string, cursor: number): void => {
		const entry = searchPalette(entries, typed)[cursor]?.item;
		if (!entry) return;
		onClose();
		if (entry.disabledReason === undefined) entry.run();
		else onRefused?.(entry.disabledReason);
	};
	const { input, cursor, offset } = usePick({
		...(initialText === undefined ? {} : { initialText }),
		countOf: typed => searchPalette(entries, typed).length,
		height,
		onChoose: choose,
		onClose,
	});
	const typed = input.line.text;
	const found = useMemo(() => searchPalette(entries, typed), [entries, typed]);
	const search = theme.paint('accent', ':') + inputText(input.line, region.innerWidth - 1, theme);
	const lines = found
		.slice(offset, offset + height)
		.map(({ item, match }, i) => paletteLine(item, match, offset + i === cursor, region.innerWidth, theme));
	if (found.length === 0)
		lines.push(paintLine([{ text: '  nothing matches', style: 'muted' }], region.innerWidth, theme, { isPadded: true }));
	if (note !== undefined) lines.push(paintLine([{ text: `  ${note}`, style: 'warning' }], region.innerWidth, theme, { isPadded: true }));
	const count = found.length >= maxFound ? `first ${maxFound}` : `${found.length}`;
	return <Overlay region={region} title="Command" hint={`${count} found · enter run · esc close`} lines={[search, ...lines]} />;
};
