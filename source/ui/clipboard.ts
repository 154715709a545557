/**
 * Copying over SSH: OSC 52 asks the operator's own terminal to take the text. Nobody answers, so a terminal that ignores it cannot be
 * told from one that obeys; the notice therefore says "sent to the terminal", and what is too long for terminals goes to a file.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Longest text sent by OSC 52: a sequence of 100,000 characters, the limit of Chromium's hterm and its osc52.sh, holds 74,994 bytes in base64. */
export const maxClipboardBytes = 74_994;

/** Says what copying did. */
export type CopyResult =
	| { readonly kind: 'terminal'; readonly bytes: number }
	| { readonly kind: 'file'; readonly path: string; readonly bytes: number; readonly reason: string }
	| { readonly kind: 'failed'; readonly reason: string };

/** Builds the OSC 52 sequence; inside tmux wrapped so that tmux hands it on. Undefined when the text is too long for terminals. */
export const clipboardSequence = (text: string, environment: Readonly<Record<string, string | undefined>>): string | undefined => {
	if (Buffer.byteLength(text) > maxClipboardBytes) return undefined;
	const sequence = `\u001B]52;c;${Buffer.from(text).toString('base64')}\u0007`;
	// tmux passes DCS tmux; … ST through, with every ESC inside doubled; it needs `set -g allow-passthrough on` since 3.3.
	// The plain sequence goes along: tmux with `set-clipboard on` takes that one itself.
	if (environment.TMUX) return `${sequence}\u001BPtmux;${sequence.replaceAll('\u001B', '\u001B\u001B')}\u001B\\`;
	if (environment.STY) return `\u001BP${sequence}\u001B\\`;
	return sequence;
};

/** Copies text to the operator's clipboard, or into a file readable by the owner alone. Never throws. */
export const copyText = (
	text: string,
	{
		writeControl,
		environment,
		stateDirectory,
		now,
	}: {
		readonly writeControl: (sequence: string) => void;
		readonly environment: Readonly<Record<string, string | undefined>>;
		readonly stateDirectory: string;
		readonly now: () => Date;
	},
): CopyResult => {
	const bytes = Buffer.byteLength(text);
	const sequence = clipboardSequence(text, environment);
	if (sequence !== undefined) {
		writeControl(sequence);
		return { kind: 'terminal', bytes };
	}
	try {
		mkdirSync(stateDirectory, { recursive: true, mode: 0o700 });
		const path = join(stateDirectory, `copied-${now().toISOString().replaceAll(/[:.]/g, '-')}.txt`);
		writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
		return { kind: 'file', path, bytes, reason: `longer than the ${maxClipboardBytes} bytes terminals accept` };
	} catch (error) {
		return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
	}
};
