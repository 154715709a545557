import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupPartition } from '../../source/kafka/group-coordinators.ts';

/** Printed by Kafka's own `Utils.abs(id.hashCode()) % 50`; the fourth is a string whose hash is the smallest int, which has no absolute value. */
const BY_JAVA: readonly (readonly [string, number])[] = [
	['billing', 9],
	['g1', 42],
	['', 0],
	['polygenelubricants', 0],
	['Größe-日本', 47],
];

test('finds the partition of a group as Java does', () => {
	for (const [group, partition] of BY_JAVA) assert.equal(groupPartition(group, 50), partition, group);
});
