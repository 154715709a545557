import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TopicFacts } from '../../source/guardrails/retention-facts.ts';
import type { ConfigEntry } from '../../source/model/topic.ts';
import { RETENTION, settingField, settingHelp, typedSettings } from '../../source/operations/changes/setting-fields.ts';
import { cloneNameFrom, createFrom, partitionsFrom, purgeTargetFrom } from '../../source/operations/topic-change-words.ts';
import { settingInput, settingValue } from '../../source/units/setting-value.ts';

const facts = (topic: string, own: Readonly<Record<string, string>>): TopicFacts => ({
	topic,
	topicId: topic,
	isInternal: false,
	settings: new Map(
		Object.entries({ 'retention.ms': '604800000', 'retention.bytes': '-1' }).map(([name, value]): [string, ConfigEntry] => [
			name,
			{
				name,
				value: own[name] ?? value,
				source: name in own ? 'DYNAMIC_TOPIC_CONFIG' : 'DEFAULT_CONFIG',
				default: value,
				isSensitive: false,
				isReadOnly: false,
			},
		]),
	),
	partitions: [],
});

describe('settings as fields', () => {
	it('say what holds, where it comes from, and what would hold without it', () => {
		const a = facts('a', { 'retention.ms': '86400000' });
		assert.deepEqual(settingField([a], 'retention.ms'), {
			name: 'retention.ms',
			now: '1d',
			various: undefined,
			origin: 'default 7d · set on the topic',
		});
		assert.deepEqual(settingField([a, facts('b', {})], 'retention.ms'), {
			name: 'retention.ms',
			now: '',
			various: '1d, 7d',
			origin: 'default 7d · set on 1 of 2',
		});
		assert.equal(settingField([a], 'retention.bytes').now, 'unlimited');
	});

	it('become edits only where something else was typed', () => {
		const fields = RETENTION.map(name => settingField([facts('a', { 'retention.ms': '86400000' })], name));
		const typed = (texts: Readonly<Record<string, string>>) => typedSettings(fields, new Map(Object.entries(texts)));
		assert.deepEqual(typed({}), { edits: [], mistake: undefined });
		assert.deepEqual(typed({ 'retention.ms': ' 1d ' }).edits, []);
		assert.deepEqual(typed({ 'retention.ms': '36h', 'retention.bytes': '100GiB' }).edits, [
			{ name: 'retention.ms', value: '129600000' },
			{ name: 'retention.bytes', value: String(100n << 30n) },
		]);
		assert.deepEqual(typed({ 'retention.ms': 'Default' }).edits, [{ name: 'retention.ms', value: null }]);
		assert.deepEqual(typed({ 'retention.ms': 'unlimited' }).edits, [{ name: 'retention.ms', value: '-1' }]);
		assert.match(typed({ 'retention.ms': '' }).mistake!.text, /or default to take/);
		const half = typed({ 'retention.ms': '3 moons', 'retention.bytes': '1GiB' });
		assert.equal(half.mistake?.name, 'retention.ms');
		assert.match(half.mistake!.text, /retention\.ms takes a duration such as 7d/);
	});

	it('do not let a bare number pass for days', () => {
		assert.equal(settingHelp('retention.ms', '7'), '7 is 7 milliseconds; 7d would be days');
		assert.equal(settingHelp('retention.bytes', '5'), '5 is 5 bytes; 5GiB would be gibibytes');
		assert.match(settingHelp('retention.ms', '7d'), /default takes away what is set/);
		assert.match(settingHelp('min.insync.replicas', '2'), /^Kafka's own words/);
	});

	it('are typed as they are read: nothing is rounded', () => {
		for (const [name, value] of [
			['retention.ms', '604800000'],
			['retention.ms', '129600000'],
			['retention.ms', '1500'],
			['retention.ms', '0'],
			['retention.ms', '-1'],
			['retention.ms', '9223372036854775807'],
			['retention.bytes', '1234567890'],
			['retention.bytes', '107374182400'],
			['local.retention.ms', '-2'],
			['cleanup.policy', 'compact,delete'],
			['min.insync.replicas', '2'],
		] as const)
			assert.equal(settingValue(name, settingInput(name, value)), value, `${name}=${value}`);
		assert.deepEqual([settingInput('retention.ms', '604800000'), settingInput('segment.bytes', '1073741824')], ['7d', '1GiB']);
	});
});

describe('the words of a change of a topic', () => {
	it('are read, or refused with what is taken', () => {
		assert.deepEqual(createFrom('orders-retry partitions=6 retention.ms=3d'), {
			topic: 'orders-retry',
			partitions: 6,
			replicationFactor: null,
			settings: [{ name: 'retention.ms', value: '259200000' }],
		});
		for (const wrong of ['', 'a b', 'a partitions=0', 'a partitions=x', 'a retention.ms=moon'])
			assert.throws(() => createFrom(wrong), wrong);
		assert.equal(partitionsFrom(' 24 '), 24);
		assert.throws(() => partitionsFrom('-1'));
		assert.equal(cloneNameFrom(' b '), 'b');
		assert.throws(() => cloneNameFrom('b c'));
		assert.deepEqual(purgeTargetFrom('latest', 0), { kind: 'latest' });
		assert.deepEqual(purgeTargetFrom('offset 1200', 0), { kind: 'offset', offset: 1200n });
		assert.deepEqual(purgeTargetFrom('-1h', 7_200_000), { kind: 'time', atMs: 3_600_000 });
		for (const wrong of ['', 'beginning', 'offset', '12', 'tomorrow']) assert.throws(() => purgeTargetFrom(wrong, 0), /latest, -2d/);
	});
});
