/** Kafka's own Java classes as the oracle: same bytes, same field names and values, same defaults, for every message and version. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import test from 'node:test';
import { runJava } from '../../scripts/protocol/kafka-jars.ts';
import { encodeMessage, layoutOf, tableOf } from '../../source/protocol/codec.ts';
import { Kind, type StructLayout, type WireType } from '../../source/protocol/layout.ts';
import { ProtocolError } from '../../source/protocol/messages.ts';
import { everyMessage } from './every-message.ts';
import { randomStruct, seeded } from './random-message.ts';

const missing = ['java', 'mvn'].filter(command => spawnSync(command, ['--version']).error !== undefined);
if (missing.length > 0 && process.env.CI === 'true') throw new Error(`${missing.join(' and ')} must be there in CI`);
const skip = missing.length > 0 ? `${missing.join(' and ')} missing: nothing is compared with Kafka's own serializer` : false;

/** Writes a value as Kafka's JSON converter does: int64 and all numbers as text, bytes in base64, records as their size. */
const asJson = (type: WireType, value: unknown): unknown => {
	if (value === null) return null;
	if (type.kind === Kind.array) return (value as unknown[]).map(v => asJson(type.element!, v));
	if (type.kind === Kind.struct) return structAsJson(type.struct!, value as Record<string, unknown>);
	if (type.kind === Kind.bytes) return (value as Buffer).toString('base64');
	if (type.kind === Kind.float64) return value;
	return typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
};

const structAsJson = (struct: StructLayout, value: Record<string, unknown>): Record<string, unknown> => {
	const json: Record<string, unknown> = {};
	for (const field of [...struct.fields, ...struct.tagged]) {
		// Kafka's converter leaves a tagged default out; the bytes already agree on that, so defaults are let be here.
		const given = value[field.name];
		const isRecords = field.type.kind === Kind.records && given !== null;
		json[isRecords ? `${field.name}SizeInBytes` : field.name] = isRecords ? String((given as Buffer).length) : asJson(field.type, given);
	}
	return json;
};

/** Parses Kafka's JSON with integers kept as text, so that no int64 loses digits. */
const parse = (text: string): unknown =>
	JSON.parse(text, (_key, value, context?: { readonly source?: string }) =>
		typeof value === 'number' && /^-?\d+$/.test(context?.source ?? '') ? context!.source : value,
	);

/** Asserts that everything in `actual` is in `expected` with the same value; `expected` may have more fields in its structs. */
const contains = (expected: unknown, actual: unknown, path: string): void => {
	if (typeof actual !== 'object' || actual === null || expected === null) {
		assert.deepEqual(actual, expected, path);
		return;
	}
	if (Array.isArray(actual)) assert.equal(actual.length, (expected as unknown[]).length, path);
	for (const [key, value] of Object.entries(actual)) {
		assert.ok(key in (expected as object), `${path}.${key} is not ours`);
		contains((expected as Record<string, unknown>)[key], value, `${path}.${key}`);
	}
};

test('bytes, field names, values, defaults and what a version cannot carry agree with Kafka’s own classes', { skip }, () => {
	const cases = everyMessage.flatMap(({ name, version }) =>
		[1, 2, 3, 4, 5].map(seed => {
			const { root } = layoutOf(name, version);
			const message = randomStruct(seeded(seed * 1000 + version), root);
			const [lowest, highest] = tableOf(name);
			const other = lowest + (seed % (highest - lowest + 1));
			return { name, version, root, message, other, bytes: encodeMessage(name, version, message).toString('hex') };
		}),
	);
	const input = cases.map(c => `${c.name} ${c.version} ${c.bytes} ${c.other}\n`).join('');
	const answers = runJava(join(import.meta.dirname, 'Reencode.java'), [], input)
		.trimEnd()
		.split('\n');
	assert.equal(answers.length, cases.length);
	const agrees = (label: string, expected: string, run: () => Buffer): void => {
		if (expected === '-') assert.throws(run, ProtocolError, label);
		else assert.equal(run().toString('hex'), expected, label);
	};
	let refusals = 0;
	for (const [i, { name, version, root, message, bytes, other }] of cases.entries()) {
		const [again, json, defaults, inOther] = answers[i]!.split('\t');
		const label = `${name} v${version}`;
		assert.equal(again, bytes, label);
		contains(structAsJson(root, message), parse(json!), label);
		agrees(`${label}, defaults`, defaults!, () => encodeMessage(name, version, {}));
		agrees(`${label} written as v${other}`, inOther!, () => encodeMessage(name, other, message));
		if (inOther === '-') refusals++;
	}
	// The rule would not be tested if everything were refused, or nothing.
	assert.ok(refusals > cases.length / 50 && refusals < cases.length / 2, `${refusals} of ${cases.length} refused`);
});
