import { openSync, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { Failure } from '../model/failure.ts';

const ENTER = new Set(['\r', '\n']);
const BACKSPACE = new Set(['\u007f', '\b']);
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const CTRL_U = '\u0015';

/** What is asked for, and what to do where nobody can be asked. */
export type Asked = { readonly what: string; readonly otherwise: string };

const PASSWORD: Asked = { what: 'password', otherwise: 'Give it another way: --password-from env:VAR, file:PATH or command:…' };
export const MFA_CODE: Asked = {
	what: 'MFA code',
	otherwise:
		'Start it in a terminal, or get a session first (aws sts assume-role, or aws configure export-credentials) and put it into the environment.',
};

/**
 * Asks on the terminal itself (`/dev/tty`), so that standard input and output stay free for data; what is typed is not shown.
 * Rejects with a Failure of kind config where there is no terminal.
 */
export const promptHidden = async (question: string, asked: Asked = PASSWORD): Promise<string> => {
	// A plain descriptor: a FileHandle would close it once more when it is collected, under a stranger who has it by then.
	const tty = openTerminal(asked);
	const input = new ReadStream(tty);
	try {
		// First the mode, then the question: what is typed in between would be echoed.
		input.setRawMode(true);
		const line = typedLine(input, asked);
		writeSync(tty, `${question}: `);
		return await line;
	} finally {
		input.setRawMode(false);
		writeSync(tty, '\n');
		input.destroy();
	}
};

const openTerminal = ({ what, otherwise }: Asked): number => {
	try {
		return openSync('/dev/tty', 'r+');
	} catch {
		throw new Failure('config', `The ${what} cannot be asked for: there is no terminal.`, { nextSteps: [otherwise] });
	}
};

const typedLine = (input: ReadStream, { what }: Asked): Promise<string> =>
	new Promise((resolve, reject) => {
		let typed = '';
		input.setEncoding('utf8');
		input.on('data', (chunk: string | Buffer) => {
			for (const key of chunk.toString()) {
				if (ENTER.has(key) || (key === CTRL_D && typed !== '')) return resolve(typed);
				// The terminal is raw here, so that it sends no signal by itself.
				if (key === CTRL_C) process.emit('SIGINT');
				if (key === CTRL_C || key === CTRL_D) return reject(new Failure('config', `The ${what} was not given.`));
				if (key === CTRL_U) typed = '';
				else if (BACKSPACE.has(key)) typed = [...typed].slice(0, -1).join('');
				else if (key >= ' ') typed += key;
			}
		});
		input.on('error', () => reject(new Failure('config', `The terminal was closed before the ${what} was given.`)));
	});
