import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { ContractGround } from './contract-ground.ts';

/** What a reader must tell of the authorizer's rules, and of partitions that move. */
export const expectAccess = (ground: () => ContractGround): void => {
	it("tells the authorizer's rules in Kafka's own words", async () => {
		const { isOff, rules } = await ground().reader.readAcls();
		assert.equal(isOff, false);
		for (const { principal, host, ...words } of rules) {
			assert.match(principal, /^User:./);
			assert.match(host, /\S/);
			for (const word of [words.operation, words.permission, words.patternType, words.resourceType]) {
				assert.match(word, /^[A-Z][A-Za-z]+$/);
				assert.notEqual(word, 'Unknown');
			}
		}
	});

	it('tells which partitions are on their way to other brokers: none of a settled topic', async () => {
		const moving = await ground().reader.readReassignments();
		assert.deepEqual(
			moving.filter(m => m.topic === ground().topic),
			[],
		);
	});
};
