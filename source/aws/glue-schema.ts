import type { AwsSettings } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';
import type { RegisteredSchema, SchemaLanguage } from '../ports/schema-registry.ts';
import { toAwsFailure } from './aws-failure.ts';
import { awsServiceSettings } from './client-settings.ts';
import { awsCredentials, awsRegion, type CredentialHooks, profileName } from './credentials.ts';
import { timeBound } from './time-bound.ts';

export type GluePlace = {
	readonly aws: AwsSettings;
	/** Bootstrap hosts and the ARN of the cluster: they tell the region when nothing else does. */
	readonly hosts: readonly string[];
	readonly arn?: string | undefined;
};

const LANGUAGES: Readonly<Record<string, SchemaLanguage>> = { AVRO: 'avro', PROTOBUF: 'protobuf', JSON: 'jsonSchema' };
const ACTION = 'glue:GetSchemaVersion';

/** Asks AWS Glue for a version of a schema. One call (glue:GetSchemaVersion); rejects with a Failure. */
export const glueSchema = async (
	versionId: string,
	{ aws, hosts, arn }: GluePlace,
	hooks: CredentialHooks = {},
): Promise<RegisteredSchema> => {
	const region = await awsRegion(aws, hosts, arn);
	const credentials = awsCredentials({ ...aws, region }, hooks);
	await credentials();
	const { GetSchemaVersionCommand, GlueClient } = await import('./glue-client.ts');
	const client = new GlueClient({ ...(await awsServiceSettings('glue', region, profileName(aws))), credentials });
	try {
		const told = await timeBound(hooks.timeoutMs, { action: ACTION, region }, bound =>
			client.send(new GetSchemaVersionCommand({ SchemaVersionId: versionId }), bound),
		);
		const language = LANGUAGES[told.DataFormat ?? ''];
		if (language === undefined || told.SchemaDefinition === undefined)
			throw new Failure('unsupported', `Glue schema version ${versionId} is in a language that is not known here: ${told.DataFormat}.`);
		return {
			language,
			text: told.SchemaDefinition,
			// Glue knows no references between schemas.
			references: [],
			subject: subjectOf(told.SchemaArn),
			version: told.VersionNumber ?? null,
		};
	} catch (error) {
		if (error instanceof Failure) throw error;
		if ((error as { name?: string }).name === 'EntityNotFoundException')
			throw new Failure('notFound', `There is no Glue schema version ${versionId} in ${region}.`, {
				nextSteps: ['A registry of another region or account is named by region, profile or roleArn of `registry` in the config file.'],
				cause: error,
			});
		throw toAwsFailure(error, { profile: profileName(aws), region, roleArn: aws.roleArn, action: ACTION });
	} finally {
		client.destroy();
	}
};

/** `REGISTRY/SCHEMA` of `arn:aws:glue:REGION:ACCOUNT:schema/REGISTRY/SCHEMA`. */
const subjectOf = (arn: string | undefined): string | null => /:schema\/(.+)$/.exec(arn ?? '')?.[1] ?? null;
