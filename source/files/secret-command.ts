import { spawn } from 'node:child_process';
import { Failure } from '../model/failure.ts';

/** More than any password; a command that prints without end must not fill the memory. */
const LONGEST_BYTES = 65_536;

/**
 * Runs a command in the shell and takes its standard output (without one trailing newline) as the secret.
 * Rejects with a Failure of kind config; nothing the command said is repeated: what stands next to a secret may hold one (`set -x`).
 */
export const commandSecret = (command: string, timeoutMs: number): Promise<string> =>
	new Promise((resolve, reject) => {
		// A group of its own (detached), so that a time-out ends what the shell started as well. Standard input stays the person's keyboard's: closed.
		const child = spawn(command, { shell: true, detached: process.platform !== 'win32', stdio: ['ignore', 'pipe', 'ignore'] });
		const out: Buffer[] = [];
		let outBytes = 0;
		let ended: 'timeout' | 'flood' | undefined;
		const stop = (why: 'timeout' | 'flood') => {
			ended ??= why;
			try {
				if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
				else child.kill('SIGKILL');
			} catch {
				// It ended by itself in the meantime.
			}
		};
		const timer = setTimeout(() => stop('timeout'), timeoutMs);
		child.stdout.on('data', (chunk: Buffer) => {
			outBytes += chunk.length;
			if (outBytes > LONGEST_BYTES) stop('flood');
			else out.push(chunk);
		});
		child.on('error', cause => {
			clearTimeout(timer);
			reject(new Failure('config', `The password command could not be started (${(cause as { code?: string }).code ?? 'unknown error'}).`));
		});
		child.on('close', (code, signal) => {
			clearTimeout(timer);
			const secret = Buffer.concat(out)
				.toString('utf8')
				.replace(/\r?\n$/, '');
			if (ended === undefined && code === 0) {
				resolve(secret);
				return;
			}
			const how =
				ended === 'timeout'
					? `gave nothing within ${timeoutMs / 1000} s`
					: ended === 'flood'
						? 'printed more than a password'
						: `ended with ${signal ?? `exit code ${code}`}`;
			reject(
				new Failure('config', `The password command ${how}.`, {
					nextSteps: ['Run it by hand to see what it says; it must print the password alone on standard output.'],
					details: { exitCode: code, signal },
				}),
			);
		});
	});
