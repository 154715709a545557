import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The profiles of AWS's shared config and credentials files, and which files were looked at. */
export type SharedConfig = {
	readonly profiles: ReadonlyMap<string, ReadonlyMap<string, string>>;
	readonly files: readonly string[];
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads both files as the AWS tools find them; a file that does not exist holds no profiles. */
export const readSharedConfig = async (env: Environment = process.env): Promise<SharedConfig> => {
	const folder = join(env.HOME ?? homedir(), '.aws');
	const configFile = env.AWS_CONFIG_FILE ?? join(folder, 'config');
	const credentialsFile = env.AWS_SHARED_CREDENTIALS_FILE ?? join(folder, 'credentials');
	const profiles = new Map<string, Map<string, string>>();
	// In the config file profiles are `[profile NAME]` and `[default]`, in the credentials file plain `[NAME]`.
	readInto(profiles, await textOf(configFile), heading => (heading === 'default' ? heading : /^profile\s+(.+)$/.exec(heading)?.[1]));
	readInto(profiles, await textOf(credentialsFile), heading => heading);
	return { profiles, files: [configFile, credentialsFile] };
};

const textOf = async (file: string): Promise<string> => {
	try {
		return await readFile(file, 'utf8');
	} catch {
		return '';
	}
};

const readInto = (profiles: Map<string, Map<string, string>>, text: string, nameOf: (heading: string) => string | undefined): void => {
	let profile: Map<string, string> | undefined;
	for (const line of text.split(/\r?\n/)) {
		const heading = /^\s*\[\s*([^\]]+?)\s*\]/.exec(line)?.[1];
		if (heading !== undefined) {
			const name = nameOf(heading)?.replace(/^["']|["']$/g, '');
			profile = name === undefined ? undefined : (profiles.get(name) ?? new Map());
			if (name !== undefined && profile !== undefined) profiles.set(name, profile);
			continue;
		}
		// Indented lines belong to nested settings (s3 = …), never to the profile itself.
		const entry = /^([^\s=#;][^=]*?)\s*=\s*(.*?)\s*$/.exec(line);
		if (entry?.[1] !== undefined && entry[2] !== undefined) profile?.set(entry[1], entry[2]);
	}
};
