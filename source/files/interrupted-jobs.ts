import { access, mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../model/failure.ts';
import type { InterruptedJob } from '../model/interrupted-job.ts';
import type { InterruptedJobs } from '../ports/interrupted-jobs.ts';
import { jsonText } from '../units/json.ts';
import { parseExactly } from '../units/json-reading.ts';
import { whyNotWritten } from './private-file.ts';
import { checkpointOf } from './record-exports.ts';
import { stateDirectory } from './state-directory.ts';

/** Notes in `interrupted.jsonl` of the state directory, one JSON document a line, only ever appended to. */
export const interruptedJobs = (env: Readonly<Record<string, string | undefined>>): InterruptedJobs => {
	const path = join(stateDirectory(env), 'interrupted.jsonl');
	return {
		note: async job => {
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
		read: async () => {
			const text = await readFile(path, 'utf8').catch((cause: { code?: string }) => {
				if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return '';
				throw new Failure('config', `The file ${path} cannot be read (${cause.code ?? 'unknown error'}).`, { cause });
			});
			const lines = text.split('\n').filter(line => line.trim() !== '');
			const noted = lines.flatMap(line => jobOf(line) ?? []);
			// The same work may be stopped several times: where it stands now, the last note says.
			const last = new Map<string, Noted>();
			for (const job of noted) {
				last.delete(job.file);
				last.set(job.file, job);
			}
			const jobs = await Promise.all(
				[...last.values()].map(async job => ({
					...job,
					isResumable: await isThere(job.job === 'replay' ? job.file : checkpointOf(job.file)),
				})),
			);
			return { jobs, damaged: lines.length - noted.length, path };
		},
	};
};

type Noted = Omit<InterruptedJob, 'isResumable'>;

const jobOf = (line: string): Noted | undefined => {
	try {
		const { at, job, file, command, cluster, coveredOffsets, plannedOffsets, matched } = parseExactly(line) as Partial<Noted>;
		if ([at, file, command, cluster?.name].some(text => typeof text !== 'string')) return undefined;
		return {
			at: at!,
			job: String(job),
			file: file!,
			command: command!,
			cluster: { id: cluster!.id ?? null, name: cluster!.name },
			coveredOffsets: BigInt(coveredOffsets ?? 0),
			plannedOffsets: BigInt(plannedOffsets ?? 0),
			matched: Number(matched ?? 0),
		};
	} catch {
		return undefined;
	}
};

const isThere = (path: string): Promise<boolean | null> =>
	access(path).then(
		() => true,
		(cause: { code?: string }) => (cause.code === 'ENOENT' || cause.code === 'ENOTDIR' ? false : null),
	);
