/** Glue's client behind a static import, see check-imports: loaded only when a record names a schema of Glue. */
export { GetSchemaVersionCommand, GlueClient } from '@aws-sdk/client-glue';
