/** How the records of a cluster are read and shown, in its entry of the config file: `registry`, `decoders`, `mask`. */
import type { SecretSource } from '../model/connection-settings.ts';
import { DECODER_WORDS, type DecoderRule, type MaskRule, type RegistrySettings } from '../model/record-settings.ts';
import { awsFields } from './aws-fields.ts';
import { path, pattern, secretSource } from './config-texts.ts';
import { byKind, described, fields, flag, notation, oneOf, type Shape, text } from './shapes.ts';
import { mistake } from './yaml-reading.ts';

type RegistryFields = { url: string; username: string; password: SecretSource; ca: string } & Record<
	'profile' | 'region' | 'roleArn',
	string
>;

const registryMap = byKind<RegistrySettings['kind'], RegistryFields>(
	{
		glue: awsFields,
		confluent: {
			url: notation(
				value => (/^https?:\/\/[^\s@]+$/.test(value) && URL.canParse(value) ? value : undefined),
				'must be a URL without user and password',
				{
					pattern: '^https?://[^\\s@]+$',
				},
			),
			username: text,
			password: described('where the password is, never the password itself', secretSource),
			ca: described('certificate authorities (PEM) instead of the built-in ones', path),
		},
	},
	{ confluent: ['url'] },
);

export const registry: Shape<RegistrySettings> = {
	schema: { ...registryMap.schema, dependencies: { username: ['password'], password: ['username'] } },
	read: (node, place) => {
		const { kind, url, username, password, ca, ...settings } = registryMap.read(node, place);
		if (kind === 'glue') return { kind, aws: settings };
		if ((username === undefined) !== (password === undefined)) throw mistake(node, place, 'needs both username and password, or neither');
		return {
			kind,
			url: url ?? '',
			...(username !== undefined && { username }),
			...(password !== undefined && { password }),
			...(ca !== undefined && { ca }),
		};
	},
};

const decoder = described('where the bytes do not tell', oneOf(...DECODER_WORDS));

const decoderMap = fields<DecoderRule>(
	{
		topic: pattern,
		key: decoder,
		value: decoder,
		schema: described('an .avsc or .proto file; else the registry is asked', path),
		message: described('message of the .proto file; else the first', text),
		framed: described('a Confluent frame stands in front of what the file describes', flag),
	},
	['topic'],
) as Shape<DecoderRule>;

const NEEDS_SCHEMA = ['avro', 'protobuf'];

export const decoderRule: Shape<DecoderRule> = {
	schema: {
		...decoderMap.schema,
		anyOf: [{ required: ['key'] }, { required: ['value'] }],
		dependencies: { message: ['schema'], framed: ['schema'] },
	},
	read: (node, place) => {
		const before = place.mistakes.length;
		const rule = decoderMap.read(node, place);
		if (place.mistakes.length > before) return rule;
		const words = [rule.key, rule.value].filter(word => word !== undefined);
		if (words.length === 0) throw mistake(node, place, 'says neither what the key nor what the value is');
		if (rule.schema !== undefined && !words.some(word => NEEDS_SCHEMA.includes(word)))
			throw mistake(node, place, 'names a schema file, which only avro and protobuf are read with');
		if (rule.schema !== undefined && words.length > 1)
			throw mistake(node, place, 'names one schema file for key and value: make two rules of it');
		if (rule.schema === undefined && (rule.message !== undefined || rule.framed !== undefined))
			throw mistake(node, place, 'needs schema, without which message and framed mean nothing');
		return rule;
	},
};

const maskMap = fields<MaskRule>(
	{
		topic: pattern,
		field: described('path of a field of keys and values; * stands for one step, ** for any number', text),
		header: described('name or pattern of a header', pattern),
	},
	['topic'],
) as Shape<MaskRule>;

export const maskRule: Shape<MaskRule> = {
	schema: { ...maskMap.schema, oneOf: [{ required: ['field'] }, { required: ['header'] }] },
	read: (node, place) => {
		const before = place.mistakes.length;
		const rule = maskMap.read(node, place);
		if (place.mistakes.length === before && (rule.field === undefined) === (rule.header === undefined))
			throw mistake(node, place, 'needs either field or header');
		return rule;
	},
};
