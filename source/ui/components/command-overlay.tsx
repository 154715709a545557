/** The command line that shows the same thing without a screen. */
import { type ReactNode, useMemo } from 'react';
import { type Action, bindActions } from '../keys/actions.ts';
import { useKeyLayer } from '../keys/use-keys.ts';
import { paintLine } from '../styled-line.ts';
import { useTheme } from '../theme-context.ts';
import type { Size } from './frame.tsx';
import { Overlay, overlayRegion } from './overlay.tsx';

type CommandContext = { readonly copy: () => void; readonly close: () => void };

const here = { changes: false, scope: 'here' } as const;
const commandActions: readonly Action<CommandContext>[] = [
	{ ...here, id: 'command-copy', keys: ['c', 'enter'], label: 'copy', description: 'Copy the command', hint: 1, run: c => c.copy() },
	{ ...here, id: 'command-close', keys: ['esc', 'q', '!'], label: 'close', description: 'Close', hint: 2, run: c => c.close() },
];

/** Draws the command, broken where it is longer than the box: it must be readable to the end. */
export const CommandOverlay = ({
	size,
	title = 'The same as a command',
	command,
	onCopy,
	onClose,
}: {
	readonly size: Size;
	readonly title?: string;
	readonly command: string;
	readonly onCopy: () => void;
	readonly onClose: () => void;
}): ReactNode => {
	const theme = useTheme();
	const actions = useMemo(
		() =>
			bindActions(commandActions, {
				copy: () => {
					onCopy();
					onClose();
				},
				close: onClose,
			}),
		[onCopy, onClose],
	);
	useKeyLayer(useMemo(() => ({ level: 'overlay', actions, isModal: true }), [actions]));
	const width = Math.min(100, size.columns);
	const room = overlayRegion(size, { width, lines: 1 }).innerWidth;
	const lines: string[] = [];
	for (let at = 0; at < command.length; at += room) lines.push(paintLine([command.slice(at, at + room)], room, theme, { isPadded: true }));
	return <Overlay region={overlayRegion(size, { width, lines: lines.length })} title={title} hint="c copy · esc close" lines={lines} />;
};
