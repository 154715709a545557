/** The shipped JSON Schema and the check of the program say the same of one file: Ajv is the editor here. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { parseConfig } from '../../source/files/config-file.ts';

const validate = new Ajv({ strictSchema: true, allErrors: true }).compile(
	JSON.parse(readFileSync('schema/config.schema.json', 'utf8')) as Record<string, unknown>,
);

const entry = (lines: string): string => `clusters:\n  a:\n    bootstrap: ["h:9092"]\n${lines}`;

const right: readonly string[] = [
	'',
	'clusters:\n',
	'current: a\nclusters:\n  a: { bootstrap: ["h:1", "[::1]:9092"] }\n',
	'clusters:\n  a: { arn: "arn:aws:kafka:eu-west-1:123456789012:cluster/a/b-1" }\n',
	...['prod', 'staging', 'dev'].map(word => entry(`    environment: ${word}\n`)),
	...['read-only', 'read-write', 'locked'].map(word => entry(`    access: ${word}\n`)),
	...['32MiB', '1.5 GiB', '500kB', 'unlimited'].map(word => entry(`    scanRate: ${word}\n`)),
	...['5m', '1h30m', '2 d'].map(word => entry(`    maxBehind: { "b*": ${word} }\n`)),
	...['prompt', '{ env: V }', '{ file: ~/p }', '{ command: pass show k }', '{ secret: AmazonMSK_x }'].map(source =>
		entry(`    auth: { kind: scram, username: u, password: ${source}, mechanism: scram-sha-256 }\n`),
	),
	entry('    auth: { kind: iam, profile: p, region: eu-west-1, roleArn: r }\n'),
	entry('    auth: { kind: mtls }\n    tls: { ca: a, cert: b, key: c }\n'),
	entry('    registry: { kind: glue, region: eu-west-1 }\n'),
	entry('    registry: { kind: confluent, url: "https://r:8081", username: u, password: { env: P }, ca: c.pem }\n'),
	entry(
		'    decoders: [{ topic: "o*", key: text, value: avro }]\n    mask: [{ topic: "*", field: "**.iban" }, { topic: a, header: "x-*" }]\n',
	),
	entry('    decoders: [{ topic: a, value: protobuf, schema: a.proto, message: M, framed: true }, { topic: b, key: int64 }]\n'),
];

const wrong: readonly string[] = [
	'curent: a\n',
	'clusters: [a]\n',
	'clusters:\n  a:\n',
	'clusters:\n  a: {}\n',
	'clusters:\n  a: { bootstrap: [] }\n',
	'clusters:\n  a: { bootstrap: [h] }\n',
	'clusters:\n  a: { bootstrap: "h:1" }\n',
	'clusters:\n  a: { arn: orders }\n',
	'clusters:\n  a: { bootstrap: ["h:1"], arn: "arn:aws:kafka:eu-west-1:123456789012:cluster/a/b-1" }\n',
	entry('    enviroment: dev\n'),
	entry('    environment: qa\n'),
	entry('    access: 1\n'),
	entry('    scanRate: 33554432\n'),
	entry('    scanRate: "33554432"\n'),
	entry('    scanRate: fast\n'),
	entry('    maxBehind: { b: 5 }\n'),
	entry('    maxBehind: { b: "5" }\n'),
	entry('    auth: { username: u }\n'),
	entry('    auth: { kind: iam, username: u }\n'),
	entry('    auth: { kind: scram, username: 5 }\n'),
	entry('    auth: { kind: scram, username: u, password: hunter2 }\n'),
	entry('    auth: { kind: scram, username: u, password: { env: V, file: f } }\n'),
	entry('    registry: { kind: confluent }\n'),
	entry('    registry: { kind: glue, url: "https://r" }\n'),
	entry('    registry: { kind: confluent, url: "https://me:secret@r" }\n'),
	entry('    decoders: [{ value: avro }]\n'),
	entry('    decoders: [{ topic: a, value: cobol }]\n'),
	entry('    decoders: [{ topic: a }]\n'),
	entry('    decoders: [{ topic: a, value: avro, framed: true }]\n'),
	entry('    decoders: [{ topic: a, value: avro, schema: a.avsc, framed: 1 }]\n'),
	entry('    mask: [{ topic: a }]\n'),
	entry('    mask: [{ topic: a, field: b, header: c }]\n'),
	entry('    registry: { kind: confluent, url: "https://r", username: u }\n'),
	entry('    tls: { cacert: a }\n'),
];

describe('the shipped JSON Schema', () => {
	for (const source of right)
		it(`takes what the program takes: ${JSON.stringify(source)}`, async () => {
			await parseConfig(source, 'c.yaml');
			// An empty file is nothing yet to an editor too.
			assert.ok(validate(parse(source) ?? {}), JSON.stringify(validate.errors));
		});
	for (const source of wrong)
		it(`refuses what the program refuses: ${JSON.stringify(source)}`, async () => {
			await assert.rejects(parseConfig(source, 'c.yaml'), { kind: 'config' });
			assert.equal(validate(parse(source)), false);
		});
});
