import { readFile } from 'node:fs/promises';
import type { PartitionOffset } from '../model/change.ts';
import { Failure } from '../model/failure.ts';
import { parseExactly } from '../units/json-reading.ts';

/**
 * Reads offsets from a file: a list of `{topic, partition, offset}`, or what `msk-tui group NAME --json` and `lag --json` print, whose
 * partitions carry `committed`. Rejects with a usage Failure when it holds none.
 */
export const readOffsets = async (file: string): Promise<readonly PartitionOffset[]> => {
	let value: unknown;
	try {
		value = parseExactly(await readFile(file, 'utf8'));
	} catch (cause) {
		const { code } = cause as { code?: string };
		throw new Failure('usage', code === undefined ? `${file} is not JSON.` : `The file of offsets ${file} cannot be read (${code}).`, {
			cause,
		});
	}
	const found = new Map<string, PartitionOffset>();
	collect(value, found);
	if (found.size === 0)
		throw new Failure('usage', `${file} holds no offsets.`, {
			nextSteps: ['a list of {"topic", "partition", "offset"}, or what msk-tui group NAME --json prints'],
		});
	return [...found.values()];
};

const collect = (value: unknown, found: Map<string, PartitionOffset>): void => {
	if (Array.isArray(value)) for (const item of value) collect(item, found);
	else if (typeof value === 'object' && value !== null) {
		const row = value as Readonly<Record<string, unknown>>;
		const offset = row.offset ?? row.committed;
		const isOffset =
			(typeof offset === 'number' && Number.isInteger(offset) && offset >= 0) || (typeof offset === 'bigint' && offset >= 0n);
		if (typeof row.topic === 'string' && typeof row.partition === 'number' && isOffset)
			found.set(`${row.topic}/${row.partition}`, { topic: row.topic, partition: row.partition, offset: BigInt(offset as number | bigint) });
		else for (const inner of Object.values(row)) collect(inner, found);
	}
};
