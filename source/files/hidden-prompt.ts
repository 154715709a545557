import { open } from 'node:fs/promises';
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
	const tty = await open('/dev/tty', 'r+').catch(() => {
		throw new Failure('config', 'The password cannot be asked for: there is no terminal.', {
			nextSteps: ['Give it another way: --password-from env:VAR, file:PATH or command:…'],
		});
	});
	const input = new ReadStream(tty.fd);
	try {
		// First the mode, then the question: what is typed in between would be echoed.
		input.setRawMode(true);
		const [line] = await Promise.all([typedLine(input), tty.write(`${question}: `)]);
		return line;
	} finally {
		input.setRawMode(false);
		await tty.write('\n').catch(() => {});
		// The stream owns the descriptor now: closing both would close a stranger's.
		input.destroy();
	}
};

const typedLine = (input: ReadStream): Promise<string> =>
	new Promise((resolve, reject) => {
		let typed = '';
		input.setEncoding('utf8');
		input.on('data', (chunk: string | Buffer) => {
			for (const key of chunk.toString()) {
				if (ENTER.has(key) || (key === CTRL_D && typed !== '')) return resolve(typed);
				if (key === CTRL_C || key === CTRL_D) return reject(new Failure('config', 'The password was not given.'));
				if (key === CTRL_U) typed = '';
				else if (BACKSPACE.has(key)) typed = [...typed].slice(0, -1).join('');
				else if (key >= ' ') typed += key;
			}
		});
		input.on('error', () => reject(new Failure('config', 'The terminal was closed before a password was given.')));
	});
