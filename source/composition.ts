import { awsHooks, lookUp, secretPassword, waitsForCode } from './composition/aws-side.ts';
import { idCheckOf } from './composition/id-check.ts';
import { locate } from './composition/located-probe.ts';
import { readConfigFile } from './files/config-file.ts';
import { resolveConnectionSettings } from './files/connection-settings-resolution.ts';
import { secretReader } from './files/secrets.ts';
import { readTlsFiles } from './files/tls-files.ts';
import type { ConnectionOptionTexts, ConnectionSources } from './files/which-cluster.ts';
import { transportOptions } from './kafka/authentication/transport-options.ts';
import { type OpenCluster, openCluster } from './kafka/open-cluster.ts';
import type { ProbeParts } from './kafka/probe/open-probe.ts';
import type { CausedLoad } from './model/caused-load.ts';
import { type ConnectionSettings, hostPortText, usesTls } from './model/connection-settings.ts';
import type { DiagnosisStep } from './model/diagnosis.ts';
import { Failure, failed } from './model/failure.ts';
import { mskClusterArn, mskHostRegion } from './model/msk-address.ts';
import type { RightScope } from './model/needed-right.ts';
import type { RegistrySettings } from './model/record-settings.ts';
import { behindLimits } from './operations/behind-limits.ts';
import type { RecordAccess } from './operations/record-access.ts';
import { systemClock } from './ports/clock.ts';
import type { ClusterReader } from './ports/cluster-reader.ts';
import type { ConnectionProbe } from './ports/connection-probe.ts';
import type { ConnectionSecrets } from './ports/connection-secrets.ts';
import type { KnownCluster } from './ports/known-cluster.ts';
import type { SchemaRegistry } from './ports/schema-registry.ts';
import type { ClusterIdCheck } from './state/cluster-id-check.ts';

export { askForCode } from './composition/aws-side.ts';
export { recordExports } from './files/record-exports.ts';
export { stateDirectory } from './files/state-directory.ts';
export { isNoClusterNamed } from './files/which-cluster.ts';

/** What the faces know when they ask for a cluster. */
export type ClusterRequest = {
	readonly options: ConnectionOptionTexts;
	/** `--config`. */
	readonly configPath?: string | undefined;
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** Told about files that others can read. */
	readonly warn?: (text: string) => void;
	/** Takes a line on each connection and each request, without what they carry. */
	readonly note?: (line: string) => void;
	/** Asks the person for a secret; the screen puts its own dialog here. */
	readonly prompt?: (question: string) => Promise<string>;
	/** Asks the person for the code of an MFA device; on the terminal itself by default. */
	readonly mfaCode?: (serial: string) => Promise<string>;
	/** Another cluster than before is shown, not warned of. */
	readonly hasScreen?: boolean;
};

/** An open cluster with the settings it was opened with. */
export type OpenedCluster = ConnectionProbe & {
	readonly known: KnownCluster;
	readonly settings: ConnectionSettings;
	/** Tells when it is not the cluster that its context led to before. */
	readonly idCheck: ClusterIdCheck;
	/** Its names for a JSON document; the id is null when the cluster does not tell. */
	readonly info: () => Promise<{ readonly id: string | null; readonly name: string; readonly bootstrap: readonly string[] }>;
	/** What reading records takes; put together when it is asked for first. */
	readonly records: () => Promise<RecordAccess>;
	/** What was asked of it so far; its fields change as it goes on. */
	readonly load: CausedLoad;
	/** Asks for the secrets now that would otherwise be asked for at the first connection: a prompt must not come up under a screen. */
	readonly readSecrets: () => Promise<void>;
	readonly close: () => Promise<void>;
};

/** Finds out which cluster is meant and opens it for reading. Nothing is dialled before the first question. */
export const openKnownCluster = async (request: ClusterRequest): Promise<OpenedCluster> =>
	openWithSettings(await settingsOf(request), request);

const settingsOf = async (request: ClusterRequest): Promise<ConnectionSettings> =>
	resolveConnectionSettings(await lookUp(await sourcesOf(request), request));

const sourcesOf = async (request: ClusterRequest): Promise<ConnectionSources> => {
	const env = request.env ?? process.env;
	const config = await readConfigFile({ path: request.configPath, env, ...(request.warn && { warn: request.warn }) });
	return { options: request.options, env, config };
};

/** The way to a cluster, to be looked at step by step. */
export type OpenedProbe = ConnectionProbe & {
	readonly settings: ConnectionSettings;
	readonly scope: RightScope;
};

/** Finds out which cluster is meant; unlike for opening it, a secret that cannot be read is no error yet but a step of the diagnosis. */
export const openKnownProbe = async (request: ClusterRequest): Promise<OpenedProbe> => {
	const found = await locate(await sourcesOf(request), request);
	return found.settings === undefined ? found.failed : probeWithSettings(found.settings, request, found.located);
};

/** The probe of a cluster whose settings are known already. */
export const probeWithSettings = (
	settings: ConnectionSettings,
	request: Omit<ClusterRequest, 'options'> = {},
	located?: DiagnosisStep,
): OpenedProbe => {
	const diagnose = diagnoser(settings, () => connectionSecrets(settings, request), request, located);
	const idCheck = idCheckOf(settings, request);
	return {
		settings,
		scope: rightScope(settings),
		diagnose: async options => {
			const diagnosis = await diagnose(options);
			await idCheck.saw(diagnosis.clusterId);
			return diagnosis;
		},
	};
};

/** The parts of a diagnosis put together when one is asked for, which mostly is never. */
const diagnoser = (
	settings: ConnectionSettings,
	secrets: () => Promise<ConnectionSecrets>,
	request: Omit<ClusterRequest, 'options'>,
	located?: DiagnosisStep,
): ConnectionProbe['diagnose'] => {
	const { authentication } = settings;
	const hosts = settings.bootstrap.map(at => at.host);
	const parts: ProbeParts = {
		settings,
		secrets,
		located,
		...(authentication.kind === 'iam' && {
			credentials: async () => (await import('./aws/credential-facts.ts')).credentialFacts(authentication.aws, hosts, awsHooks(request)),
			checkClock: async () => (await import('./aws/clock-check.ts')).checkClock(authentication.aws, hosts, systemClock.now),
		}),
	};
	return async options => {
		// A person types for as long as it takes: before the time limits of the diagnosis run, and once.
		const known = isPrompted(settings) ? await typed(await secrets()) : undefined;
		const asked = known === undefined ? parts : { ...parts, secrets: async () => known };
		return (await import('./kafka/probe/open-probe.ts')).openProbe(asked).diagnose(options);
	};
};

const isPrompted = ({ authentication }: ConnectionSettings): boolean =>
	authentication.kind === 'scram' && authentication.password.kind === 'prompt';

/** The same secrets with a password that has been typed, or the reason why it was not: that is a step of the diagnosis. */
const typed = async (secrets: ConnectionSecrets): Promise<ConnectionSecrets> => {
	try {
		const password = await secrets.password?.();
		return password === undefined ? secrets : { ...secrets, password: async () => password };
	} catch (error) {
		return { ...secrets, password: () => Promise.reject(error) };
	}
};

/** Opens a cluster whose settings are known already. */
export const openWithSettings = async (
	settings: ConnectionSettings,
	request: Omit<ClusterRequest, 'options'> = {},
): Promise<OpenedCluster> => {
	const secrets = await connectionSecrets(settings, request);
	const { load, recordSource, ...opened } = openCluster(settings, transportOptions(settings, secrets), request.note);
	const idCheck = idCheckOf(settings, request);
	let clusterId: string | null | undefined;
	const describeCluster: ClusterReader['describeCluster'] = async options => {
		const description = await opened.describeCluster(options);
		clusterId = description.clusterId;
		await idCheck.saw(clusterId);
		return description;
	};
	const reader: ClusterReader = { ...opened, describeCluster };
	const known: KnownCluster = {
		reader,
		scope: rightScope(settings),
		clock: systemClock,
		...(settings.maxBehind && { maxBehindMs: behindLimits(settings.maxBehind) }),
	};
	let records: Promise<RecordAccess> | undefined;
	return {
		known,
		settings,
		idCheck,
		records: () => {
			records ??= openRecords(settings, recordSource, request);
			return records;
		},
		diagnose: diagnoser(settings, async () => secrets, request),
		info: async () => ({
			// Most commands have asked already.
			id:
				clusterId !== undefined
					? clusterId
					: await describeCluster().then(
							cluster => cluster.clusterId,
							() => null,
						),
			name: settings.name,
			bootstrap: settings.bootstrap.map(hostPortText),
		}),
		load,
		readSecrets: async () => {
			await secrets.password?.();
			if (await waitsForCode(settings)) await secrets.token?.();
		},
		close: () => reader.close(),
	};
};

const REGISTRY_TIMEOUT_MS = 10_000;

/** Decoders and registries are loaded by whoever reads records. */
const openRecords = async (
	settings: ConnectionSettings,
	recordSource: OpenCluster['recordSource'],
	request: Omit<ClusterRequest, 'options'>,
): Promise<RecordAccess> => {
	const [source, { recordDecoder }, { recordMasks }, { matcher }, { readSchemaFile }] = await Promise.all([
		recordSource(),
		import('./decoding/record/record-decoder.ts'),
		import('./decoding/mask/mask-record.ts'),
		import('./operations/glob.ts'),
		import('./files/schema-files.ts'),
	]);
	const { registry, decoders = [], masks = [] } = settings.records ?? {};
	const byPattern = (pattern: string) => matcher([pattern]);
	return {
		source,
		decoder: recordDecoder({
			rules: decoders,
			registries: registry === undefined ? [] : [await openRegistry(registry, settings, request)],
			schemaFile: readSchemaFile,
			matcher: byPattern,
		}),
		maskOf: recordMasks(masks, byPattern),
		scanRate: settings.scanRate,
	};
};

const openRegistry = async (
	registry: RegistrySettings,
	settings: ConnectionSettings,
	request: Omit<ClusterRequest, 'options'>,
): Promise<SchemaRegistry> => {
	const { env, warn, prompt } = request;
	if (registry.kind === 'glue')
		return { kind: 'glue', schema: async () => failed(new Failure('unsupported', 'The schema registry of AWS Glue cannot be read yet.')) };
	const { confluentRegistry } = await import('./registry/confluent-registry.ts');
	const { ca, username } = registry;
	const password =
		registry.password &&
		secretReader(registry.password, {
			purpose: `Password of ${username} for the schema registry`,
			secretsManager: secretPassword(settings, request, username),
			...(env && { env }),
			...(warn && { warn }),
			...(prompt && { prompt }),
		});
	return confluentRegistry({
		url: new URL(registry.url),
		timeoutMs: REGISTRY_TIMEOUT_MS,
		...(password && { authorization: async () => `Basic ${Buffer.from(`${username}:${await password()}`).toString('base64')}` }),
		...(ca !== undefined && { ca: async () => (await readTlsFiles({ ca }, warn)).ca ?? '' }),
	});
};

const connectionSecrets = async (settings: ConnectionSettings, request: Omit<ClusterRequest, 'options'>): Promise<ConnectionSecrets> => {
	const { env, warn, prompt } = request;
	const { authentication } = settings;
	const tls = usesTls(authentication) ? await readTlsFiles(settings.tls, warn) : {};
	if (authentication.kind === 'scram') {
		const purpose = `Password of ${authentication.username}`;
		return {
			tls,
			password: secretReader(authentication.password, {
				purpose,
				secretsManager: secretPassword(settings, request, authentication.username),
				...(env && { env }),
				...(warn && { warn }),
				...(prompt && { prompt }),
			}),
		};
	}
	if (authentication.kind === 'iam') {
		// The AWS side is loaded only where it is needed: it is most of the program's weight.
		const { mskIamTokenProvider } = await import('./aws/msk-iam-token.ts');
		return {
			tls,
			token: mskIamTokenProvider(
				authentication.aws,
				settings.bootstrap.map(at => at.host),
				awsHooks(request),
			),
		};
	}
	return { tls };
};

/** How rights on this cluster are named: as IAM actions on ARNs under IAM, as ACLs elsewhere. */
const rightScope = ({ arn, authentication, bootstrap }: ConnectionSettings): RightScope => {
	if (authentication.kind !== 'iam') return { isIam: false };
	const cluster = arn === undefined ? undefined : mskClusterArn(arn);
	if (cluster !== undefined)
		return { isIam: true, region: cluster.region, account: cluster.account, clusterName: cluster.name, clusterUuid: cluster.uuid };
	const region = authentication.aws.region ?? bootstrap.map(at => mskHostRegion(at.host)).find(r => r !== undefined);
	return region === undefined ? { isIam: true } : { isIam: true, region };
};
