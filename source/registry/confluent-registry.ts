import { asFailure, Failure } from '../model/failure.ts';
import { type Clock, systemClock } from '../ports/clock.ts';
import type { RegisteredSchema, SchemaLanguage, SchemaReference, SchemaRegistry } from '../ports/schema-registry.ts';
import { answerCache } from './answer-cache.ts';
import { type RegistryAnswer, type RegistryConnection, registryHttp } from './registry-http.ts';

/** What a registry answers for an id, a GUID or a version of a subject; `schemaType` is left out for Avro. */
type SchemaAnswer = {
	readonly schema: string;
	readonly schemaType?: string;
	readonly references?: readonly Reference[];
};
type Reference = { readonly name: string; readonly subject: string; readonly version: number };

const LANGUAGES: Readonly<Record<string, SchemaLanguage>> = { AVRO: 'avro', PROTOBUF: 'protobuf', JSON: 'jsonSchema' };

/** Schemas that one may bring with it. */
const MOST_REFERENCES = 200;

/** A registry that speaks Confluent's REST API (Confluent, Karapace, Apicurio's compatible API, Redpanda). It is only read. */
export const confluentRegistry = (connection: RegistryConnection, clock: Clock = systemClock): SchemaRegistry => {
	const get = registryHttp(connection);
	const { host } = connection.url;
	const schemas = answerCache<RegisteredSchema>(clock);
	const subjects = answerCache<SchemaAnswer>(clock);

	/** Everything that a schema uses, what is used first. */
	const references = async (roots: readonly Reference[]): Promise<RegisteredSchema['references']> => {
		const found = new Map<string, string>();
		const visiting = new Set<string>();
		const visit = async ({ name, subject, version }: Reference): Promise<void> => {
			if (found.has(name) || visiting.has(name)) return;
			visiting.add(name);
			if (visiting.size > MOST_REFERENCES) throw new Failure('unsupported', `The schema uses more than ${MOST_REFERENCES} others.`);
			const answer = await subjects(`${subject} ${version}`, async () =>
				schemaAnswer(await get(['subjects', subject, 'versions', version]), host, `version ${version} of subject ${subject}`),
			);
			if (!answer.ok) throw answer.failure;
			for (const inner of answer.value.references ?? []) await visit(inner);
			found.set(name, answer.value.schema);
		};
		for (const root of roots) await visit(root);
		return [...found].map(([name, text]) => ({ name, text }));
	};

	const fetchSchema = async (reference: SchemaReference): Promise<RegisteredSchema> => {
		const segments = segmentsOf(reference);
		const answer = schemaAnswer(await get(segments), host, nameOf(reference));
		const language = LANGUAGES[answer.schemaType ?? 'AVRO'];
		if (language === undefined)
			throw new Failure(
				'unsupported',
				`The schema registry ${host} has ${nameOf(reference)} in a language that is not known here: ${answer.schemaType}.`,
			);
		const [place, used] = await Promise.all([
			reference.kind === 'confluentId' ? only(get([...segments, 'versions'])) : NOWHERE,
			references(answer.references ?? []),
		]);
		return { language, text: answer.schema, references: used, ...place };
	};

	return {
		kind: 'confluent',
		schema: reference =>
			schemas(nameOf(reference), () =>
				fetchSchema(reference).catch(error => {
					throw asFailure(error);
				}),
			),
	};
};

const segmentsOf = (reference: SchemaReference): readonly (string | number)[] => {
	if (reference.kind === 'confluentId') return ['schemas', 'ids', reference.id];
	if (reference.kind === 'confluentGuid') return ['schemas', 'guids', reference.guid];
	throw new Failure('bug', 'A Confluent registry was asked for a schema of Glue.');
};

const nameOf = (reference: SchemaReference): string =>
	reference.kind === 'confluentId'
		? `schema id ${reference.id}`
		: reference.kind === 'confluentGuid'
			? `schema ${reference.guid}`
			: reference.versionId;

type Place = Pick<RegisteredSchema, 'subject' | 'version'>;
const NOWHERE: Place = { subject: null, version: null };

/** Where a schema is registered, if that is one place. It is a nicety: registries without the path, or without the right, are no failure. */
const only = async (asked: Promise<RegistryAnswer>): Promise<Place> => {
	try {
		const { status, body } = await asked;
		if (status !== 200 || !Array.isArray(body) || body.length !== 1) return NOWHERE;
		const { subject, version } = body[0] as { readonly subject?: unknown; readonly version?: unknown };
		return typeof subject === 'string' && typeof version === 'number' ? { subject, version } : NOWHERE;
	} catch {
		return NOWHERE;
	}
};

/** Reads an answer or says why it is none. Throws a Failure. */
const schemaAnswer = ({ status, body }: RegistryAnswer, host: string, what: string): SchemaAnswer => {
	const details = { registry: host, status };
	const said = messageOf(body);
	if (status === 404) throw new Failure('notFound', `The schema registry ${host} does not know ${what}${said}.`, { details });
	if (status === 401)
		throw new Failure('authentication', `The schema registry ${host} does not accept who we are${said}.`, {
			nextSteps: ['Check registry.username and registry.password in the config file.'],
			details,
		});
	if (status === 403)
		throw new Failure('authorization', `The schema registry ${host} does not let us read ${what}${said}.`, {
			nextSteps: ['The identity needs to read this subject (DeveloperRead in Confluent’s roles).'],
			details,
		});
	if (status !== 200) throw new Failure('connection', `The schema registry ${host} answered ${status} for ${what}${said}.`, { details });
	const answer = body as Partial<SchemaAnswer> | null | undefined;
	if (typeof answer !== 'object' || answer === null || typeof answer.schema !== 'string' || !isReferences(answer.references))
		throw new Failure('connection', `${host} answered something that is no answer of a schema registry.`, {
			nextSteps: ['Check registry.url in the config file: is it the registry itself, with its path prefix?'],
			details,
		});
	return answer as SchemaAnswer;
};

const isReferences = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	(Array.isArray(value) &&
		value.every(item => typeof item?.name === 'string' && typeof item.subject === 'string' && Number.isInteger(item.version)));

/** What the registry itself says, as a clause. */
const messageOf = (body: unknown): string => {
	const message = (body as { readonly message?: unknown } | null | undefined)?.message;
	return typeof message === 'string' && message !== '' ? ` (${message.slice(0, 200).replace(/[.\s]+$/, '')})` : '';
};
