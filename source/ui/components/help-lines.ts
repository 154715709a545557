/** Pure text of the help overlay: every action of the screen with its keys; one that cannot act is dimmed and says why. */
import { cellWidth, fitText } from '../display-text.ts';
import { compileFilter } from '../filter.ts';
import { type ActionScope, type BoundAction, showKeys } from '../keys/actions.ts';
import { type Piece, paintLine, piecesWidth } from '../styled-line.ts';
import type { Theme } from '../theme.ts';

const groups: readonly { readonly scope: ActionScope; readonly title: string }[] = [
	{ scope: 'here', title: 'This screen' },
	{ scope: 'change', title: 'Changes' },
	{ scope: 'list', title: 'List' },
	{ scope: 'move', title: 'Moving' },
	{ scope: 'global', title: 'Everywhere' },
	{ scope: 'input', title: 'Typing' },
];

const keysOf = (action: BoundAction, theme: Theme): string => theme.showSigns(showKeys(action));

/** Chooses the actions whose keys, name, description or reason contain what was typed. */
export const searchActions = (actions: readonly BoundAction[], typed: string): readonly BoundAction[] => {
	const filter = compileFilter(typed);
	return actions.filter(action =>
		filter.matches(`${showKeys(action)} ${action.label} ${action.description} ${action.disabledReason() ?? ''}`),
	);
};

/** Builds the lines of help, grouped by scope, each exactly `width` cells. */
export const helpLines = (actions: readonly BoundAction[], typed: string, width: number, theme: Theme): string[] => {
	const found = searchActions(actions, typed);
	const keyWidth = Math.min(16, Math.max(4, ...found.map(action => cellWidth(keysOf(action, theme)))));
	const lines: string[] = [];
	const padded = (pieces: readonly Piece[]): string => paintLine(pieces, width, theme, { isPadded: true });
	for (const { scope, title } of groups) {
		const members = found.filter(action => action.scope === scope);
		if (members.length === 0) continue;
		if (lines.length > 0) lines.push(' '.repeat(width));
		lines.push(padded([{ text: title, style: 'strong' }]));
		for (const action of members) {
			const reason = action.disabledReason();
			const keys = fitText(keysOf(action, theme), keyWidth, 'left', theme.signs.ellipsis);
			const pieces: readonly Piece[] = [
				{ text: keys, style: reason === undefined ? 'accent' : 'muted' },
				{ text: action.changes ? ` ${theme.signs.changes} ` : '   ', style: reason === undefined ? 'warning' : 'muted' },
				{ text: action.description, style: reason === undefined ? undefined : 'muted' },
			];
			const why: Piece = { text: reason ?? '', style: 'muted' };
			if (reason === undefined) lines.push(padded(pieces));
			else if (piecesWidth([...pieces, '  ', why], theme) <= width) lines.push(padded([...pieces, '  ', why]));
			// The reason is what one looks for: it gets its own line rather than being cut.
			else lines.push(padded(pieces), padded([' '.repeat(keyWidth + 3), why]));
		}
	}
	return lines.length > 0 ? lines : [padded([{ text: 'no key matches', style: 'muted' }])];
};
