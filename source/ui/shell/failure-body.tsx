/** What stands in place of a screen's body when nothing could be read: the failure, and where on the way to the cluster it happens. */

import { Box, Text } from 'ink';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import type { Failure } from '../../model/failure.ts';
import { isOnTheWay } from '../../model/failure-kinds.ts';
import type { Diagnoser, DiagnosisSoFar } from '../../state/diagnoser.ts';
import { useTheme } from '../theme-context.ts';
import { diagnosisLines } from './diagnosis-lines.ts';
import { failureLines } from './failure-lines.ts';
import { useFrame } from './shell-context.ts';

export const FailureBody = ({ failure, isPaused }: { readonly failure: Failure; readonly isPaused: boolean }): ReactNode => {
	const { size, bodyHeight, session } = useFrame();
	const theme = useTheme();
	const diagnosis = useDiagnosis(session?.diagnoser, failure);
	const said = failureLines(failure, { width: size.columns, height: bodyHeight }, isPaused, theme);
	const room = bodyHeight - said.length - 1;
	const way = diagnosis === undefined ? [] : diagnosisLines(diagnosis, failure, { width: size.columns, height: room }, theme);
	const lines = way.length === 0 ? said : [...said, '', ...way];
	return (
		<Box flexDirection="column">
			{lines.map((line, i) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: the lines have fixed places
				<Text key={i} wrap="truncate">
					{line || ' '}
				</Text>
			))}
		</Box>
	);
};

const nothing = (): undefined => undefined;
const never = (): (() => void) => () => {};

const useDiagnosis = (diagnoser: Diagnoser | undefined, failure: Failure): DiagnosisSoFar | undefined => {
	const isWanted = isOnTheWay(failure);
	useEffect(() => {
		if (isWanted) diagnoser?.run(failure.kind);
	}, [diagnoser, failure.kind, isWanted]);
	const soFar = useSyncExternalStore(diagnoser?.subscribe ?? never, diagnoser?.soFar ?? nothing);
	return isWanted ? soFar : undefined;
};
