import { configShape } from './config-file.ts';
import type { JsonSchema } from './shapes.ts';

/** The JSON Schema of the config file, for editors: `npm run docs` writes it to schema/config.schema.json, which the package ships. */
export const configJsonSchema = (): JsonSchema => ({
	$schema: 'http://json-schema.org/draft-07/schema#',
	title: 'msk-tui config.yaml',
	...configShape.schema,
});
