import type { CredentialHooks } from '../aws/credentials.ts';
import type { GluePlace } from '../aws/glue-schema.ts';
import { Failure, failed } from '../model/failure.ts';
import { systemClock } from '../ports/clock.ts';
import type { RegisteredSchema, SchemaRegistry } from '../ports/schema-registry.ts';
import { answerCache } from '../registry/answer-cache.ts';

/** The schema registry of AWS Glue; the SDK is loaded when the first record names one of its schemas. */
export const openGlueRegistry = (place: GluePlace, hooks: CredentialHooks = {}): SchemaRegistry => {
	const answers = answerCache<RegisteredSchema>(systemClock);
	return {
		kind: 'glue',
		schema: async reference => {
			if (reference.kind !== 'glue') return failed(new Failure('bug', 'AWS Glue was asked for a schema of another registry.'));
			const { glueSchema } = await import('../aws/glue-schema.ts');
			return answers(reference.versionId, () => glueSchema(reference.versionId, place, hooks));
		},
	};
};
