/** AWS Glue's schema registry as far as reading a version of a schema goes. */
import { GetSchemaVersionCommand } from '@aws-sdk/client-glue';
import type { AwsStub } from './aws-stub.ts';
import { ServiceError } from './service-error.ts';

export type PlayedSchema = {
	readonly versionId: string;
	readonly arn: string;
	readonly format: 'AVRO' | 'JSON' | 'PROTOBUF';
	readonly text: string;
	readonly version: number;
};

/** Teaches the stub Glue's schemas. The error is that of the service's API reference. */
export const serveSchemas = (stub: AwsStub): PlayedSchema[] => {
	const schemas: PlayedSchema[] = [];
	stub.on(GetSchemaVersionCommand, ({ SchemaVersionId }) => {
		const found = schemas.find(s => s.versionId === SchemaVersionId);
		if (found === undefined) throw new ServiceError('EntityNotFoundException', 400, 'Schema version is not found.');
		return {
			SchemaVersionId: found.versionId,
			SchemaDefinition: found.text,
			DataFormat: found.format,
			SchemaArn: found.arn,
			VersionNumber: found.version,
			Status: 'AVAILABLE' as const,
			CreatedTime: '2026-11-24T10:00:00.000Z',
		};
	});
	return schemas;
};
