/** Whole runs on the scenarios of the sandbox, over the wire, with the findings they must give. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openKnownCluster } from '../../source/composition.ts';
import { type AuditResult, overallLevel, summarise } from '../../source/model/audit-result.ts';
import { type AuditAsk, runAudit } from '../../source/operations/audit/run-audit.ts';
import { openSandbox } from '../../source/sandbox/open-sandbox.ts';

const auditOf = async (scenario: string, over: Partial<AuditAsk> = {}): Promise<readonly AuditResult[]> => {
	const sandbox = await openSandbox(scenario);
	const opened = await openKnownCluster({ options: { bootstrap: sandbox.bootstrap }, env: {} });
	try {
		const { results } = await runAudit(opened.known, { ...opened.audit, rules: [], mutes: [], ...over });
		assert.deepEqual(sandbox.faults, []);
		return results;
	} finally {
		await opened.close();
		await sandbox.close();
	}
};

const found = (results: readonly AuditResult[]): readonly string[] =>
	results
		.filter(r => r.status === 'finding')
		.map(
			r =>
				`${r.severity} ${r.id} ${r.resources
					.map(at => at.name)
					.sort()
					.join(' ')}`,
		);

describe('an audit of a whole cluster', () => {
	it('finds on the quiet one what Kafka’s defaults lack, and nothing else', async () => {
		const results = await auditOf('quiet');
		assert.deepEqual(found(results), ['low CFG-7 1 2 3', 'info SEC-15 cluster']);
		assert.equal(overallLevel(results), 'low');
	});

	it('finds what is wrong in the shop, worst first, with a command for each that can be put right', async () => {
		const results = await auditOf('shop');
		assert.deepEqual(found(results), [
			'critical DUR-1 exports',
			'critical LAG-1 analytics',
			'high AVL-5 emails',
			'high LAG-5 analytics billing shipping',
			'high STO-6 audit-log',
			'medium DUR-10 exports',
			'low CFG-7 1 2 3',
			'low DUR-11 customers stock',
			'info SEC-15 cluster',
		]);
		assert.equal(overallLevel(results), 'critical');
		const fix = results.find(r => r.id === 'STO-6')?.fix ?? [];
		assert.match(fix[0] ?? '', /^msk-tui topic set audit-log retention\.ms=7d --read-write/);
	});

	it('lets no list that may be shortened pass, and says which right is missing', async () => {
		const results = await auditOf('denied');
		assert.deepEqual(found(results), ['high LAG-5 billing']);
		const passed = results.filter(r => r.status === 'pass').map(r => r.id);
		// What metadata tells everybody, and nothing about topics, groups or settings.
		assert.deepEqual(passed.sort(), ['AVL-1', 'AVL-6', 'AVL-7', 'AVL-8', 'SEC-15']);
		const denied = results.filter(r => r.isUnread);
		assert.ok(denied.length > 50 && denied.every(r => r.missing !== null && /\S/.test(r.missing.reason)));
		assert.ok(denied.some(r => r.missing?.needs?.includes('kafka-cluster:DescribeGroup')));
	});

	it('parts what was accepted from what was not, and counts it again when its time is over', async () => {
		const mute = {
			rule: 'STO-6',
			resource: { type: 'topic', name: 'audit-log' },
			reason: 'kept by law',
			untilMs: Date.now() + 1_000_000,
		} as const;
		const open = summarise(await auditOf('shop', { rules: ['STO-6'], mutes: [{ ...mute, untilMs: Date.now() - 1 }] }));
		const muted = await auditOf('shop', { rules: ['STO-6'], mutes: [mute] });
		assert.deepEqual([open.high, open.muted], [1, 0]);
		assert.deepEqual([summarise(muted).high, summarise(muted).muted, found(muted)], [0, 1, ['high STO-6 audit-log']]);
	});
});
