/** The one dialog of every change: what it does, who loses what, why not; then `y` or a name; then what became of it. */
import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { CHANGE_TITLES } from '../../columns/change-text.ts';
import { typedNameOf } from '../../model/change.ts';
import type { Judgement } from '../../model/judgement.ts';
import type { RightScope } from '../../model/needed-right.ts';
import { changeFailure, wasOvertaken } from '../../operations/change-failure.ts';
import type { ChangeStage, ChangeTalk } from '../../state/changes/change-talk.ts';
import { ConfirmOverlay, DIALOG_WIDTH } from '../components/confirm-overlay.tsx';
import type { Size } from '../components/frame.tsx';
import { overlayRegion } from '../components/overlay.tsx';
import { TextOverlay } from '../components/text-overlay.tsx';
import { bindActions } from '../keys/actions.ts';
import { changeEndActions, changeReadingActions } from '../keys/change-actions.ts';
import type { Piece } from '../styled-line.ts';
import type { Theme } from '../theme.ts';
import { useTheme } from '../theme-context.ts';
import { failurePieces, judgementPieces } from './change-lines.ts';

const WAYS = {
	confirm: 'look at it again and confirm it',
	open: 'press w to unlock changes, then try again',
	undo: (id: string) => `msk-tui undo ${id} puts back what was changed`,
};

const MAKING = 'Being made: it is seen to its end and read back…';
const READING = 'Reading what it would do…';

export const ChangeDialog = ({
	talk,
	size,
	scope,
}: {
	readonly talk: ChangeTalk;
	readonly size: Size;
	readonly scope: RightScope;
}): ReactNode => {
	const theme = useTheme();
	const stage = useSyncExternalStore(talk.subscribe, talk.snapshot);
	const width = overlayRegion(size, { width: Math.min(DIALOG_WIDTH, size.columns), lines: 1 }).innerWidth;
	const lines = useMemo(() => linesOf(stage, width, scope, theme), [stage, width, scope, theme]);
	const isAgain = stage.kind === 'failed' || (stage.kind === 'ended' && wasOvertaken(stage.outcome));
	const actions = useMemo(
		() =>
			stage.kind === 'making'
				? []
				: stage.kind === 'reading'
					? bindActions(changeReadingActions, { close: () => talk.close() })
					: bindActions(changeEndActions, { close: () => talk.close(), again: isAgain ? () => talk.start() : undefined }),
		[talk, stage.kind, isAgain],
	);
	const judgement = judgementOf(stage);
	const title = judgement === undefined ? 'A change' : CHANGE_TITLES[judgement.change.kind];
	if (stage.kind === 'asking')
		return (
			<ConfirmOverlay
				size={size}
				title={title}
				lines={lines}
				question="Make this change?"
				nameToType={stage.judgement.verdict.asks === 'name' ? typedNameOf(stage.judgement.change) : undefined}
				onCommit={() => talk.confirm()}
				onCancel={() => talk.close()}
			/>
		);
	const isEnd = stage.kind === 'ended' || stage.kind === 'failed';
	return (
		<TextOverlay
			// What became of it is read from its first line.
			key={stage.kind}
			size={size}
			title={title}
			style={isEnd ? 'critical' : 'warning'}
			hint={stage.kind === 'reading' ? 'esc leave it alone' : isEnd ? `${isAgain ? 'r look again · ' : ''}esc close` : ''}
			lines={lines}
			actions={actions}
		/>
	);
};

const judgementOf = (stage: ChangeStage): Judgement | undefined =>
	stage.kind === 'asking' || stage.kind === 'making' ? stage.judgement : stage.kind === 'ended' ? stage.outcome.judgement : undefined;

/** They are told first already. */
const withoutRefusals = (judgement: Judgement): Judgement => ({
	...judgement,
	verdict: { ...judgement.verdict, reasons: judgement.verdict.reasons.filter(r => r.weight !== 'refuse') },
});

const linesOf = (stage: ChangeStage, width: number, scope: RightScope, theme: Theme): readonly (readonly Piece[])[] => {
	switch (stage.kind) {
		case 'reading':
			return [[{ text: READING, style: 'muted' }]];
		case 'asking':
			return judgementPieces(stage.judgement, width, theme);
		case 'making':
			return [[{ text: MAKING, style: 'accent' }], [], ...judgementPieces(stage.judgement, width, theme)];
		case 'failed':
			return failurePieces(stage.failure, scope, width);
		case 'ended': {
			const { outcome } = stage;
			const failure = changeFailure(outcome, WAYS);
			const told = failure === undefined ? [] : failurePieces(failure, scope, width);
			// Of what was tried the effect is past.
			return outcome.id === null ? [...told, [], ...judgementPieces(withoutRefusals(outcome.judgement), width, theme)] : told;
		}
	}
};
