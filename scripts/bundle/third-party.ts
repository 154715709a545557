import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type ThirdParty = { readonly name: string; readonly version: string; readonly license: string; readonly text: string };

/** Finds the npm packages among the files that went into the bundle, with their licences; throws for one that names none. */
export const thirdPartyPackages = (inputs: Iterable<string>, root: string): readonly ThirdParty[] => {
	const folders = new Set<string>();
	for (const input of inputs) {
		const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
		if (match !== null) folders.add(match[1]!);
	}
	const packages = [...folders].map(folder => describe(join(root, folder)));
	return packages.sort((a, b) => (a.name < b.name ? -1 : 1));
};

const describe = (folder: string): ThirdParty => {
	const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Partial<ThirdParty>;
	if (name === undefined || version === undefined || license === undefined) throw new Error(`${folder} names no licence`);
	const files = readdirSync(folder).filter(f => /^(?:licen[cs]e|notice|copying)/i.test(f) && existsSync(join(folder, f)));
	return { name, version, license, text: files.map(f => readFileSync(join(folder, f), 'utf8').trim()).join('\n\n') };
};

/** The text that ships beside the bundle: each package's licence once, then the legal comments of its sources. */
export const thirdPartyText = (packages: readonly ThirdParty[], legalComments: string): string => {
	const parts = packages.map(p => `${p.name} ${p.version} (${p.license})\n\n${p.text || 'The package carries no licence file.'}`);
	if (legalComments.trim() !== '') parts.push(`Legal comments in the sources\n\n${legalComments.trim()}`);
	return `msk-tui contains these packages.\n\n${parts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
};
