import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lines of bytes made by reference implementations, cut at tabs (scripts/decoding-vectors.ts). */
export const vectors = (name: string): readonly (readonly string[])[] => {
	const lines = readFileSync(join(import.meta.dirname, 'vectors', `${name}.tsv`), 'utf8')
		.trimEnd()
		.split('\n');
	if (lines.length < 2) throw new Error(`no vectors in ${name}`);
	return lines.map(line => line.split('\t'));
};

export const fromHex = (hex: string): Buffer => Buffer.from(hex, 'hex');
