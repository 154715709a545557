import { type FileHandle, open, readFile, rename, unlink } from 'node:fs/promises';
import { Failure } from '../model/failure.ts';
import type { RecordExport, RecordExports } from '../ports/record-export.ts';
import { type JsonObject, jsonText } from '../units/json.ts';
import { whyNotWritten } from './private-file.ts';

/** Where the checkpoint of an export lies. */
export const checkpointOf = (file: string): string => `${file}.checkpoint`;

/** Files of records on this machine. */
export const recordExports: RecordExports = {
	create: async file => {
		const handle = await open(file, 'wx', 0o600).catch((cause: unknown) => {
			if ((cause as { code?: string }).code !== 'EEXIST') throw notWritten(file, cause);
			throw new Failure('usage', `The file ${file} exists already.`, {
				nextSteps: [`--resume ${file} goes on with it where it has a checkpoint; else take another name`],
			});
		});
		return exportInto(file, handle, 0);
	},
	resume: async file => {
		const text = await readFile(checkpointOf(file), 'utf8').catch((cause: unknown) => {
			if ((cause as { code?: string }).code !== 'ENOENT') throw notWritten(checkpointOf(file), cause);
			throw new Failure('usage', `There is no checkpoint ${checkpointOf(file)}: nothing is left to go on with.`);
		});
		const state = parsed(text, file);
		const handle = await open(file, 'r+').catch((cause: unknown) => {
			throw notWritten(file, cause);
		});
		if ((await handle.stat()).size < state.fileBytes) {
			await handle.close();
			throw new Failure('usage', `The file ${file} is shorter than its checkpoint says: it was changed since.`);
		}
		await handle.truncate(state.fileBytes);
		return { target: exportInto(file, handle, state.fileBytes), state };
	},
};

const parsed = (text: string, file: string): { readonly fileBytes: number } => {
	try {
		const state = JSON.parse(text) as { fileBytes?: unknown } | null;
		if (typeof state?.fileBytes === 'number' && Number.isSafeInteger(state.fileBytes) && state.fileBytes >= 0)
			return state as { fileBytes: number };
	} catch {
		// Said below.
	}
	throw new Failure('usage', `The checkpoint ${checkpointOf(file)} cannot be read.`);
};

const exportInto = (file: string, handle: FileHandle, startBytes: number): RecordExport => {
	let fileBytes = startBytes;
	const guarded = async (work: () => Promise<void>): Promise<void> => {
		try {
			await work();
		} catch (cause) {
			throw notWritten(file, cause);
		}
	};
	return {
		file,
		append: bytes =>
			guarded(async () => {
				// A write may take less than it is given.
				for (let done = 0; done < bytes.length; )
					done += (await handle.write(bytes, done, bytes.length - done, fileBytes + done)).bytesWritten;
				fileBytes += bytes.length;
			}),
		checkpoint: state =>
			guarded(async () => {
				await handle.datasync();
				await writeCheckpoint(checkpointOf(file), { ...state, fileBytes });
			}),
		finish: () =>
			guarded(async () => {
				await handle.datasync();
				await unlink(checkpointOf(file)).catch(() => {});
			}),
		discard: async () => {
			await unlink(file).catch(() => {});
		},
		close: () => handle.close(),
	};
};

/** Whole or not at all: a reader sees the old checkpoint or the new one. */
export const writeCheckpoint = async (path: string, state: JsonObject): Promise<void> => {
	const draft = `${path}.${process.pid}.new`;
	try {
		const handle = await open(draft, 'w', 0o600);
		try {
			await handle.writeFile(jsonText(state));
			await handle.datasync();
		} finally {
			await handle.close();
		}
		await rename(draft, path);
	} catch (error) {
		// A full disk has no room for drafts that nobody reads.
		await unlink(draft).catch(() => {});
		throw error;
	}
};

const notWritten = (file: string, cause: unknown): Failure =>
	new Failure('incomplete', `The file ${file} cannot be written: ${whyNotWritten(cause)}.`, {
		nextSteps: [`When that is cured: msk-tui search --resume ${file}`],
		cause,
	});
