import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { DiagnosisStep } from '../../source/model/diagnosis.ts';
import type { ContractGround } from './contract-ground.ts';

/** What a probe must find on a way that is free. */
export const expectDiagnosis = (ground: () => ContractGround): void => {
	it('walks the way to every broker, and tells the rights', async () => {
		const { probe, brokers, reader } = ground();
		const told: DiagnosisStep[] = [];
		const { steps, permissions, clusterId } = await probe.diagnose({ onSteps: some => void told.push(...some) });
		assert.deepEqual(
			steps.filter(s => s.failure !== null),
			[],
		);
		const reached = new Set(steps.filter(s => s.step === 'cluster' && s.ok === true).map(s => s.broker));
		assert.ok(reached.size >= brokers.length, [...reached].join());
		assert.ok(told.length > 0);
		assert.equal(clusterId, (await reader.describeCluster()).clusterId);
		assert.ok(permissions.length > 0 && permissions.every(p => p.allowed !== false));
	});
	it('leaves the rights out when told to, and gives up when asked to', async () => {
		const { probe } = ground();
		const { permissions } = await probe.diagnose({ skipsPermissions: true });
		assert.deepEqual(
			permissions.filter(p => p.allowed !== null || p.known !== 'not asked for'),
			[],
		);
		const reason = new Error('enough');
		await assert.rejects(probe.diagnose({ signal: AbortSignal.abort(reason) }), error => error === reason);
	});
};
