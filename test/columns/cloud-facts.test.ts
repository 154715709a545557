import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toDescription } from '../../source/aws/cloud/describe-cluster.ts';
import { cloudFacts } from '../../source/columns/cloud-facts.ts';
import { type CloudParts, secretFaults, secretName } from '../../source/model/cloud/cloud-parts.ts';
import { supportEnd } from '../../source/model/cloud/kafka-support.ts';
import { Failure, failed, success } from '../../source/model/failure.ts';
import { type MskFacts, playedCluster } from '../../source/sandbox/aws/played-msk.ts';

const NOW = Date.parse('2026-11-25T15:00:00Z');
const arn = 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/1a2b3c4d-0000-4000-8000-000000000001-3';
const parts = (facts: Partial<MskFacts> = {}): CloudParts => {
	const { cluster, operations = [] } = playedCluster({ arn, kind: 'standard', now: new Date(NOW), ...facts });
	return {
		description: toDescription(arn, cluster),
		operations: success(
			operations.map(o => ({
				arn: o.OperationArn!,
				type: o.OperationType!,
				state: o.OperationState!,
				startMs: o.StartTime!.getTime(),
				endMs: null,
			})),
		),
		configuration: success({ name: 'orders', latestRevision: 2, latestDescription: null, latestMs: NOW }),
		targetVersions: success(['3.9.x']),
		secrets: success([]),
	};
};
const fact = (given: CloudParts, id: string) => cloudFacts(given, NOW).find(f => f.id === id);

describe('what MSK tells of a cluster, in lines', () => {
	it('says first what MSK does to it, and since when', () => {
		assert.deepEqual([fact(parts(), 'State')?.text, fact(parts(), 'State')?.severity], ['ACTIVE', 'ok']);
		assert.equal(fact(parts({ state: 'UPDATING' }), 'State')?.text, 'UPDATING · UPDATE_CLUSTER_CONFIGURATION for 12m');
		const blind = { ...parts({ state: 'UPDATING' }), operations: failed(new Failure('authorization', 'no')) };
		assert.equal(fact(blind, 'State')?.text, 'UPDATING · an operation runs');
	});

	it('stands by what it does not know, with the permission that would tell', () => {
		const denied = failed(
			new Failure('authorization', 'you may not', { details: { action: 'kafka:GetCompatibleKafkaVersions', resource: arn } }),
		);
		const kafka = fact({ ...parts(), targetVersions: denied }, 'Kafka');
		assert.deepEqual([kafka?.text, kafka?.unknown?.needs], ['3.8.x · KRaft · upgrade to ?', `kafka:GetCompatibleKafkaVersions on ${arn}`]);
		const users = fact({ ...parts(), secrets: denied }, 'SCRAM users');
		assert.equal(users?.text, '?');
		assert.notEqual(users?.severity, 'ok');
	});

	it('sees a version whose support ended, a newer revision, and Serverless without what it has not', () => {
		assert.equal(fact(parts({ kafkaVersion: '3.5.1' }), 'Kafka')?.severity, 'critical');
		assert.match(fact(parts({ kafkaVersion: '3.5.1' }), 'Kafka')?.text ?? '', /support ended 2025-10-23/);
		const behind = fact(
			{ ...parts(), configuration: success({ name: 'orders', latestRevision: 4, latestDescription: 'safer', latestMs: NOW }) },
			'Configuration',
		);
		assert.deepEqual([behind?.text, behind?.severity], ['orders revision 2 · newer: 4 of 2026-11-25 (safer)', 'warning']);
		const serverless = cloudFacts({ ...parts({ kind: 'serverless' }), targetVersions: null, configuration: null, secrets: null }, NOW);
		assert.deepEqual(
			serverless.map(f => f.id),
			['State', 'Type', 'Access', 'Tags', 'Created', 'ARN'],
		);
	});

	it('knows until when versions are supported, and says nothing of those without a date', () => {
		const end = (version: string) => supportEnd(version)?.valueOf();
		assert.equal(end('2.6.1'), Date.parse('2024-09-11'));
		assert.equal(end('3.3.2'), Date.parse('2024-09-11'));
		assert.equal(end('3.4.0'), Date.parse('2025-08-04'));
		assert.equal(end('3.6.0'), Date.parse('2026-06-01'));
		assert.equal(end('2.8.2.tiered'), Date.parse('2025-01-14'));
		for (const later of ['3.6.0.1-x', '3.7.x', '3.7.x.kraft', '3.8.x', '4.0.x', 'unheard'])
			assert.equal(end(later), later === '3.6.0.1-x' ? Date.parse('2026-06-01') : undefined, later);
	});

	it('finds the secrets that MSK will not take for a user', () => {
		const secret = (more: object) => ({
			...{ arn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_ann-AbCdEf', name: 'AmazonMSK_ann', kmsKeyId: 'key' },
			...{ changedMs: NOW, deletedMs: null, ...more },
		});
		const place = { region: 'eu-west-1', account: '111122223333' };
		assert.deepEqual(secretFaults(secret({}), place), []);
		assert.deepEqual(secretFaults(secret({ kmsKeyId: undefined, deletedMs: undefined }), place), [], 'not known is no fault');
		assert.equal(secretFaults(secret({ kmsKeyId: null, name: 'ann', deletedMs: NOW }), place).length, 3);
		assert.equal(secretFaults(secret({}), { ...place, account: '999988887777' }).length, 1);
		assert.equal(secretName('arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_a-b-c-AbCdEf'), 'AmazonMSK_a-b-c');
	});
});
