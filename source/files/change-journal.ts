/** The journal of changes: `journal.jsonl` in the state directory, one JSON document a line, only ever appended to. */
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../model/failure.ts';
import type { ChangeBegun, ChangeEnded, JournalLine, JournalledChange } from '../model/journalled-change.ts';
import type { ChangeJournal } from '../ports/change-journal.ts';
import { type JsonValue, jsonText } from '../units/json.ts';
import { parseExactly } from '../units/json-reading.ts';
import { changeOf } from './change-text.ts';
import { whyNotWritten } from './private-file.ts';

/** Opens the journal; nothing is touched before the first question. */
export const openChangeJournal = (stateDirectory: string): ChangeJournal => {
	const path = join(stateDirectory, 'journal.jsonl');
	return {
		path,
		append: async line => {
			try {
				await mkdir(dirname(path), { recursive: true, mode: 0o700 });
				await appendLine(path, `${jsonText(line as unknown as JsonValue)}\n`);
			} catch (cause) {
				throw new Failure('config', `The journal ${path} cannot be written: ${whyNotWritten(cause)}.`, { cause });
			}
		},
		read: async () => {
			let text: string;
			try {
				text = await readFile(path, 'utf8');
			} catch (cause) {
				const { code } = cause as { code?: string };
				if (code === 'ENOENT' || code === 'ENOTDIR') return { changes: [], damaged: 0 };
				throw new Failure('config', `The journal ${path} cannot be read (${code ?? 'unknown error'}).`, { cause });
			}
			return changesOf(text);
		},
	};
};

const appendLine = async (path: string, line: string): Promise<void> => {
	const handle = await open(path, 'a+', 0o600);
	try {
		const { size, mode } = await handle.stat();
		if ((mode & 0o077) !== 0) await handle.chmod(0o600);
		// A line that a crash or a full disk cut off must not take the next one along.
		const last = Buffer.alloc(1);
		if (size > 0) await handle.read(last, 0, 1, size - 1);
		await handle.writeFile(size > 0 && last[0] !== 0x0a ? `\n${line}` : line);
		await handle.sync();
	} finally {
		await handle.close();
	}
};

const changesOf = (text: string): { readonly changes: readonly JournalledChange[]; readonly damaged: number } => {
	const begun = new Map<string, JournalledChange>();
	let damaged = 0;
	for (const line of text.split('\n')) {
		if (line.trim() === '') continue;
		const read = lineOf(line);
		if (read === undefined) damaged += 1;
		else if (read.phase === 'begun') begun.set(read.id, { ...read, ended: null });
		else {
			const before = begun.get(read.id);
			if (before !== undefined) begun.set(read.id, { ...before, ended: read });
		}
	}
	return { changes: [...begun.values()], damaged };
};

const lineOf = (text: string): JournalLine | undefined => {
	try {
		const value = parseExactly(text) as Partial<ChangeBegun> & Partial<ChangeEnded>;
		if (typeof value.id !== 'string') return undefined;
		if (String(value.phase) === 'ended') return value as unknown as ChangeEnded;
		return { ...value, change: changeOf(value.change), undo: (value.undo ?? []).map(changeOf) } as unknown as ChangeBegun;
	} catch {
		return undefined;
	}
};
