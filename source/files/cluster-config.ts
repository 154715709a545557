import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import type { Node } from 'yaml';
import type { Access, AwsSettings, Environment, HostPort, SecretSource, TlsFiles } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';
import { parseHostPort } from './host-port.ts';
import { anything, fields, listOf, mapOf, mistake, oneOf, type Place, type Reader, text } from './yaml-reading.ts';

/** How the config file says to authenticate; what is missing comes from options or is asked for. */
export type AuthenticationConfig = {
	readonly kind: AuthenticationWord;
	readonly username?: string;
	readonly password?: SecretSource;
	readonly mechanism?: ScramWord;
	readonly aws: AwsSettings;
};

export const AUTHENTICATION_WORDS = ['iam', 'scram', 'mtls', 'tls', 'plaintext'] as const;
export type AuthenticationWord = (typeof AUTHENTICATION_WORDS)[number];
export const SCRAM_WORDS = ['scram-sha-512', 'scram-sha-256'] as const;
export type ScramWord = (typeof SCRAM_WORDS)[number];

/** One entry of `clusters`. */
export type ClusterConfig = {
	readonly arn?: string;
	readonly bootstrap?: readonly HostPort[];
	readonly auth?: AuthenticationConfig;
	/** Paths are absolute: relative ones count from the folder of the config file. */
	readonly tls?: TlsFiles;
	readonly environment?: Environment;
	readonly access?: Access;
	readonly scanRate?: string;
	readonly maxBehind?: ReadonlyMap<string, string>;
	readonly registry?: unknown;
	readonly decoders?: unknown;
	readonly mask?: unknown;
};

const address: Reader<HostPort> = (node, place) => {
	const value = text(node, place);
	try {
		return parseHostPort(value, place.path);
	} catch (error) {
		throw error instanceof Failure ? mistake(node, place, 'must be HOST:PORT') : error;
	}
};

const bootstrap: Reader<readonly HostPort[]> = (node, place) => {
	const list = listOf(address)(node, place);
	if (list.length === 0) throw mistake(node, place, 'names no broker');
	return list;
};

/** A path as the person means it: `~/` is home, anything relative counts from the config file. */
const path: Reader<string> = (node, place) => {
	const value = text(node, place);
	return value.startsWith('~/') ? resolve(homedir(), value.slice(2)) : resolve(dirname(place.file), value);
};

const isScalar = (node: Node | null): boolean => node !== null && 'value' in node;

const password: Reader<SecretSource> = (node, place) => {
	const wants = 'must say where the password is: { env: VAR }, { file: PATH }, { command: … }, { secret: ARN-or-name } or prompt';
	if (isScalar(node)) {
		if ((node as unknown as { value: unknown }).value === 'prompt') return { kind: 'prompt' };
		throw mistake(node, place, wants);
	}
	const found = fields<{ env: string; file: string; command: string; secret: string }>({
		env: text,
		file: path,
		command: text,
		secret: text,
	})(node, place);
	if (Object.keys(found).length !== 1) throw mistake(node, place, wants);
	if (found.env !== undefined) return { kind: 'env', name: found.env };
	if (found.file !== undefined) return { kind: 'file', path: found.file };
	if (found.command !== undefined) return { kind: 'command', command: found.command };
	return { kind: 'secret', id: found.secret ?? '' };
};

type AuthenticationFields = {
	kind: AuthenticationWord;
	username: string;
	password: SecretSource;
	mechanism: ScramWord;
	profile: string;
	region: string;
	roleArn: string;
};

/** Which keys of `auth` mean something for which kind; a key that would be ignored is a mistake. */
const KEYS_OF_KIND: Readonly<Record<AuthenticationWord, readonly string[]>> = {
	iam: ['profile', 'region', 'roleArn'],
	scram: ['username', 'password', 'mechanism'],
	mtls: [],
	tls: [],
	plaintext: [],
};

const authentication: Reader<AuthenticationConfig> = (node, place) => {
	const {
		kind,
		username,
		password: source,
		mechanism,
		profile,
		region,
		roleArn,
		...none
	} = fields<AuthenticationFields>({
		kind: oneOf(...AUTHENTICATION_WORDS),
		username: text,
		password,
		mechanism: oneOf(...SCRAM_WORDS),
		profile: text,
		region: text,
		roleArn: text,
	})(node, place);
	none satisfies Record<string, never>;
	if (kind === undefined) throw mistake(node, place, `needs a kind: ${AUTHENTICATION_WORDS.join(', ')}`);
	const given = Object.entries({ username, password: source, mechanism, profile, region, roleArn }).filter(([, v]) => v !== undefined);
	const stray = given.find(([key]) => !KEYS_OF_KIND[kind].includes(key));
	if (stray !== undefined) throw mistake(node, { ...place, path: `${place.path}.${stray[0]}` }, `means nothing for kind ${kind}`);
	return {
		kind,
		...(username !== undefined && { username }),
		...(source !== undefined && { password: source }),
		...(mechanism !== undefined && { mechanism }),
		aws: { ...(profile !== undefined && { profile }), ...(region !== undefined && { region }), ...(roleArn !== undefined && { roleArn }) },
	};
};

const arn: Reader<string> = (node, place) => {
	const value = text(node, place);
	if (!/^arn:aws[a-z-]*:kafka:[a-z0-9-]+:\d{12}:cluster\//.test(value)) throw mistake(node, place, 'must be the ARN of an MSK cluster');
	return value;
};

const clusterFields = fields<{ -readonly [K in keyof ClusterConfig]-?: NonNullable<ClusterConfig[K]> }>({
	arn,
	bootstrap,
	auth: authentication,
	tls: fields<{ ca: string; cert: string; key: string }>({ ca: path, cert: path, key: path }),
	environment: oneOf('prod', 'staging', 'dev'),
	access: oneOf('read-only', 'read-write', 'locked'),
	scanRate: text,
	maxBehind: mapOf(text),
	registry: anything as Reader<NonNullable<unknown>>,
	decoders: anything as Reader<NonNullable<unknown>>,
	mask: anything as Reader<NonNullable<unknown>>,
});

/** Reads one entry of `clusters`. */
export const clusterConfig = (node: Node | null, place: Place): ClusterConfig => {
	const cluster = clusterFields(node, place);
	if (cluster.arn === undefined && cluster.bootstrap === undefined) throw mistake(node, place, 'needs bootstrap or arn');
	return cluster;
};
