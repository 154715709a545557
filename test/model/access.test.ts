/** Who may do what by the authorizer's rules: Deny goes first, All is everything, a rule for everybody holds for each. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { accessTo, aclRemark } from '../../source/model/access.ts';
import type { AclRule } from '../../source/model/acl.ts';

const rule = (over: Partial<AclRule>): AclRule => ({
	principal: 'User:billing',
	host: '*',
	operation: 'Read',
	permission: 'Allow',
	resourceType: 'Topic',
	resourceName: 'orders',
	patternType: 'Literal',
	...over,
});
const may = (rules: readonly AclRule[], topic = 'orders') =>
	accessTo(rules, 'Topic', topic).map(r => [r.principal, r.host, [...r.allowed].join(' ')]);

describe('access by rules', () => {
	it('holds by name, by the beginning of a name, and for all', () => {
		assert.deepEqual(may([rule({})]), [['User:billing', '*', 'Read Describe']]);
		assert.deepEqual(may([rule({ resourceName: 'ord', patternType: 'Prefixed' })]), [['User:billing', '*', 'Read Describe']]);
		assert.deepEqual(may([rule({ resourceName: '*' })]), [['User:billing', '*', 'Read Describe']]);
		assert.deepEqual(
			may([rule({ resourceName: 'ord' }), rule({ resourceType: 'Group' }), rule({ resourceName: '*', patternType: 'Prefixed' })]),
			[],
		);
	});
	it('is taken away by Deny, also by one for everybody, and only by one that holds for the host', () => {
		assert.deepEqual(may([rule({}), rule({ permission: 'Deny', principal: 'User:*' })]), [['User:billing', '*', 'Describe']]);
		assert.deepEqual(may([rule({}), rule({ permission: 'Deny', operation: 'All' })]), []);
		assert.deepEqual(may([rule({ host: '10.0.0.1' }), rule({ permission: 'Deny', host: '10.0.0.2' })]), [
			['User:billing', '10.0.0.1', 'Read Describe'],
		]);
	});
	it('adds what everybody may, who are a row of their own', () => {
		assert.deepEqual(may([rule({ operation: 'Write' }), rule({ principal: 'User:*' })]), [
			['User:*', '*', 'Read Describe'],
			['User:billing', '*', 'Read Write Describe'],
		]);
	});
	it('is everything by All, and settings may be read by who may change them', () => {
		assert.match(may([rule({ operation: 'All' })])[0]![2] ?? '', /^Read Write Create Delete Alter AlterConfigs Describe DescribeConfigs$/);
		assert.deepEqual(may([rule({ operation: 'AlterConfigs' })]), [['User:billing', '*', 'AlterConfigs DescribeConfigs']]);
	});
	it('is remarked where it is wide open or about nothing, and not guessed where topics may be hidden', () => {
		const topics = new Set(['orders']);
		assert.equal(aclRemark(rule({}), topics), null);
		assert.equal(aclRemark(rule({ resourceName: 'ghost' }), topics), 'no such topic');
		assert.equal(aclRemark(rule({ resourceName: 'ghost' }), null), null);
		assert.equal(aclRemark(rule({ principal: 'User:*', resourceName: '*' }), topics), 'everything, for everybody');
		assert.equal(aclRemark(rule({ resourceName: '*' }), topics), 'every Topic');
		assert.equal(aclRemark(rule({ principal: 'User:*' }), topics), 'for everybody');
	});
});
