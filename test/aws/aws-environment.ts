import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A private home for AWS tests: nothing of the machine's own configuration, no instance metadata, no network. */
export type AwsEnvironment = {
	readonly folder: string;
	readonly env: Readonly<Record<string, string>>;
	readonly config: (text: string) => void;
	readonly credentials: (text: string) => void;
	readonly remove: () => void;
};

/** Makes the environment and puts it into `process.env`, from which every other AWS_ variable is taken away. */
export const awsEnvironment = (): AwsEnvironment => {
	const folder = mkdtempSync(join(tmpdir(), 'msk-tui-aws-'));
	const file = (name: string) => join(folder, name);
	const env = {
		HOME: folder,
		AWS_CONFIG_FILE: file('config'),
		AWS_SHARED_CREDENTIALS_FILE: file('credentials'),
		AWS_EC2_METADATA_DISABLED: 'true',
	};
	for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
	Object.assign(process.env, env);
	return {
		folder,
		env,
		config: text => writeFileSync(env.AWS_CONFIG_FILE, text),
		credentials: text => writeFileSync(env.AWS_SHARED_CREDENTIALS_FILE, text),
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
};
