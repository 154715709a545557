/** The audit on a screen: what was found, what could not be assessed, what is selected elsewhere, and accepting a finding. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AuditMute } from '../../../source/model/audit-result.ts';
import type { AuditFiles } from '../../../source/ports/audit-files.ts';
import type { AuditParts } from '../../../source/state/audit-run.ts';
import { key, onStage, PlayedCluster } from '../../helpers/app-stage.tsx';

const parts = (kept: AuditMute[]): AuditParts => {
	const files: Pick<AuditFiles, 'readMutes' | 'mute' | 'unmute'> = {
		readMutes: async () => kept,
		mute: async (_cluster, mute) => void kept.push(mute),
		unmute: async () => kept.splice(0).length,
	};
	return {
		setup: {
			context: {
				isMsk: false,
				isIam: false,
				bootstrap: ['b-1:9092'],
				arn: undefined,
				region: undefined,
				clusterOptions: ['--cluster=orders-prod'],
				isReadOnly: true,
			},
			noAws: 'AWS was not asked',
		},
		files: files as AuditFiles,
	};
};

describe('the audit on a screen', () => {
	it('is counted on the identity line only once it ran, worst first, with the commands that put it right', async () => {
		await onStage(new PlayedCluster(), { audit: parts([]) }, async stage => {
			await stage.settle();
			assert.doesNotMatch(stage.line(0), /critical/);
			await stage.press('8');
			await stage.settle();
			assert.match(stage.line(0), /● 1 critical/);
			assert.match(stage.line(1), /\[8 Audit\]/);
			assert.match(stage.line(3), /^ {2}\[Findings \d+\] {2}Not assessed \d+ {2}Pass \d+ {2}Not applicable \d+/);
			assert.match(stage.line(5), /^ ▌ critical +DUR-1 +topic payments\.audit: replication factor 1/);
			await stage.press(key.enter);
			assert.match(stage.screen(), /DUR-1 No topic has a single replica/);
			assert.match(stage.screen(), /kafka-reassign-partitions\.sh --bootstrap-server b-1:9092/);
			assert.match(stage.screen(), /judged as +standard: the type of the cluster is not known/);
			await stage.press(key.enter);
			await stage.settle();
			assert.match(stage.line(2), /payments\.audit/);
			await stage.press(key.esc, key.esc, key.tab);
			assert.match(stage.screen(), /\[Not assessed \d+\]/);
			assert.match(stage.screen(), /AWS was not asked/);
			await stage.press('!');
			assert.match(stage.screen(), /msk-tui audit --cluster orders-prod/);
		});
	});

	it('shows by a what it found of the topic that is selected', async () => {
		await onStage(new PlayedCluster(), { audit: parts([]) }, async stage => {
			await stage.settle();
			await stage.press('/payments', key.enter, 'a');
			await stage.settle();
			assert.match(stage.line(2), /Audit {2}\d+ of \d+ .*\/topic:payments\.audit/);
			assert.match(stage.line(5), /DUR-1 +topic payments\.audit/);
			await stage.press(key.esc, key.esc);
			assert.match(stage.line(2), /Topics/);
		});
	});

	it('accepts a finding for a time, never without a reason, and lets it count again', async () => {
		const kept: AuditMute[] = [];
		await onStage(new PlayedCluster(), { audit: parts(kept), rows: 30 }, async stage => {
			await stage.settle();
			await stage.press('8');
			await stage.settle();
			await stage.press('m', '30d', key.enter);
			assert.match(stage.screen(), /the reason is missing/);
			assert.equal(kept.length, 0);
			await stage.press(' test data', key.enter);
			await stage.settle();
			await stage.waitFor(/1 accepted/);
			assert.deepEqual(
				kept.map(m => [m.rule, m.resource, m.reason]),
				[['DUR-1', { type: 'topic', name: 'payments.audit' }, 'test data']],
			);
			assert.doesNotMatch(stage.line(0), /critical/);
			assert.match(stage.screen(), /\(critical\) +DUR-1 .*accepted until|\(critical\) +DUR-1/);
			await stage.press('/DUR-1', key.enter, 'm');
			await stage.settle();
			await stage.waitFor(/● 1 critical/);
			assert.equal(kept.length, 0);
		});
	});
});
