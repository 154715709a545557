import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseExactJson } from '../../source/decoding/json/exact-json.ts';
import { coordinatorKey, coordinatorValue } from '../../source/decoding/kafka/coordinator-value.ts';
import { jsonText } from '../../source/units/json.ts';
import { fromHex, vectors } from './vectors.ts';

const TOPIC = '__consumer_offsets';

suite('records of __consumer_offsets', () => {
	for (const [name, keyHex, valueHex, keyJson, valueJson] of vectors('group-records'))
		test(`read as Kafka's own classes read them: ${name}`, () => {
			const key = coordinatorKey(TOPIC, fromHex(keyHex!));
			const value = coordinatorValue(TOPIC, fromHex(keyHex!), fromHex(valueHex!));
			assert.equal(key.failure ?? value.failure, null);
			const ours = JSON.parse(jsonText({ ...(key.value as object), ...(value.value as object) }));
			const theirs = { ...(parseExactJson(keyJson!) as object), ...(parseExactJson(valueJson!) as object) };
			for (const [field, content] of Object.entries(JSON.parse(jsonText(theirs)) as Record<string, { memberId: string }[]>)) {
				if (field !== 'members') assert.deepEqual(ours[field], content, field);
				else {
					// What members said is shown as what it says; what is no such message keeps its bytes.
					assert.deepEqual(ours.members[0].subscription.topics, ['orders']);
					assert.deepEqual(ours.members[0].assignment, { base64: 'CQ==' });
					assert.equal(ours.members[0].memberId, content[0]!.memberId);
				}
			}
		});

	test('offsets keep every digit', () => {
		const [, key, value] = vectors('group-records')[0]!;
		assert.match(jsonText(coordinatorValue(TOPIC, fromHex(key!), fromHex(value!)).value), /"offset":9007199254740993/);
	});

	test('what cannot be read keeps its bytes and says why', () => {
		const unknown = coordinatorKey(TOPIC, fromHex('03e7'));
		assert.deepEqual([unknown.kind, unknown.value], ['bytes', { base64: 'A+c=' }]);
		assert.match(unknown.failure!, /records of type 999 are not known/);
		assert.match(coordinatorValue(TOPIC, null, fromHex('00')).failure!, /has no key/);
		const [, key, value] = vectors('group-records')[0]!;
		assert.equal(coordinatorValue(TOPIC, fromHex(key!), fromHex(value!).subarray(0, 5)).kind, 'bytes');
		assert.match(coordinatorValue(TOPIC, fromHex(key!), fromHex('0063')).failure!, /v99: known versions are 0 to 4/);
	});
});
