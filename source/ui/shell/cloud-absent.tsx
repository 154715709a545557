/** A screen of what AWS knows, where AWS has nothing of the cluster. */
import { Text } from 'ink';
import type { ReactNode } from 'react';
import type { Snapshot } from '../../state/poller.ts';
import { ScreenFrame } from './screen-frame.tsx';
import { useFrame } from './shell-context.ts';
import { wrapText } from './wrap-text.ts';

const NOTHING: Snapshot<undefined> = { value: undefined, atMs: undefined, failure: undefined, isReading: false, isPaused: false };
const TEXT =
	'AWS is not asked about this cluster: neither an ARN nor a host of MSK says that it is one of MSK. Name it by its ARN (--cluster ARN, or `arn:` in the config file) where it is.';

export const CloudAbsent = ({ title }: { readonly title: string }): ReactNode => {
	const { size } = useFrame();
	return (
		<ScreenFrame
			title={title}
			gaps={undefined}
			snapshot={NOTHING}
			list={{
				...{ details: [], sortPieces: [], note: undefined, selectedUnknown: undefined, isEmpty: false, actions: [], overlay: undefined },
				clear: () => false,
			}}
		>
			{wrapText(TEXT, size.columns - 6).map((line, i) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: the lines have fixed places
				<Text key={i}>{`   ${line}`}</Text>
			))}
		</ScreenFrame>
	);
};
