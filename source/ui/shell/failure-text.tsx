/** A failure in place of a screen's body: what happened, what it means, what to do next. */
import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { Failure } from '../../model/failure.ts';
import { displayText } from '../display-text.ts';
import { useTheme } from '../theme-context.ts';
import { useShell } from './shell-context.ts';

const headings: Readonly<Partial<Record<Failure['kind'], string>>> = {
	connection: 'Not connected',
	timeout: 'No answer in time',
	authentication: 'The cluster did not let us in',
	authorization: 'Not allowed',
	notFound: 'Not there',
};

/** Draws the failure; long sentences wrap, since here nothing else needs the room. */
export const FailureText = ({ failure }: { readonly failure: Failure }): ReactNode => {
	const theme = useTheme();
	const { size, bodyHeight } = useShell();
	return (
		<Box
			flexDirection="column"
			paddingX={2}
			paddingTop={bodyHeight > 8 ? 1 : 0}
			width={Math.min(size.columns, 100)}
			height={bodyHeight}
			overflow="hidden"
		>
			<Text>{theme.paint('critical', theme.showSigns(`${theme.signs.critical} ${headings[failure.kind] ?? 'Failed'}`))}</Text>
			<Text wrap="wrap">{displayText(failure.message)}</Text>
			{failure.nextSteps.length > 0 && <Text> </Text>}
			{failure.nextSteps.map(step => (
				<Text key={step} wrap="wrap">
					{theme.paint('accent', theme.showSigns('→ '))}
					{displayText(step)}
				</Text>
			))}
			<Text> </Text>
			<Text>{theme.paint('muted', 'It is tried again by itself; r tries now.')}</Text>
		</Box>
	);
};
