import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../model/failure.ts';
import type { InterruptedJobs } from '../ports/interrupted-jobs.ts';
import { jsonText } from '../units/json.ts';
import { whyNotWritten } from './private-file.ts';
import { stateDirectory } from './state-directory.ts';

/** Notes in `interrupted.jsonl` of the state directory, one JSON document a line, only ever appended to. */
export const interruptedJobs = (env: Readonly<Record<string, string | undefined>>): InterruptedJobs => ({
	note: async job => {
		const path = join(stateDirectory(env), 'interrupted.jsonl');
		try {
			await mkdir(dirname(path), { recursive: true, mode: 0o700 });
			const handle = await open(path, 'a', 0o600);
			try {
				await handle.writeFile(`${jsonText(job)}\n`);
				await handle.datasync();
			} finally {
				await handle.close();
			}
			return path;
		} catch (cause) {
			throw new Failure('incomplete', `The file ${path} cannot be written: ${whyNotWritten(cause)}.`, { cause });
		}
	},
});
