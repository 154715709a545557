export class Ajv2020 {
	addKeyword(definition?: object): void;
	compile(schema: object): (value: unknown) => never;
	validate(schema: object, value: unknown): never;
}
