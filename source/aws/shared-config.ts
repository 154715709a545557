import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

export type Section = ReadonlyMap<string, string>;

/** The profiles and SSO sessions of AWS's shared config and credentials files, and which files were looked at. */
export type SharedConfig = {
	readonly profiles: ReadonlyMap<string, Section>;
	readonly ssoSessions: ReadonlyMap<string, Section>;
	/** Endpoints by service, `kafka.endpoint_url`. */
	readonly services: ReadonlyMap<string, Section>;
	readonly files: readonly string[];
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads both files as the AWS tools find them; a file that does not exist holds no profiles. */
export const readSharedConfig = async (env: Environment = process.env): Promise<SharedConfig> => {
	const folder = join(env.HOME ?? homedir(), '.aws');
	const configFile = env.AWS_CONFIG_FILE ?? join(folder, 'config');
	const credentialsFile = env.AWS_SHARED_CREDENTIALS_FILE ?? join(folder, 'credentials');
	const profiles = new Map<string, Map<string, string>>();
	const ssoSessions = new Map<string, Map<string, string>>();
	const services = new Map<string, Map<string, string>>();
	const config = await textOf(configFile);
	// In the config file profiles are `[profile NAME]` and `[default]`, in the credentials file plain `[NAME]`.
	readInto(profiles, config, heading => (heading === 'default' ? heading : named('profile', heading)));
	readInto(ssoSessions, config, heading => named('sso-session', heading));
	readInto(services, config, heading => named('services', heading));
	readInto(profiles, await textOf(credentialsFile), heading => heading);
	return { profiles, ssoSessions, services, files: [configFile, credentialsFile] };
};

const named = (kind: string, heading: string): string | undefined => {
	const [, found, name] = /^(\S+)\s+(.+)$/.exec(heading) ?? [];
	return found === kind ? name : undefined;
};

const textOf = async (file: string): Promise<string> => {
	try {
		return await readFile(file, 'utf8');
	} catch {
		return '';
	}
};

const readInto = (sections: Map<string, Map<string, string>>, text: string, nameOf: (heading: string) => string | undefined): void => {
	let section: Map<string, string> | undefined;
	let parent = '';
	for (const line of text.split(/\r?\n/)) {
		const heading = /^\s*\[\s*([^\]]+?)\s*\]/.exec(line)?.[1];
		if (heading !== undefined) {
			const name = nameOf(heading)?.replace(/^["']|["']$/g, '');
			section = name === undefined ? undefined : (sections.get(name) ?? new Map());
			if (name !== undefined && section !== undefined) sections.set(name, section);
			continue;
		}
		const [, indent, key, value] = /^(\s*)([^\s=#;][^=]*?)\s*=\s*(.*?)\s*$/.exec(line.replace(/\s[#;].*$/, '')) ?? [];
		if (key === undefined || value === undefined) continue;
		// Indented lines belong to the setting above (`s3 =`), never to the section itself.
		if (indent === '') parent = key;
		section?.set(indent === '' ? key : `${parent}.${key}`, value);
	}
};
