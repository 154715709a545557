import { mkdir, open, readFile, realpath, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '../model/failure.ts';

/**
 * Writes a text file whole or not at all, readable by its owner alone (0600): into a new file beside it, which then takes its place.
 * A link is followed, so that it stays one. `expected` is the text it was made from, undefined where there was no file: when something
 * else stands there by now, nothing is written. Rejects with a Failure of kind config; `what` names the file in it: `config file`.
 */
export const writePrivately = async (file: string, text: string, expected: string | undefined, what: string): Promise<void> => {
	let draft: string | undefined;
	try {
		await mkdir(dirname(file), { recursive: true, mode: 0o700 });
		const target = await realpath(file).catch(ifMissing(file));
		draft = `${target}.${process.pid}.new`;
		await writeNew(draft, text);
		if ((await readFile(target, 'utf8').catch(ifMissing(undefined))) !== expected)
			throw new Failure('config', `The ${what} ${file} was changed by somebody else just now.`, { nextSteps: ['Try again.'] });
		await rename(draft, target);
	} catch (cause) {
		if (draft !== undefined) await unlink(draft).catch(() => {});
		if (cause instanceof Failure) throw cause;
		const code = (cause as { code?: string }).code;
		throw new Failure('config', `The ${what} ${file} cannot be written: ${whyNotWritten(cause)}.`, {
			details: { file, code },
			cause,
		});
	}
};

const WHY: Readonly<Record<string, string>> = {
	EACCES: 'this user may not write there',
	EPERM: 'this user may not write there',
	EROFS: 'the file system is read-only',
	ENOSPC: 'the disk is full',
	EDQUOT: 'the disk quota is used up',
	EFBIG: 'it would be larger than a file may be here (ulimit -f)',
	ENOTDIR: 'a part of its path is no folder',
	EISDIR: 'it is a folder',
	EEXIST: 'a part of its path is no folder, or another msk-tui is writing it',
};

/** Why a file could not be written, as a clause: `the disk is full`. */
export const whyNotWritten = (cause: unknown): string => {
	const { code } = cause as { code?: string };
	return WHY[code ?? ''] ?? code ?? 'unknown error';
};

const ifMissing =
	<T>(value: T) =>
	(error: unknown): T => {
		if ((error as { code?: string }).code === 'ENOENT') return value;
		throw error;
	};

const writeNew = async (file: string, text: string): Promise<void> => {
	const handle = await open(file, 'wx', 0o600);
	try {
		await handle.writeFile(text);
		// A rename that outlives a crash must not point to an empty file.
		await handle.sync();
	} finally {
		await handle.close();
	}
};
