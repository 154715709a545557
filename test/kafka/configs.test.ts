import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { valueBelow } from '../../source/kafka/configs.ts';

const TOPIC = 1;
const STATIC = 4;
const DEFAULT = 5;

describe('what holds once a setting is removed', () => {
	const own = { name: 'retention.ms', value: '3600000', source: TOPIC };
	const cases: readonly [string, Parameters<typeof valueBelow>[2], string | null][] = [
		['the next synonym down', [own, { name: 'log.retention.ms', value: '1000', source: STATIC }], '1000'],
		['in milliseconds, when the broker says hours', [own, { name: 'log.retention.hours', value: '168', source: STATIC }], '604800000'],
		['in milliseconds, when the broker says minutes', [own, { name: 'log.retention.minutes', value: '5', source: DEFAULT }], '300000'],
		['without limit stays without limit', [own, { name: 'log.retention.hours', value: '-1', source: STATIC }], '-1'],
		['not known when Kafka tells none', [own], null],
	];
	for (const [title, synonyms, expected] of cases)
		it(title, () => assert.equal(valueBelow('retention.ms', 'DYNAMIC_TOPIC_CONFIG', synonyms), expected));

	it('is never converted where the setting itself is in hours', () => {
		const synonyms = [{ name: 'log.retention.hours', value: '168', source: DEFAULT }];
		assert.equal(valueBelow('log.retention.hours', 'STATIC_BROKER_CONFIG', synonyms), '168');
	});
});
