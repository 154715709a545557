import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { POLICY_ROLES, type Policy, type PolicyWish, policyFor, policyNotes } from '../../../source/model/cloud/iam-policy.ts';

const clusterArn = 'arn:aws-cn:kafka:cn-north-1:123456789012:cluster/shop/0a1b-3';
const wish = (role: PolicyWish['role'], more: Partial<PolicyWish> = {}): PolicyWish => ({
	...{ role, clusterArn, topics: ['orders', 'pay*'], groups: ['billing'], transactionalIds: [] },
	...more,
});
const of = ({ Statement }: Policy, sid: string) => Statement.find(s => s.Sid === sid);

describe('a policy of IAM', () => {
	it('names this very cluster, topics and groups, in the partition of its ARN', () => {
		const policy = policyFor(wish('consumer'));
		assert.deepEqual(
			policy.Statement.map(s => s.Sid),
			['Cluster', 'Topics', 'Groups'],
		);
		assert.deepEqual(of(policy, 'Cluster')?.Resource, [clusterArn]);
		assert.deepEqual(of(policy, 'Topics')?.Resource, [
			'arn:aws-cn:kafka:cn-north-1:123456789012:topic/shop/0a1b-3/orders',
			'arn:aws-cn:kafka:cn-north-1:123456789012:topic/shop/0a1b-3/pay*',
		]);
		assert.deepEqual(of(policy, 'Groups')?.Action, ['kafka-cluster:DescribeGroup', 'kafka-cluster:AlterGroup']);
	});

	it('lets a producer write idempotently, and in transactions only where they are named', () => {
		assert.deepEqual(of(policyFor(wish('producer')), 'Cluster')?.Action, ['kafka-cluster:Connect', 'kafka-cluster:WriteDataIdempotently']);
		assert.equal(of(policyFor(wish('producer')), 'Transactions'), undefined);
		const transactions = of(policyFor(wish('producer', { transactionalIds: ['tx-*'] })), 'Transactions');
		assert.deepEqual(transactions?.Resource, ['arn:aws-cn:kafka:cn-north-1:123456789012:transactional-id/shop/0a1b-3/tx-*']);
	});

	it('changes nothing for a reader, and gives nobody all actions or the UUID of any cluster', () => {
		const reader = policyFor(wish('reader')).Statement.flatMap(s => s.Action);
		assert.ok(reader.includes('cloudwatch:GetMetricData') && reader.includes('kafka-cluster:DescribeGroup'));
		assert.deepEqual(
			reader.filter(a => !/:(Describe|Get|List|ReadData$|Connect$)/.test(a)),
			[],
		);
		for (const role of POLICY_ROLES)
			for (const { Action, Resource, Sid } of policyFor(wish(role, { topics: ['*'], groups: ['*'] })).Statement) {
				assert.ok(
					Action.every(a => !a.includes('*')),
					role,
				);
				if (Sid !== 'Account')
					assert.ok(
						Resource.every(r => r.includes('/shop/0a1b-3')),
						role,
					);
			}
		assert.match(policyNotes(wish('producer', { topics: ['*'] })).join(), /every topic/);
	});
});
