import { readFile, stat } from 'node:fs/promises';
import type { SecretSource } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';
import { promptHidden } from './hidden-prompt.ts';
import { commandSecret } from './secret-command.ts';
import { secretSourceText } from './secret-source.ts';

export type SecretReading = {
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** Told about a secret that others can read. */
	readonly warn?: (text: string) => void;
	/** Asks the person; `/dev/tty` without echo by default. The screen puts its own dialog here. */
	readonly prompt?: (question: string) => Promise<string>;
	/** What the secret is for, in the prompt: `Password of reader`. */
	readonly purpose?: string;
	/** Reads from AWS Secrets Manager, and keeps what it read as long as it sees fit. */
	readonly secretsManager?: (id: string) => Promise<string>;
	/** Milliseconds a password command may take. */
	readonly commandTimeoutMs?: number;
};

const COMMAND_TIMEOUT_MS = 30_000;

/** Reads a secret from its source. Rejects with a Failure, in whose text no secret stands. */
export const readSecret = async (source: SecretSource, reading: SecretReading = {}): Promise<string> => {
	const secret = await read(source, reading);
	if (secret === '') throw new Failure('config', `There is no password in ${secretSourceText(source)}: it is empty.`);
	return secret;
};

/** A function that reads the secret once, however many connections ask for it; a failed read is tried again by the next. */
export const secretReader = (source: SecretSource, reading: SecretReading = {}): (() => Promise<string>) => {
	if (source.kind === 'secret') return () => readSecret(source, reading);
	let pending: Promise<string> | undefined;
	return () => {
		pending ??= readSecret(source, reading).catch(error => {
			pending = undefined;
			throw error;
		});
		return pending;
	};
};

const read = async (source: SecretSource, reading: SecretReading): Promise<string> => {
	switch (source.kind) {
		case 'env': {
			const value = (reading.env ?? process.env)[source.name];
			if (value === undefined)
				throw new Failure('config', `The environment variable ${source.name} is not set.`, {
					nextSteps: [`export ${source.name}=…, or give the password another way: file:PATH, command:…, secret:NAME or prompt`],
				});
			return value;
		}
		case 'file':
			return fileSecret(source.path, reading.warn);
		case 'command':
			return commandSecret(source.command, reading.commandTimeoutMs ?? COMMAND_TIMEOUT_MS);
		case 'prompt':
			return (reading.prompt ?? promptHidden)(reading.purpose ?? 'Password');
		case 'secret':
			if (reading.secretsManager === undefined) throw new Failure('bug', 'Nobody was given to ask AWS Secrets Manager.');
			return reading.secretsManager(source.id);
	}
};

const fileSecret = async (path: string, warn: SecretReading['warn']): Promise<string> => {
	try {
		const text = await readFile(path, 'utf8');
		if (isReadableByOthers((await stat(path)).mode)) warn?.(`Others can read the password file ${path}: chmod 600 ${path}`);
		return withoutNewline(text);
	} catch (cause) {
		const code = (cause as { code?: string }).code;
		throw new Failure(
			'config',
			`The password file ${path} cannot be read${code === 'ENOENT' ? ': it does not exist' : ` (${code ?? 'unknown error'})`}.`,
			{
				details: { path, code },
			},
		);
	}
};

/** Group or world may read a file of this mode; meaningless on Windows, where mode bits are made up. */
export const isReadableByOthers = (mode: number): boolean => process.platform !== 'win32' && (mode & 0o044) !== 0;

/** The same for writing. */
export const isWritableByOthers = (mode: number): boolean => process.platform !== 'win32' && (mode & 0o022) !== 0;

/** Editors and `echo` end a file with a newline that is no part of the secret; further ones are. */
export const withoutNewline = (text: string): string => text.replace(/\r?\n$/, '');
