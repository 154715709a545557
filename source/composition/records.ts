import type { ClusterRequest } from '../composition.ts';
import { secretReader } from '../files/secrets.ts';
import { readTlsFiles } from '../files/tls-files.ts';
import type { OpenCluster } from '../kafka/open-cluster.ts';
import type { ConnectionSettings } from '../model/connection-settings.ts';
import type { RegistrySettings } from '../model/record-settings.ts';
import type { RecordAccess } from '../operations/record-access.ts';
import type { SchemaRegistry } from '../ports/schema-registry.ts';
import { awsHooks, secretPassword } from './aws-side.ts';

const REGISTRY_TIMEOUT_MS = 10_000;

/** Decoders and registries are loaded by whoever reads records. */
export const openRecords = async (
	settings: ConnectionSettings,
	recordSource: OpenCluster['recordSource'],
	request: Omit<ClusterRequest, 'options'>,
): Promise<RecordAccess> => {
	const [source, { recordDecoder }, { recordMasks }, { matcher }, { readSchemaFile }] = await Promise.all([
		recordSource(),
		import('../decoding/record/record-decoder.ts'),
		import('../decoding/mask/mask-record.ts'),
		import('../operations/glob.ts'),
		import('../files/schema-files.ts'),
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
		return (await import('./glue-registry.ts')).openGlueRegistry(
			{ aws: registry.aws, hosts: settings.bootstrap.map(at => at.host), arn: settings.arn },
			{ ...awsHooks(request), timeoutMs: REGISTRY_TIMEOUT_MS },
		);
	const { confluentRegistry } = await import('../registry/confluent-registry.ts');
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
