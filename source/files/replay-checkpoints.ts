import { mkdir, readFile, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../model/failure.ts';
import type { PartitionKey } from '../model/partition-key.ts';
import type { ReplayCheckpoint } from '../model/replay-checkpoint.ts';
import type { ReplayCheckpoints } from '../ports/replay-checkpoints.ts';
import type { JsonValue } from '../units/json.ts';
import { parseExactly } from '../units/json-reading.ts';
import { changeOf } from './change-text.ts';
import { whyNotWritten } from './private-file.ts';
import { writeCheckpoint } from './record-exports.ts';
import { stateDirectory } from './state-directory.ts';

const VERSION = 1;

/** Checkpoints in `replays/` of the state directory. */
export const replayCheckpoints = (env: Readonly<Record<string, string | undefined>>): ReplayCheckpoints => ({
	fileOf: run => join(stateDirectory(env), 'replays', `${run}.json`),
	save: async (file, { change, written, parts, cluster }) => {
		try {
			await mkdir(dirname(file), { recursive: true, mode: 0o700 });
			await writeCheckpoint(file, {
				version: VERSION,
				cluster,
				change: change as unknown as JsonValue,
				written,
				parts: [...parts].map(([partition, part]) => ({ partition, offset: part.offset, written: Object.fromEntries(part.written) })),
			});
		} catch (cause) {
			throw new Failure('incomplete', `The checkpoint ${file} cannot be written: ${whyNotWritten(cause)}.`, { cause });
		}
	},
	read: async file => {
		const text = await readFile(file, 'utf8').catch((cause: { code?: string }) => {
			const isMissing = cause.code === 'ENOENT';
			throw new Failure('usage', isMissing ? `There is no checkpoint ${file}.` : `The checkpoint ${file} cannot be read (${cause.code}).`, {
				nextSteps: ['msk-tui journal names replays that were interrupted'],
				cause,
			});
		});
		try {
			return checkpointOf(text);
		} catch (cause) {
			throw new Failure('usage', `The checkpoint ${file} is damaged, or of another version of msk-tui.`, { cause });
		}
	},
	remove: file => unlink(file).catch(() => {}),
});

type Document = {
	readonly version: unknown;
	readonly cluster: ReplayCheckpoint['cluster'];
	readonly change: unknown;
	readonly written: number | bigint;
	readonly parts: readonly {
		readonly partition: number | bigint;
		readonly offset: number | bigint;
		readonly written: Record<string, number | bigint>;
	}[];
};

const checkpointOf = (text: string): ReplayCheckpoint => {
	const { version, cluster, change: value, written, parts } = parseExactly(text) as Document;
	const change = changeOf(value);
	if (Number(version) !== VERSION || change.kind !== 'replayRecords' || typeof cluster.id !== 'string') throw new Error('not a checkpoint');
	return {
		cluster,
		change,
		written: Number(written),
		parts: new Map(
			parts.map(p => [
				Number(p.partition),
				{
					offset: BigInt(p.offset),
					written: new Map(Object.entries(p.written).map(([key, offset]) => [key as PartitionKey, BigInt(offset)])),
				},
			]),
		),
	};
};
