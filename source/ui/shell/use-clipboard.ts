import { useCallback } from 'react';
import { copyText } from '../clipboard.ts';
import type { Notice } from '../components/frame-lines.ts';
import { useTerminal } from '../terminal-context.ts';

/** Copies text to the person's clipboard, or where that cannot be into a file, and says which. */
export const useClipboard = (stateDirectory: string, show: (notice: Notice) => void): ((text: string, what: string) => void) => {
	const terminal = useTerminal();
	return useCallback(
		(text: string, what: string) => {
			const result = copyText(text, {
				writeControl: terminal.writeControl,
				environment: process.env,
				stateDirectory,
				now: () => new Date(),
			});
			if (result.kind === 'terminal') show({ tone: 'done', text: `sent to your clipboard: ${what}` });
			else if (result.kind === 'file') show({ tone: 'done', text: `written to ${result.path}: ${result.reason}` });
			else show({ tone: 'failed', text: `not copied: ${result.reason}` });
		},
		[terminal, stateDirectory, show],
	);
};
