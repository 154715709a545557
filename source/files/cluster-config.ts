/** One entry of `clusters` in the config file: the table that checks it and describes it to editors. */
import type { BehindRule } from '../model/behind-rule.ts';
import type { Access, AwsSettings, Environment, HostPort, SecretSource, TlsFiles } from '../model/connection-settings.ts';
import { MSK_NETWORKS, type MskNetwork } from '../model/msk-bootstrap.ts';
import type { DecoderRule, MaskRule, RegistrySettings } from '../model/record-settings.ts';
import { awsFields } from './aws-fields.ts';
import { address, duration, path, rate, secretSource } from './config-texts.ts';
import { decoderRule, maskRule, registry } from './records-config.ts';
import { byKind, described, fields, listOf, mapOf, notation, oneOf, type Shape, text } from './shapes.ts';
import { mistake } from './yaml-reading.ts';

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
	/** Which of the addresses that MSK tells for the ARN. */
	readonly network?: MskNetwork;
	readonly auth?: AuthenticationConfig;
	/** Whom to be towards AWS, where `auth` does not say it. */
	readonly aws?: AwsSettings;
	/** Paths are absolute: relative ones count from the folder of the config file. */
	readonly tls?: TlsFiles;
	readonly environment?: Environment;
	readonly access?: Access;
	/** Bytes a second. */
	readonly scanRate?: bigint | 'unlimited';
	readonly maxBehind?: readonly BehindRule[];
	readonly registry?: RegistrySettings;
	readonly decoders?: readonly DecoderRule[];
	readonly mask?: readonly MaskRule[];
};

const arn: Shape<string> = notation(
	value => (/^arn:aws[a-z-]*:kafka:[a-z0-9-]+:\d{12}:cluster\//.test(value) ? value : undefined),
	'must be the ARN of an MSK cluster',
	{ pattern: '^arn:aws[a-z-]*:kafka:[a-z0-9-]+:[0-9]{12}:cluster/' },
);

type AuthenticationFields = { username: string; password: SecretSource; mechanism: ScramWord } & Record<
	'profile' | 'region' | 'roleArn',
	string
>;

const authenticationMap = byKind<AuthenticationWord, AuthenticationFields>({
	iam: awsFields,
	scram: {
		username: text,
		password: described('where the password is, never the password itself; else it is asked for', secretSource),
		mechanism: described("MSK's is scram-sha-512, the default", oneOf(...SCRAM_WORDS)),
	},
	mtls: {},
	tls: {},
	plaintext: {},
});

const authentication: Shape<AuthenticationConfig> = {
	...authenticationMap,
	read: (node, place) => {
		const { profile, region, roleArn, ...rest } = authenticationMap.read(node, place);
		return {
			...rest,
			aws: {
				...(profile !== undefined && { profile }),
				...(region !== undefined && { region }),
				...(roleArn !== undefined && { roleArn }),
			},
		};
	},
};

const behindMap = mapOf(duration);
const maxBehind: Shape<readonly BehindRule[]> = {
	read: (node, place) => [...behindMap.read(node, place)].map(([group, ms]) => ({ group, ms })),
	schema: { ...behindMap.schema, examples: [{ 'billing*': '5m' }] },
};

const clusterMap = fields<ClusterConfig>({
	arn: described('ARN of an MSK cluster; or give bootstrap', arn),
	bootstrap: described('brokers to ask first', listOf(address, { least: 1, empty: 'names no broker' })),
	network: described('which addresses of the ARN; without it those of the VPC', oneOf(...MSK_NETWORKS)),
	auth: described('without it: from the port of an MSK host, plaintext elsewhere; of an ARN IAM where it is offered', authentication),
	aws: described('AWS profile, region and role for the ARN and for secrets, where auth is not iam', fields<AwsSettings>(awsFields)),
	tls: described(
		'PEM files; relative paths count from this file',
		fields<TlsFiles>({
			ca: described('certificate authorities instead of the built-in ones', path),
			cert: described('client certificate', path),
			key: described('its key', path),
		}),
	),
	environment: described('absent counts as prod', oneOf('prod', 'staging', 'dev')),
	access: described('read-only is the default; locked is never opened for changes', oneOf('read-only', 'read-write', 'locked')),
	scanRate: described('how many bytes a second a scan of records may read', rate),
	registry: described('the schema registry of its records', registry),
	decoders: described('how records are read; the first rule that matches counts', listOf(decoderRule)),
	mask: described('fields of records that are never shown', listOf(maskRule)),
	maxBehind: described('how far groups may be behind (5m), by name or pattern; the first that matches counts', maxBehind),
});

/** Reads one entry of `clusters`. */
export const clusterShape: Shape<ClusterConfig> = {
	read: (node, place) => {
		const before = place.mistakes.length;
		const cluster: ClusterConfig = clusterMap.read(node, place);
		if (place.mistakes.length === before) {
			if (cluster.arn === undefined && cluster.bootstrap === undefined) throw mistake(node, place, 'needs bootstrap or arn');
			if (cluster.arn !== undefined && cluster.bootstrap !== undefined)
				throw mistake(node, place, 'has both arn and bootstrap: one of them says where the cluster is');
			if (cluster.network !== undefined && cluster.arn === undefined)
				throw mistake(node, place, 'has a network without an arn: it chooses among the addresses that MSK tells');
		}
		return cluster;
	},
	schema: { ...clusterMap.schema, oneOf: [{ required: ['bootstrap'] }, { required: ['arn'] }] },
};
