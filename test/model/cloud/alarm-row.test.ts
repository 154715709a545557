import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CloudAlarm, RECOMMENDED_ALARMS } from '../../../source/model/cloud/alarm.ts';
import { type AlarmRow, alarmRows } from '../../../source/model/cloud/alarm-row.ts';
import { METRICS } from '../../../source/model/cloud/metric-spec.ts';
import { alarmCommands } from '../../../source/operations/cloud/alarm-commands.ts';

const alarm = (name: string, metric: string, more: Partial<CloudAlarm> & { statistic?: string; broker?: string } = {}): CloudAlarm => ({
	...{ name, state: 'OK', sinceMs: 0, reason: 'fine', threshold: 0, periodSeconds: 60, evaluationPeriods: 1, actions: ['arn:sns'] },
	comparison: 'GreaterThanThreshold',
	metrics: [
		{ name: metric, statistic: more.statistic ?? 'Maximum', dimensions: more.broker === undefined ? {} : { 'Broker ID': more.broker } },
	],
	...more,
});
const STANDARD = { kind: 'standard', level: 'PER_BROKER' } as const;
const one = (rows: readonly AlarmRow[], name: string): AlarmRow => rows.find(r => r.name === name) ?? assert.fail(`no ${name}`);

describe('alarms next to those that are recommended', () => {
	it('name only metrics that exist, at the level and for the kind that have them', () => {
		assert.ok(RECOMMENDED_ALARMS.length > 0);
		for (const { metrics, scope } of RECOMMENDED_ALARMS)
			for (const name of metrics)
				assert.ok(
					METRICS.some(m => m.name === name && m.scope === scope),
					name,
				);
	});

	it('lack what not every broker has, and nothing where every broker has it', () => {
		const rows = alarmRows(
			['1', '3'].map(broker => alarm(`disk-${broker}`, 'KafkaDataLogsDiskUsed', { broker })),
			STANDARD,
			[1, 2, 3],
		);
		assert.deepEqual([one(rows, 'disk').verdict, one(rows, 'disk').brokers], ['missing', [2]]);
		const all = alarmRows(
			['1', '2', '3'].map(broker => alarm(`disk-${broker}`, 'KafkaDataLogsDiskUsed', { broker })),
			STANDARD,
			[1, 2, 3],
		);
		assert.equal(
			all.find(r => r.name === 'disk'),
			undefined,
		);
		assert.equal(one(all, 'disk-2').verdict, 'recommended');
		// Which brokers there are is not known: that nothing lacks must not be said then.
		assert.equal(one(alarmRows([], STANDARD, []), 'disk').verdict, 'missing');
	});

	it('see through a statistic that does not tell, which does not count as having the alarm', () => {
		const rows = alarmRows(
			[alarm('ctrl', 'ActiveControllerCount', { statistic: 'Average', comparison: 'LessThanThreshold', threshold: 1, state: 'ALARM' })],
			STANDARD,
			[1],
		);
		assert.equal(one(rows, 'ctrl').verdict, 'wrong statistic');
		assert.match(one(rows, 'ctrl').note, /^Maximum tells it/);
		assert.equal(one(rows, 'active-controller').verdict, 'missing');
		// The other way round it watches something else: two controllers.
		const two = alarmRows([alarm('two', 'ActiveControllerCount', { threshold: 1 })], STANDARD, [1]);
		assert.equal(one(two, 'two').verdict, 'own');
	});

	it('hear nothing on a metric that this cluster never tells, and propose none on it', () => {
		const express = alarmRows(
			[alarm('urp', 'UnderReplicatedPartitions', { statistic: 'Sum', broker: '1' })],
			{ kind: 'express', level: 'DEFAULT' },
			[1],
		);
		assert.deepEqual(
			[one(express, 'urp').verdict, one(express, 'urp').note],
			['never here', 'MSK tells no UnderReplicatedPartitions of Express brokers'],
		);
		assert.deepEqual([one(express, 'disk').verdict, one(express, 'disk').lacks], ['not possible', null]);
		assert.match(one(express, 'request-handlers').note, /needs PER_BROKER monitoring; this cluster has DEFAULT/);
		assert.equal(one(express, 'cpu').verdict, 'missing');
		// Where MSK did not say what it is, nothing is ruled out.
		assert.equal(one(alarmRows([], { kind: null, level: null }, [1]), 'disk').verdict, 'missing');
	});

	it('come with commands a shell takes as they are, one a broker, CPU as a sum', () => {
		const lacking = (id: string) => RECOMMENDED_ALARMS.find(r => r.id === id)!;
		const place = { name: 'orders', region: 'eu-west-1' };
		assert.deepEqual(alarmCommands(lacking('disk'), [2], place, 'arn:aws:sns:eu-west-1:1:ops'), [
			"aws cloudwatch put-metric-alarm --region eu-west-1 --alarm-name orders-disk-2 --alarm-description 'a full volume stops the broker; growing it takes time' --namespace AWS/Kafka --metric-name KafkaDataLogsDiskUsed --dimensions 'Name=Cluster Name,Value=orders' 'Name=Broker ID,Value=2' --statistic Maximum --period 300 --comparison-operator GreaterThanThreshold --threshold 85 --evaluation-periods 1 --alarm-actions arn:aws:sns:eu-west-1:1:ops",
		]);
		assert.equal(alarmCommands(lacking('offline-partitions'), [1, 2], place, undefined).length, 1);
		const [cpu = ''] = alarmCommands(lacking('cpu'), [1], place, undefined);
		const metrics = JSON.parse(/--metrics '(.*?)' --comparison/.exec(cpu)?.[1] ?? '') as { Expression?: string; ReturnData: boolean }[];
		assert.deepEqual(
			metrics.map(m => [m.Expression, m.ReturnData]),
			[
				['m1 + m2', true],
				[undefined, false],
				[undefined, false],
			],
		);
	});
});
