/**
 * An archive of the classes a broker loads, mapped into memory instead of parsed and verified again (Java's AppCDS).
 * Made from a running broker after the first start of a version, used by all later ones. Java ignores an archive that does not fit.
 */
import { spawn } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const archivePath = (fixtureJar: string): string => join(dirname(fixtureJar), 'broker.jsa');

/** Returns Java's options to use the archive, or to be able to make it. */
export const archiveOptions = (fixtureJar: string): readonly string[] =>
	existsSync(archivePath(fixtureJar)) ? [`-XX:SharedArchiveFile=${archivePath(fixtureJar)}`] : ['-XX:+RecordDynamicDumpInfo'];

/** Makes the archive from a running broker when there is none yet. A failure costs later starts some seconds and nothing else. */
export const makeArchive = (fixtureJar: string, brokerPid: number): Promise<void> =>
	new Promise(resolve => {
		const path = archivePath(fixtureJar);
		if (existsSync(path)) return resolve();
		const partial = `${path}.partial-${brokerPid}`;
		const child = spawn('jcmd', [String(brokerPid), 'VM.cds', 'dynamic_dump', partial], { stdio: 'ignore', timeout: 60_000 });
		child.once('error', () => resolve());
		child.once('close', code => {
			if (code === 0 && existsSync(partial)) renameSync(partial, path);
			else rmSync(partial, { force: true });
			resolve();
		});
	});
