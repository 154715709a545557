import type { Access, Authentication, AwsSettings, ConnectionSettings, HostPort, TlsFiles } from '../model/connection-settings.ts';
import { usesTls } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';
import { isMskHost, mskPortKind, mskPortsText } from '../model/msk-address.ts';
import {
	AUTHENTICATION_WORDS,
	type AuthenticationConfig,
	type AuthenticationWord,
	type ClusterConfig,
	SCRAM_WORDS,
	type ScramWord,
} from './cluster-config.ts';
import type { Config } from './config-file.ts';
import { parseAddressMap, parseBootstrap } from './host-port.ts';
import { parseSecretSource } from './secret-source.ts';

/** The options of "Which cluster", as given; undefined where they were not. */
export type ConnectionOptionTexts = {
	readonly cluster?: string | undefined;
	readonly bootstrap?: string | undefined;
	readonly auth?: string | undefined;
	readonly profile?: string | undefined;
	readonly region?: string | undefined;
	readonly roleArn?: string | undefined;
	readonly username?: string | undefined;
	readonly passwordFrom?: string | undefined;
	readonly scramMechanism?: string | undefined;
	readonly tlsCa?: string | undefined;
	readonly tlsCert?: string | undefined;
	readonly tlsKey?: string | undefined;
	readonly map?: readonly string[] | undefined;
	readonly readWrite?: boolean | undefined;
	readonly timeoutMs?: number | undefined;
};

export type ConnectionSources = {
	readonly options: ConnectionOptionTexts;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly config: Config;
};

const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * Decides which cluster is meant and how to get in: options over the environment over the config file.
 * Pure. Throws a Failure of kind usage, config, notFound or unsupported.
 */
export const resolveConnectionSettings = ({ options, env, config }: ConnectionSources): ConnectionSettings => {
	const { name, cluster } = whichCluster(options, env, config);
	const bootstrap = cluster.bootstrap;
	if (bootstrap === undefined) throw arnUnsupported();
	const tls = definedTls({
		ca: options.tlsCa ?? cluster.tls?.ca,
		cert: options.tlsCert ?? cluster.tls?.cert,
		key: options.tlsKey ?? cluster.tls?.key,
	});
	const kind = authenticationKind(options, cluster, bootstrap, tls);
	const authentication = authenticationOf(kind, options, cluster.auth?.kind === kind ? cluster.auth : undefined);
	refuseStray(options, authentication, tls);
	return {
		...(name !== undefined && config.file !== null && { configFile: config.file }),
		name: name ?? bootstrap[0]?.host ?? '',
		bootstrap,
		authentication,
		tls,
		addressMap: parseAddressMap(options.map ?? []),
		environment: cluster.environment ?? 'prod',
		access: accessOf(options, cluster),
		...(cluster.maxBehind !== undefined && { maxBehind: cluster.maxBehind }),
		connectTimeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
		scanRate: scanRateOf(cluster),
		...recordSettings(cluster, authentication),
	};
};

/** A scan must not deepen an incident: on prod, and what says nothing is prod, it reads no faster than this. */
const PROD_SCAN_RATE = 32 * 1024 * 1024;

const scanRateOf = ({ scanRate, environment = 'prod' }: ClusterConfig): number | null => {
	if (scanRate === 'unlimited') return null;
	return scanRate === undefined ? (environment === 'prod' ? PROD_SCAN_RATE : null) : Number(scanRate);
};

/** A registry of Glue is asked as the cluster is, unless it says otherwise. */
const recordSettings = (
	{ registry, decoders, mask }: ClusterConfig,
	authentication: Authentication,
): Pick<ConnectionSettings, 'records'> => {
	if (registry === undefined && decoders === undefined && mask === undefined) return {};
	const asCluster = authentication.kind === 'iam' ? authentication.aws : {};
	return {
		records: {
			...(registry !== undefined && {
				registry: registry.kind === 'glue' ? { ...registry, aws: { ...asCluster, ...registry.aws } } : registry,
			}),
			decoders: decoders ?? [],
			masks: mask ?? [],
		},
	};
};

type Chosen = { readonly name: string | undefined; readonly cluster: ClusterConfig };

const whichCluster = (options: ConnectionOptionTexts, env: ConnectionSources['env'], config: Config): Chosen => {
	if (options.bootstrap !== undefined) {
		if (options.cluster !== undefined) throw new Failure('usage', 'Give either --cluster or --bootstrap, not both.');
		return { name: undefined, cluster: { bootstrap: parseBootstrap(options.bootstrap) } };
	}
	const name = options.cluster ?? (env.MSK_TUI_CLUSTER || undefined) ?? config.current;
	if (name === undefined) throw noClusterNamed([...config.clusters.keys()]);
	if (name.startsWith('arn:')) throw arnUnsupported();
	const cluster = config.clusters.get(name);
	if (cluster === undefined) {
		const known = [...config.clusters.keys()];
		throw new Failure('notFound', `There is no cluster ${name} in the config file${config.file === null ? '' : ` ${config.file}`}.`, {
			nextSteps: [known.length === 0 ? 'It names none; give --bootstrap HOST:PORT.' : `It names: ${known.join(', ')}.`],
			details: { cluster: name, known },
		});
	}
	return { name, cluster };
};

const noClusterNamed = (known: readonly string[]): Failure =>
	new Failure('usage', 'No cluster is named.', {
		nextSteps: [
			known.length === 0
				? 'Give --bootstrap HOST:PORT, or --cluster NAME of the config file (or MSK_TUI_CLUSTER, or `current:` in it).'
				: `Give --cluster ${known.join('|')} (or MSK_TUI_CLUSTER, or \`current:\` in the config file), or --bootstrap HOST:PORT.`,
			...(known.length === 0 ? ['msk-tui alone, on a terminal, asks for one, tests it and writes it there.'] : []),
		],
		details: { known, reason: 'noClusterNamed' },
	});

/** True for the failure of having named no cluster: a screen then shows which there are. */
export const isNoClusterNamed = (failure: Failure): boolean => failure.details.reason === 'noClusterNamed';

const arnUnsupported = (): Failure =>
	new Failure('unsupported', 'A cluster cannot be found by its ARN yet.', {
		nextSteps: ['Give its brokers with --bootstrap HOST:PORT,… (aws kafka get-bootstrap-brokers --cluster-arn ARN prints them).'],
	});

/** Explicit, then the config file, then the port on MSK; any other host is plaintext. */
const authenticationKind = (
	options: ConnectionOptionTexts,
	cluster: ClusterConfig,
	bootstrap: readonly HostPort[],
	tls: TlsFiles,
): AuthenticationWord => {
	if (options.auth !== undefined) return wordOf(options.auth, AUTHENTICATION_WORDS, '--auth');
	if (cluster.auth !== undefined) return cluster.auth.kind;
	const kinds = new Set(bootstrap.map(at => (isMskHost(at.host) ? (mskPortKind(at.port) ?? unknownPort(at)) : 'plaintext')));
	const [kind, another] = kinds;
	if (kind === undefined || another !== undefined)
		throw new Failure('usage', `The ports of the bootstrap brokers speak of different authentication (${[...kinds].join(', ')}).`, {
			nextSteps: ['Give brokers of one port, or --auth.'],
		});
	return kind === 'tls' && tls.cert !== undefined ? 'mtls' : kind;
};

const unknownPort = (at: HostPort): never => {
	throw new Failure('usage', `Port ${at.port} of ${at.host} does not tell how to authenticate.`, {
		nextSteps: [`Give --auth ${AUTHENTICATION_WORDS.join('|')}. MSK's own ports: ${mskPortsText()}.`],
	});
};

const authenticationOf = (
	kind: AuthenticationWord,
	options: ConnectionOptionTexts,
	config: AuthenticationConfig | undefined,
): Authentication => {
	if (kind === 'iam')
		return { kind, aws: definedAws({ profile: options.profile, region: options.region, roleArn: options.roleArn }, config?.aws) };
	if (kind !== 'scram') return { kind };
	const username = options.username ?? config?.username;
	if (username === undefined) throw new Failure('usage', 'SCRAM needs a user.', { nextSteps: ['Give --username and --password-from.'] });
	const word: ScramWord =
		options.scramMechanism === undefined
			? (config?.mechanism ?? 'scram-sha-512')
			: wordOf(options.scramMechanism, SCRAM_WORDS, '--scram-mechanism');
	return {
		kind,
		mechanism: word === 'scram-sha-512' ? 'SCRAM-SHA-512' : 'SCRAM-SHA-256',
		username,
		password: options.passwordFrom === undefined ? (config?.password ?? { kind: 'prompt' }) : parseSecretSource(options.passwordFrom),
	};
};

/** An option that would silently do nothing hides a misunderstanding, and here one about security. */
const refuseStray = (options: ConnectionOptionTexts, authentication: Authentication, tls: TlsFiles): void => {
	const { kind } = authentication;
	const stray = (option: string, wanted: string) =>
		new Failure(
			'usage',
			`${option} means nothing with ${kind}${options.auth === undefined ? ', which follows from the host and port' : ''}.`,
			{
				nextSteps: [`Give --auth ${wanted}, or leave ${option} out.`],
			},
		);
	if (kind !== 'scram') {
		if (options.username !== undefined) throw stray('--username', 'scram');
		if (options.passwordFrom !== undefined) throw stray('--password-from', 'scram');
		if (options.scramMechanism !== undefined) throw stray('--scram-mechanism', 'scram');
	}
	if (!usesTls(authentication)) {
		if (options.tlsCa !== undefined) throw stray('--tls-ca', 'tls');
		if (options.tlsCert !== undefined) throw stray('--tls-cert', 'mtls');
		if (options.tlsKey !== undefined) throw stray('--tls-key', 'mtls');
	}
	if ((tls.cert === undefined) !== (tls.key === undefined))
		throw new Failure('usage', 'A client certificate needs both --tls-cert and --tls-key.');
	if (kind === 'mtls' && tls.cert === undefined)
		throw new Failure('usage', 'mTLS needs a client certificate.', { nextSteps: ['Give --tls-cert and --tls-key.'] });
};

/** `locked` is never opened; `--read-write` opens anything else for this run. */
const accessOf = (options: ConnectionOptionTexts, cluster: ClusterConfig): Access => {
	if (cluster.access === 'locked') return 'locked';
	return options.readWrite === true ? 'read-write' : (cluster.access ?? 'read-only');
};

const wordOf = <T extends string>(given: string, words: readonly T[], option: string): T => {
	const found = words.find(word => word === given.toLowerCase());
	if (found === undefined)
		throw new Failure('usage', `${option} does not know ${JSON.stringify(given)}.`, { nextSteps: [`One of: ${words.join(', ')}.`] });
	return found;
};

type Loose<T> = { readonly [K in keyof T]?: T[K] | undefined };

const definedTls = ({ ca, cert, key }: Loose<TlsFiles>): TlsFiles => ({
	...(ca !== undefined && { ca }),
	...(cert !== undefined && { cert }),
	...(key !== undefined && { key }),
});

const definedAws = (options: Loose<AwsSettings>, config: AwsSettings = {}): AwsSettings => {
	const profile = options.profile ?? config.profile;
	const region = options.region ?? config.region;
	const roleArn = options.roleArn ?? config.roleArn;
	return { ...(profile !== undefined && { profile }), ...(region !== undefined && { region }), ...(roleArn !== undefined && { roleArn }) };
};
