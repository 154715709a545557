/** Accepted findings (`audit-mutes.json` in the state directory), and runs that are kept. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AuditMute, sameResource } from '../model/audit-result.ts';
import { Failure } from '../model/failure.ts';
import type { AuditFiles } from '../ports/audit-files.ts';
import { type JsonValue, jsonText } from '../units/json.ts';
import { writePrivately } from './private-file.ts';
import { stateDirectory } from './state-directory.ts';

type Kept = AuditMute & { readonly cluster: string };

const FORMAT = 'msk-tui audit mutes 1';

export const auditFiles = (env: Readonly<Record<string, string | undefined>>): AuditFiles => {
	const path = join(stateDirectory(env), 'audit-mutes.json');
	const change = async (next: (all: readonly Kept[]) => readonly Kept[]): Promise<void> => {
		const text = await textOf(path);
		const mutes = next(keptIn(text, path)) as unknown as JsonValue;
		await writePrivately(path, `${jsonText({ format: FORMAT, mutes }, 2)}\n`, text, 'file of accepted findings');
	};
	return {
		mutesPath: path,
		readMutes: async clusterId => keptIn(await textOf(path), path).filter(m => m.cluster === clusterId),
		mute: (cluster, mute) => change(all => [...all.filter(m => !isAbout(m, cluster, mute.rule, mute.resource)), { ...mute, cluster }]),
		unmute: async (cluster, rule, resource) => {
			let taken = 0;
			await change(all => {
				const left = all.filter(m => !isAbout(m, cluster, rule, resource));
				taken = all.length - left.length;
				return left;
			});
			return taken;
		},
		writeRun: async (file, text) => writePrivately(file, text, await textOf(file), 'snapshot'),
		readRun: async file => {
			try {
				return JSON.parse(await readFile(file, 'utf8')) as unknown;
			} catch (cause) {
				const { code } = cause as { code?: string };
				const message = code === undefined ? `${file} is no JSON document.` : `${file} cannot be read (${code}).`;
				throw new Failure('usage', message, { cause });
			}
		},
	};
};

const isAbout = (kept: Kept, cluster: string, rule: string, resource: AuditMute['resource']): boolean =>
	kept.cluster === cluster &&
	kept.rule === rule &&
	(resource === undefined ? kept.resource === undefined : kept.resource !== undefined && sameResource(kept.resource, resource));

const textOf = async (file: string): Promise<string | undefined> => {
	try {
		return await readFile(file, 'utf8');
	} catch (cause) {
		const { code } = cause as { code?: string };
		if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
		throw new Failure('config', `${file} cannot be read (${code ?? 'unknown error'}).`, { cause });
	}
};

/** A damaged file must not pass for one without mutes: what was accepted would come back as new, or be overwritten. */
const keptIn = (text: string | undefined, path: string): readonly Kept[] => {
	if (text === undefined) return [];
	try {
		const { format, mutes } = JSON.parse(text) as { readonly format: string; readonly mutes: readonly Kept[] };
		if (format === FORMAT && mutes.every(isKept)) return mutes;
	} catch {}
	throw new Failure('config', `${path} is damaged: findings that were accepted cannot be told.`, {
		nextSteps: [`Repair it, or move it away: mv ${path} ${path}.damaged`],
	});
};

const isKept = ({ cluster, rule, reason, untilMs, resource }: Kept): boolean =>
	typeof cluster === 'string' &&
	typeof rule === 'string' &&
	typeof reason === 'string' &&
	typeof untilMs === 'number' &&
	(resource === undefined || (typeof resource.type === 'string' && typeof resource.name === 'string'));
