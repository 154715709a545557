import type { Access, Authentication, AwsSettings, ConnectionSettings, HostPort, TlsFiles } from '../model/connection-settings.ts';
import { usesTls } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';
import { isMskHost, mskPortKind, mskPortsText } from '../model/msk-address.ts';
import { chooseOffer, type FoundCluster, MSK_NETWORKS } from '../model/msk-bootstrap.ts';
import {
	AUTHENTICATION_WORDS,
	type AuthenticationConfig,
	type AuthenticationWord,
	type ClusterConfig,
	SCRAM_WORDS,
	type ScramWord,
} from './cluster-config.ts';
import { parseAddressMap, parseBootstrap } from './host-port.ts';
import { parseSecretSource } from './secret-source.ts';
import { awsOf, type ConnectionOptionTexts, type ConnectionSources, whichCluster } from './which-cluster.ts';

/** `--timeout` when it is not given. */
export const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * Decides which cluster is meant and how to get in: options over the environment over the config file.
 * Pure. Throws a Failure of kind usage, config, notFound or unsupported.
 */
export const resolveConnectionSettings = (sources: ConnectionSources): ConnectionSettings => {
	const { options, config, lookedUp } = sources;
	const { name, cluster } = whichCluster(sources);
	const tls = definedTls({
		ca: options.tlsCa ?? cluster.tls?.ca,
		cert: options.tlsCert ?? cluster.tls?.cert,
		key: options.tlsKey ?? cluster.tls?.key,
	});
	const { kind, bootstrap } = waysIn(options, cluster, tls, lookedUp?.found);
	const aws = awsOf(options, cluster);
	const authentication = authenticationOf(kind, options, cluster.auth?.kind === kind ? cluster.auth : undefined, aws, lookedUp?.secretUser);
	refuseStray(options, cluster, authentication, tls);
	return {
		...(name !== undefined && config.file !== null && { configFile: config.file }),
		...(cluster.arn !== undefined && { arn: cluster.arn }),
		name: name ?? lookedUp?.found?.name ?? bootstrap[0]?.host ?? '',
		bootstrap,
		authentication,
		aws,
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

type WaysIn = { readonly kind: AuthenticationWord; readonly bootstrap: readonly HostPort[] };

/** Addresses and authentication: one follows from the other, by the port of given addresses or by the kind that MSK is asked for. */
const waysIn = (options: ConnectionOptionTexts, cluster: ClusterConfig, tls: TlsFiles, found: FoundCluster | undefined): WaysIn => {
	const { bootstrap } = cluster;
	if (bootstrap !== undefined) return { kind: authenticationKind(options, cluster, bootstrap, tls), bootstrap };
	if (found === undefined) throw new Failure('bug', 'The brokers of a cluster were not looked up.');
	const asked = askedKind(options, cluster) ?? impliedKind(options, tls);
	const network = options.network === undefined ? cluster.network : wordOf(options.network, MSK_NETWORKS, '--network');
	const offer = chooseOffer(found, { kind: asked === 'mtls' ? 'tls' : asked, network });
	return { kind: asked ?? offer.kind, bootstrap: parseBootstrap(offer.brokers) };
};

const askedKind = (options: ConnectionOptionTexts, cluster: ClusterConfig): AuthenticationWord | undefined =>
	options.auth === undefined ? cluster.auth?.kind : wordOf(options.auth, AUTHENTICATION_WORDS, '--auth');

/** Who gives a user wants SCRAM, who gives a client certificate mTLS. */
const impliedKind = (options: ConnectionOptionTexts, tls: TlsFiles): AuthenticationWord | undefined => {
	if (options.username !== undefined || options.passwordFrom !== undefined) return 'scram';
	return tls.cert === undefined ? undefined : 'mtls';
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

/** Explicit, then the config file, then the port on MSK; any other host is plaintext. */
const authenticationKind = (
	options: ConnectionOptionTexts,
	cluster: ClusterConfig,
	bootstrap: readonly HostPort[],
	tls: TlsFiles,
): AuthenticationWord => {
	const asked = askedKind(options, cluster);
	if (asked !== undefined) return asked;
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
	aws: AwsSettings,
	secretUser: string | undefined,
): Authentication => {
	if (kind === 'iam') return { kind, aws };
	if (kind !== 'scram') return { kind };
	const username = options.username ?? config?.username ?? secretUser;
	if (username === undefined)
		throw new Failure('usage', 'SCRAM needs a user.', {
			nextSteps: ['Give --username and --password-from; a secret of MSK (--password-from secret:AmazonMSK_…) holds both.'],
		});
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
const refuseStray = (options: ConnectionOptionTexts, cluster: ClusterConfig, authentication: Authentication, tls: TlsFiles): void => {
	const { kind } = authentication;
	if (options.network !== undefined && cluster.arn === undefined)
		throw new Failure('usage', '--network means nothing where the addresses are given.', {
			nextSteps: ['It chooses among those that MSK tells for --cluster ARN; leave it out.'],
		});
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
