/** What is shown when a name leads to another cluster than before: it must not be overlooked, and only a person can say which is right. */
import { type ReactNode, useMemo } from 'react';
import type { OtherCluster } from '../../state/cluster-id-check.ts';
import { ConfirmOverlay } from '../components/confirm-overlay.tsx';
import type { Size } from '../components/frame.tsx';
import type { Identity } from '../components/frame-lines.ts';
import type { Piece } from '../styled-line.ts';
import { wrapText } from './wrap-text.ts';

/** The identity line as long as nobody has accepted the other cluster. */
export const alarmedIdentity = (identity: Identity, other: OtherCluster | undefined): Identity =>
	other === undefined ? identity : { ...identity, alarm: 'another cluster than before', access: { text: 'locked', isWritable: false } };

const LINE = 70;

export const IdAlarm = ({
	size,
	name,
	other: { before, clusterId },
	onAccept,
	onClose,
}: {
	readonly size: Size;
	readonly name: string;
	readonly other: OtherCluster;
	readonly onAccept: () => void;
	readonly onClose: () => void;
}): ReactNode => {
	const lines = useMemo(() => {
		const width = Math.min(LINE, size.columns - 4);
		const told = (text: string): readonly (readonly Piece[])[] => wrapText(text, width).map(line => [line]);
		return [
			...told(`${name} leads to the cluster ${clusterId}.`),
			...told(`On ${new Date(before.atMs).toISOString().slice(0, 10)} it led to ${before.clusterId}.`),
			[],
			...told(
				'Either it was built anew, or the name leads elsewhere: a tunnel, DNS, a config file that was changed. Until you say it is right it stays locked.',
			),
		];
	}, [size.columns, name, clusterId, before]);
	return (
		<ConfirmOverlay
			size={size}
			title="This is another cluster than before"
			lines={lines}
			question={`Is this the right ${name} from now on?`}
			onCommit={onAccept}
			onCancel={onClose}
		/>
	);
};
