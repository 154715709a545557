import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Failure } from '../model/failure.ts';

export type SchemaFileText = { readonly text: string; readonly imports: readonly { readonly name: string; readonly text: string }[] };

const MOST_IMPORTS = 200;
/** Types that everybody has; protoc's own files are seldom beside one's schemas. */
const WELL_KNOWN = /^google\/protobuf\//;

/**
 * Reads a schema file of a decoder rule, and of a `.proto` file what it imports: beside the file, or in a folder above it, as protoc's
 * import paths mostly are. Rejects with a Failure of kind config that names the file.
 */
export const readSchemaFile = async (path: string): Promise<SchemaFileText> => {
	const text = await readText(path, path);
	const imports = new Map<string, string>();
	const visit = async (content: string): Promise<void> => {
		for (const name of path.endsWith('.proto') ? importedNames(content) : []) {
			if (imports.has(name) || WELL_KNOWN.test(name)) continue;
			if (imports.size >= MOST_IMPORTS) throw new Failure('config', `The schema file ${path} imports more than ${MOST_IMPORTS} others.`);
			const found = await findImport(path, name);
			imports.set(name, found);
			await visit(found);
		}
	};
	await visit(text);
	return { text, imports: [...imports].map(([name, content]) => ({ name, text: content })) };
};

const importedNames = (text: string): readonly string[] =>
	[...text.matchAll(/^\s*import\s+(?:public\s+|weak\s+)?["']([^"']+)["']/gm)].map(([, name]) => name!);

const findImport = async (path: string, name: string): Promise<string> => {
	let folder = dirname(resolve(path));
	for (;;) {
		const text = await readFile(resolve(folder, name), 'utf8').catch(() => undefined);
		if (text !== undefined) return text;
		const above = dirname(folder);
		if (above === folder)
			throw new Failure('config', `The schema file ${path} imports ${name}, which is neither beside it nor in a folder above.`);
		folder = above;
	}
};

const readText = async (file: string, path: string): Promise<string> => {
	try {
		return await readFile(file, 'utf8');
	} catch (cause) {
		const code = (cause as { code?: string }).code;
		throw new Failure(
			'config',
			`The schema file ${path} cannot be read${code === 'ENOENT' ? ': it does not exist' : ` (${code ?? 'unknown error'})`}.`,
			{ cause },
		);
	}
};
