/** The frame of a screen: the app's fixed lines around what the screen shows. */
import { type ReactNode, useMemo } from 'react';
import type { Failure } from '../../model/failure.ts';
import type { Snapshot } from '../../state/poller.ts';
import { Frame } from '../components/frame.tsx';
import { hintsLine, noticeLine, titleLine } from '../components/frame-lines.ts';
import { type BoundAction, bindActions } from '../keys/actions.ts';
import { useKeyLayer, useReachableActions } from '../keys/use-keys.ts';
import type { Piece } from '../styled-line.ts';
import { useTheme } from '../theme-context.ts';
import { FailureText } from './failure-text.tsx';
import { freshnessPieces } from './freshness.ts';
import { useShell } from './shell-context.ts';
import { useShellOverlay } from './shell-overlay.ts';

/** Draws a screen. Where nothing could be read at all the reason stands in place of the body. */
export const ScreenFrame = ({
	title,
	shown,
	total,
	details = [],
	right = [],
	note,
	snapshot,
	actions,
	clear,
	overlay,
	children,
}: {
	readonly title: string;
	readonly shown?: number | undefined;
	readonly total?: number | undefined;
	readonly details?: readonly Piece[];
	readonly right?: readonly Piece[];
	/** Said on the last line in place of the hints: why a value of the selected row is unknown, or what is missing from the list. */
	readonly note?: string | undefined;
	readonly snapshot: Snapshot<unknown>;
	readonly actions: readonly BoundAction[];
	/** Takes back the filter before esc leaves the screen. */
	readonly clear: () => boolean;
	readonly overlay?: ReactNode;
	readonly children: ReactNode;
}): ReactNode => {
	const { size, identity, tabs, notice, back } = useShell();
	const theme = useTheme();
	const reachable = useReachableActions();
	const above = useShellOverlay();
	const escapeAction = useMemo(
		() =>
			bindActions(
				[
					{
						id: 'clear-or-back',
						keys: ['esc'],
						label: 'back',
						description: 'Clear the filter, or go back',
						changes: false,
						scope: 'list' as const,
						run: () => {
							if (!clear()) back();
						},
					},
				],
				undefined,
			),
		[clear, back],
	);
	useKeyLayer(useMemo(() => ({ level: 'screen', actions: [...actions, ...escapeAction] }), [actions, escapeAction]));
	const failure = snapshot.value === undefined ? snapshot.failure : undefined;
	const lastLine = notice ?? (note === undefined ? refreshNotice(snapshot) : ({ tone: 'info', text: note } as const));
	return (
		<Frame
			size={size}
			identity={identity}
			tabs={tabs}
			title={titleLine({ title, shown, total, details, right: [...freshnessPieces(snapshot), ...right] }, size.columns, theme)}
			footer={lastLine === undefined ? hintsLine(reachable, size.columns, theme) : noticeLine(lastLine, size.columns, theme)}
			overlay={above ?? overlay}
		>
			{failure === undefined ? children : <FailureText failure={failure} />}
		</Frame>
	);
};

/** A failed refresh says why on the last line, while the last good rows stay. */
const refreshNotice = (snapshot: Snapshot<unknown>): { readonly tone: 'failed'; readonly text: string } | undefined => {
	const failure: Failure | undefined = snapshot.value === undefined ? undefined : snapshot.failure;
	return failure === undefined ? undefined : { tone: 'failed', text: failure.message };
};
