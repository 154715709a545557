import assert from 'node:assert/strict';
import test from 'node:test';
import { decodeMessageAt, encodeMessage, layoutOf, type MessageName } from '../../source/protocol/codec.ts';
import { decodeResponse, ProtocolError } from '../../source/protocol/messages.ts';
import { everyMessage } from './every-message.ts';
import { gradual } from './gradual.ts';
import { randomStruct, seeded } from './random-message.ts';

/** Decodes bytes of any kind: a value or a ProtocolError that says where, nothing else; and the same when it is done bit by bit. */
const survives = (name: MessageName, version: number, bytes: Buffer): void => {
	const gradually = outcomeOf(() => gradual(name, version, bytes));
	try {
		assert.deepEqual(gradually, { message: decodeMessageAt(name, version, bytes, 0).message });
	} catch (error) {
		assert.ok(!(error instanceof assert.AssertionError), String(error));
		assert.deepEqual(gradually, { refusal: (error as Error).message });
		assert.ok(error instanceof ProtocolError, `${name} v${version}, ${bytes.toString('hex')}: ${String(error)}`);
		assert.equal(error.subject, `${name} v${version}`);
		assert.ok(error.position !== null && error.position >= 0 && error.position <= bytes.length);
	}
};

const outcomeOf = (decode: () => unknown): { readonly message: unknown } | { readonly refusal: string } => {
	try {
		return { message: decode() };
	} catch (error) {
		return { refusal: (error as Error).message };
	}
};

test('a message cut at any byte is refused', () => {
	for (const { name, version } of everyMessage) {
		const bytes = encodeMessage(name, version, randomStruct(seeded(version + 1), layoutOf(name, version).root));
		const step = Math.ceil(bytes.length / 200);
		for (let length = 0; length < bytes.length; length += step) {
			assert.throws(
				() => decodeMessageAt(name, version, bytes.subarray(0, length), 0),
				ProtocolError,
				`${name} v${version} cut at ${length}`,
			);
		}
	}
});

test('changed and random bytes give a value or a ProtocolError', () => {
	const random = seeded(42);
	for (const { name, version } of everyMessage) {
		const bytes = encodeMessage(name, version, randomStruct(random, layoutOf(name, version).root));
		for (let round = 0; round < 40; round++) {
			const changed = Buffer.from(bytes);
			for (let i = random(4); i >= 0 && changed.length > 0; i--)
				changed[random(changed.length)] = [0, 0x7f, 0x80, 0xff, random(256)][random(5)]!;
			survives(name, version, changed);
		}
		survives(name, version, Buffer.from(Array.from({ length: random(200) }, () => random(256))));
	}
});

const refused = (name: 'Metadata' | 'DescribeGroups', version: number, text: string): string => {
	try {
		decodeResponse(name, version, Buffer.from(text.replace(/\s/g, ''), 'hex'));
	} catch (error) {
		assert.ok(error instanceof ProtocolError);
		return error.message;
	}
	return assert.fail('decoded');
};

test('lengths that the bytes cannot hold are refused before anything is allocated', () => {
	assert.equal(refused('Metadata', 1, '7fffffff 0000'), 'MetadataResponse v1: array of 2147483647 in 2 bytes at byte 4');
	assert.equal(refused('Metadata', 12, '00000000 ffffffff0f 00'), 'MetadataResponse v12: array of 4294967294 in 1 bytes at byte 9');
	assert.match(refused('Metadata', 1, 'fffffffe'), /length -2/);
	assert.match(refused('Metadata', 1, 'ffffffff'), /null in brokers, which cannot be null/);
	assert.match(refused('Metadata', 12, '00000000 ffffffffff01'), /varint longer than 32 bits/);
	assert.match(refused('Metadata', 12, '00000000 808080808001'), /varint longer than 32 bits/);
	assert.match(refused('Metadata', 1, '00000001 00000000 8000 00000000 0000'), /length -32768/);
	// count 1, no error, then a string that claims more bytes than there are
	assert.match(refused('DescribeGroups', 5, '00000000 02 0000 ff01 6161 0000000000000000'), /254 bytes wanted, 10 left/);
	assert.match(refused('DescribeGroups', 5, '00000000 02 0000 ffff7f 6161 0000000000000000'), /string of 2097150 bytes, at most 32767/);
});

test('a tag section cannot claim more than there is', () => {
	assert.match(refused('DescribeGroups', 5, '00000000 01 ffffffff0f'), /1 bytes wanted, 0 left/);
	assert.match(refused('DescribeGroups', 5, '00000000 01 01 05 7f 00'), /tagged field of 127 bytes, 1 left/);
});

test('an array as long as its bytes allow is decoded', () => {
	const count = 200_000;
	const header = Buffer.alloc(4);
	header.writeInt32BE(count);
	const bytes = Buffer.concat([Buffer.from('0000', 'hex'), header, Buffer.alloc(count * 6)]);
	const { apiKeys } = decodeResponse('ApiVersions', 0, bytes);
	assert.equal(apiKeys.length, count);
});
