import { appendFileSync, chmodSync, closeSync, openSync } from 'node:fs';
import { Failure } from '../model/failure.ts';

/** Writes lines to the file of --debug; does nothing without it. */
export type DebugLog = { readonly isOn: boolean; readonly note: (line: string) => void; readonly failure: (error: unknown) => void };

export const noDebugLog: DebugLog = { isOn: false, note: () => {}, failure: () => {} };

/**
 * Opens the debug file for appending, readable by its owner alone. What is written are names of options, never their values
 * (`--password-from command:…` may hold a secret), failures with their stacks, and times.
 */
export const openDebugLog = (file: string, nowMs: () => number): DebugLog => {
	try {
		closeSync(openSync(file, 'a', 0o600));
		chmodSync(file, 0o600);
	} catch (cause) {
		throw new Failure('config', `The debug file ${file} cannot be written (${(cause as { code?: string }).code ?? 'unknown error'}).`, {
			cause,
		});
	}
	const startedMs = nowMs();
	const note = (line: string) => appendFileSync(file, `${new Date(nowMs()).toISOString()} +${nowMs() - startedMs}ms ${line}\n`);
	return {
		isOn: true,
		note,
		failure: error => {
			for (let at: unknown = error, depth = 0; at !== undefined && depth < 8; at = at instanceof Error ? at.cause : undefined, depth++)
				note(`${depth === 0 ? 'failed' : 'because'}: ${at instanceof Error ? (at.stack ?? at.message) : String(at)}`);
		},
	};
};
