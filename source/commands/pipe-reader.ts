import { fstatSync, lstatSync, readdirSync, readlinkSync } from 'node:fs';

const STDOUT = 1;
const OWNER_MAY_READ = 0o400;

/**
 * Gives the question whether nobody reads our output any more. A pipe says so by itself only when it is written to, and a watch may have
 * nothing to write for hours: `| head -1` would not end. Linux shows who holds the other end (to the same user, and the reader of a pipeline is
 * one's own); where it does not, the next line finds out.
 */
export const pipeReader = (): (() => boolean) => {
	const pipe = linkOf('/proc/self/fd/1');
	let readers = pipe !== undefined && fstatSync(STDOUT).isFIFO() ? readersOf(pipe, processes()) : [];
	// Never seen, it cannot be seen to go.
	if (pipe === undefined || readers.length === 0) return () => false;
	return () => {
		if (readersOf(pipe, readers).length > 0) return false;
		// It may have left the pipe to another one, as a shell does.
		readers = readersOf(pipe, processes());
		return readers.length === 0;
	};
};

const processes = (): readonly string[] => listed('/proc').filter(name => /^\d+$/.test(name) && name !== String(process.pid));

const readersOf = (pipe: string, pids: readonly string[]): readonly string[] =>
	pids.filter(pid =>
		listed(`/proc/${pid}/fd`).some(fd => {
			const path = `/proc/${pid}/fd/${fd}`;
			return linkOf(path) === pipe && isReadEnd(path);
		}),
	);

const listed = (path: string): readonly string[] => tried(() => readdirSync(path)) ?? [];
const linkOf = (path: string): string | undefined => tried(() => readlinkSync(path));
const isReadEnd = (path: string): boolean => ((tried(() => lstatSync(path).mode) ?? 0) & OWNER_MAY_READ) !== 0;

/** Processes end while they are looked at, and those of others are closed to us. */
const tried = <T>(read: () => T): T | undefined => {
	try {
		return read();
	} catch {
		return undefined;
	}
};
