import { Failure } from '../model/failure.ts';
import type { InterruptedJob } from '../model/interrupted-job.ts';
import { type JournalEntry, journalEntries } from '../model/undoing.ts';
import type { Gap } from '../model/unknown.ts';
import type { ChangeJournal } from '../ports/change-journal.ts';
import type { InterruptedJobs } from '../ports/interrupted-jobs.ts';
import { Poller } from './poller.ts';

/** The files that tell what was done from here. */
export type JournalFiles = { readonly changes: Pick<ChangeJournal, 'read' | 'path'>; readonly jobs: Pick<InterruptedJobs, 'read'> };

export type JournalAnswer = {
	/** Of every cluster, newest first. */
	readonly entries: readonly JournalEntry[];
	/** Newest first. */
	readonly jobs: readonly InterruptedJob[];
	readonly gaps: readonly Gap[];
};

/** It changes by a person's hand only: whoever looks at it asks for it anew, and nobody else does. */
const NEVER_MS = 2 ** 31 - 1;

/** The journal on the screens, whichever cluster is connected. */
export type JournalDesk = {
	/** Reads it when it is asked to. */
	readonly poller: Poller<JournalAnswer>;
	/** Reads it now, whatever is shown. Rejects with a Failure. */
	readonly read: () => Promise<JournalAnswer>;
};

export const openJournalDesk = (files: JournalFiles): JournalDesk => {
	const read = async (): Promise<JournalAnswer> => {
		const [changes, jobs] = await Promise.all([files.changes.read(), files.jobs.read()]);
		return {
			entries: journalEntries(changes.changes).toReversed(),
			jobs: jobs.jobs.toReversed(),
			gaps: [...damage(changes.damaged, files.changes.path), ...damage(jobs.damaged, jobs.path)],
		};
	};
	return { read, poller: new Poller<JournalAnswer>({ intervalMs: NEVER_MS, read }) };
};

const damage = (lines: number, path: string): readonly Gap[] => {
	if (lines === 0) return [];
	const failure = new Failure('incomplete', `${lines} ${lines === 1 ? 'line' : 'lines'} of ${path} cannot be read.`);
	return [{ path: 'journal', reason: failure.message, needs: null, failure }];
};
