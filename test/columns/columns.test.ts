import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brokerClientTable } from '../../source/columns/broker-client-columns.ts';
import { brokerTable } from '../../source/columns/broker-columns.ts';
import { type NounTable, rowJson } from '../../source/columns/column.ts';
import { configTable } from '../../source/columns/config-columns.ts';
import { groupLagTable, groupTable } from '../../source/columns/group-columns.ts';
import { groupMemberTable } from '../../source/columns/group-member-columns.ts';
import { logDirTable } from '../../source/columns/log-dir-columns.ts';
import { partitionTable } from '../../source/columns/partition-columns.ts';
import { partitionLagTable } from '../../source/columns/partition-lag-columns.ts';
import { sortRows } from '../../source/columns/sort-rows.ts';
import { topicTable } from '../../source/columns/topic-columns.ts';
import { topicGroupTable } from '../../source/columns/topic-group-columns.ts';
import { topicLossTable } from '../../source/columns/topic-loss-columns.ts';
import { topicSpreadTable } from '../../source/columns/topic-spread-columns.ts';
import { Failure } from '../../source/model/failure.ts';
import type { TopicSummary } from '../../source/model/topic-summary.ts';
import { toTopicSummary } from '../../source/operations/topic-rows.ts';
import { listedConfig, partition, topic } from '../helpers/fake-reader.ts';

const TABLES: readonly NounTable<never>[] = [
	topicTable,
	partitionTable,
	topicGroupTable,
	configTable,
	groupTable,
	groupLagTable,
	groupMemberTable,
	partitionLagTable,
	brokerTable,
	logDirTable,
	brokerClientTable,
	topicLossTable,
	topicSpreadTable,
];
const scope = { isIam: false };
const text = (row: TopicSummary, id: string) => topicTable.columns.find(c => c.id === id)!.cell(row);

describe('the groups of a topic', () => {
	it('have a lower bound where some partitions cannot be read, and null for a script', () => {
		const row = { group: 'a', lag: null, leastLag: 107n, unknown: [{ field: 'lag', reason: 'Broker 2 does not answer.', needs: null }] };
		assert.equal(topicGroupTable.columns[1]!.cell(row).text, '≥107');
		assert.deepEqual(rowJson(topicGroupTable, row), { group: 'a', lag: null, unknown: row.unknown });
	});
});

describe('every table', () => {
	it('has column ids and JSON names once, and a column that always stays', () => {
		for (const { noun, columns, jsonOnly } of TABLES) {
			const names = [...columns.map(c => c.id), ...Object.keys(jsonOnly ?? {})];
			assert.equal(new Set(names).size, names.length, noun);
			assert.ok(
				columns.some(c => c.priority === 0),
				noun,
			);
		}
	});
	it('names its JSON fields as the contract does', () => {
		const fields = (table: NounTable<never>) => [...table.columns.filter(c => c.json).map(c => c.id), ...Object.keys(table.jsonOnly ?? {})];
		const has = (table: NounTable<never>, names: string) => {
			for (const name of names.split(' ')) assert.ok(fields(table).includes(name), `${table.noun}: ${name}`);
		};
		has(
			topicTable,
			'name partitions replicationFactor underReplicated offline underMinIsr sizeBytes recordsPerSecond retentionMs retentionBytes cleanupPolicy internal flags',
		);
		has(partitionTable, 'partition leader replicas isr offlineReplicas beginOffset endOffset sizeBytes');
		has(configTable, 'name value source default sensitive readOnly');
		has(groupTable, 'group state type protocol members topics lag coordinator');
		has(groupLagTable, 'group state type lag behindMs behindMethod verdict partitions');
		has(partitionLagTable, 'topic partition committed begin end lag lost behindMs memberId clientId host');
		has(brokerTable, 'id host port rack leaders replicas underReplicated sizeBytes logDirs metrics');
		has(logDirTable, 'path totalBytes usableBytes');
	});
});

describe('topic cells', () => {
	const fine = topic('a', [partition(0)]);
	it('tell loading, unknown and known apart', () => {
		const loading = toTopicSummary(fine, {}, scope);
		assert.deepEqual(text(loading, 'sizeBytes'), { text: '…', state: 'loading', severity: 'muted' });
		const refused = toTopicSummary(fine, { config: { ok: false, failure: new Failure('authorization', 'no') } }, scope);
		assert.equal(text(refused, 'retentionMs').text, '?');
		assert.equal(text(refused, 'underMinIsr').state, 'unknown');
		assert.deepEqual(text(toTopicSummary(fine, { config: { ok: true, value: listedConfig() } }, scope), 'retentionMs'), { text: '7d' });
	});
	it('show what is wrong with replicas', () => {
		const shrunk = toTopicSummary(topic('a', [partition(0, { isr: [1, 2] })]), { config: { ok: true, value: listedConfig() } }, scope);
		assert.deepEqual(text(shrunk, 'isr'), { text: '2/3', severity: 'warning' });
		const single = toTopicSummary(topic('a', [partition(0, { replicas: [1], isr: [1] })]), {}, scope);
		assert.equal(text(single, 'flags').text, 'RF1');
	});
	it('name every null field of the JSON object in `unknown`, and carry no such key without a null', () => {
		const refused = toTopicSummary(
			fine,
			{ config: { ok: false, failure: new Failure('authorization', 'no') }, recordsPerSecond: null },
			scope,
		);
		const json = rowJson(topicTable, refused, new Set(['name', 'retentionMs']));
		assert.deepEqual(Object.keys(json), ['name', 'retentionMs', 'unknown']);
		assert.deepEqual(
			(json.unknown as { field: string }[]).map(u => u.field),
			['retentionMs'],
		);
		assert.deepEqual(rowJson(topicTable, refused, new Set(['name'])), { name: 'a' });
	});
	it('sort unknown last in both directions', () => {
		const column = topicTable.columns.find(c => c.id === 'sizeBytes')!;
		const rows = [5n, null, 9n, undefined].map((sizeBytes, i) => ({ ...toTopicSummary(fine, {}, scope), name: String(i), sizeBytes }));
		assert.deepEqual(
			sortRows(rows, column, true).map(r => r.sizeBytes),
			[9n, 5n, null, undefined],
		);
		assert.deepEqual(
			sortRows(rows, column).map(r => r.sizeBytes),
			[5n, 9n, null, undefined],
		);
	});
});
