import type { JournalLine, JournalledChange } from '../model/journalled-change.ts';

export type ChangeJournal = {
	/** Where it lies, for messages. */
	readonly path: string;
	/** Resolves once the line is on the disk; rejects with a Failure of kind config when it cannot be written. */
	append(line: JournalLine): Promise<void>;
	/** Oldest first; `damaged` counts lines that cannot be read. */
	read(): Promise<{ readonly changes: readonly JournalledChange[]; readonly damaged: number }>;
};
