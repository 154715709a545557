import assert from 'node:assert/strict';
import test from 'node:test';
import { decodeMessageAt, encodeMessage, layoutOf } from '../../source/protocol/codec.ts';
import { everyMessage } from './every-message.ts';
import { gradual } from './gradual.ts';
import { randomStruct, seeded } from './random-message.ts';

test('every message comes back from its bytes, in every version', () => {
	assert.ok(everyMessage.length > 600, `only ${everyMessage.length} messages and versions`);
	for (const { name, version } of everyMessage) {
		for (let seed = 0; seed < 10; seed++) {
			const message = randomStruct(seeded(seed), layoutOf(name, version).root);
			const bytes = encodeMessage(name, version, message);
			const back = decodeMessageAt(name, version, bytes, 0);
			assert.deepEqual(back.message, message, `${name} v${version}, seed ${seed}`);
			assert.equal(back.position, bytes.length);
			assert.deepEqual(gradual(name, version, bytes), message, `${name} v${version}, seed ${seed}, gradually`);
		}
	}
});

test('a message of defaults comes back with every field present', () => {
	for (const { name, version } of everyMessage) {
		const { root } = layoutOf(name, version);
		const { message } = decodeMessageAt(name, version, encodeMessage(name, version, {}), 0);
		assert.deepEqual(message, root.template, `${name} v${version}`);
	}
});

test('the buffer may grow at any byte', () => {
	for (let length = 200; length < 300; length++) {
		const message = { topics: [{ name: 'x'.repeat(length) }], allowAutoTopicCreation: false };
		const back = decodeMessageAt('MetadataRequest', 12, encodeMessage('MetadataRequest', 12, message), 0).message;
		assert.equal((back as typeof message).topics[0]!.name.length, length);
		assert.equal((back as typeof message).allowAutoTopicCreation, false);
	}
});
