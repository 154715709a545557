/** Before a cluster of production is opened for changes its name is typed; nothing is changed by that yet. */
import { type ReactNode, useMemo } from 'react';
import { UNLOCKED_MS } from '../../state/write-lock.ts';
import { ConfirmOverlay } from '../components/confirm-overlay.tsx';
import type { Size } from '../components/frame.tsx';
import type { Piece } from '../styled-line.ts';
import { wrapText } from './wrap-text.ts';

const LINE = 90;

export const UnlockOverlay = ({
	size,
	name,
	onUnlock,
	onClose,
}: {
	readonly size: Size;
	readonly name: string;
	readonly onUnlock: () => void;
	readonly onClose: () => void;
}): ReactNode => {
	const lines = useMemo(
		() =>
			wrapText(
				`${name} is production. For ${UNLOCKED_MS / 60_000} minutes changes can be made from here; each one is still shown with what it does, and asks again.`,
				Math.min(LINE, size.columns - 4),
			).map((line): readonly Piece[] => [line]),
		[name, size.columns],
	);
	return (
		<ConfirmOverlay
			size={size}
			title="Unlock changes"
			lines={lines}
			question={`Unlock ${name}?`}
			nameToType={name}
			onCommit={onUnlock}
			onCancel={onClose}
		/>
	);
};
