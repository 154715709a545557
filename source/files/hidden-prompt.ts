import { openSync, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { Failure } from '../model/failure.ts';

const ENTER = new Set(['\r', '\n']);
const BACKSPACE = new Set(['\u007f', '\b']);
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const CTRL_U = '\u0015';

/**
 * Asks on the terminal itself (`/dev/tty`), so that standard input and output stay free for data; what is typed is not shown.
 * Rejects with a Failure of kind config where there is no terminal.
 */
export const promptHidden = async (question: string): Promise<string> => {
	// A plain descriptor: a FileHandle would close it once more when it is collected, under a stranger who has it by then.
	const tty = openTerminal();
	const input = new ReadStream(tty);
	try {
		// First the mode, then the question: what is typed in between would be echoed.
		input.setRawMode(true);
		const line = typedLine(input);
		writeSync(tty, `${question}: `);
		return await line;
	} finally {
		input.setRawMode(false);
		writeSync(tty, '\n');
		input.destroy();
	}
};

const openTerminal = (): number => {
	try {
		return openSync('/dev/tty', 'r+');
	} catch {
		throw new Failure('config', 'The password cannot be asked for: there is no terminal.', {
			nextSteps: ['Give it another way: --password-from env:VAR, file:PATH or command:…'],
		});
	}
};

const typedLine = (input: ReadStream): Promise<string> =>
	new Promise((resolve, reject) => {
		let typed = '';
		input.setEncoding('utf8');
		input.on('data', (chunk: string | Buffer) => {
			for (const key of chunk.toString()) {
				if (ENTER.has(key) || (key === CTRL_D && typed !== '')) return resolve(typed);
				// The terminal is raw here, so that it sends no signal by itself.
				if (key === CTRL_C) process.emit('SIGINT');
				if (key === CTRL_C || key === CTRL_D) return reject(new Failure('config', 'The password was not given.'));
				if (key === CTRL_U) typed = '';
				else if (BACKSPACE.has(key)) typed = [...typed].slice(0, -1).join('');
				else if (key >= ' ') typed += key;
			}
		});
		input.on('error', () => reject(new Failure('config', 'The terminal was closed before a password was given.')));
	});
