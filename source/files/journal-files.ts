import { openChangeJournal } from './change-journal.ts';
import { interruptedJobs } from './interrupted-jobs.ts';
import { stateDirectory } from './state-directory.ts';

/** What tells of what was done from here; nothing is touched before the first question. */
export const journalFiles = (env: Readonly<Record<string, string | undefined>>) => ({
	changes: openChangeJournal(stateDirectory(env)),
	jobs: interruptedJobs(env),
});
