/** Holds the sandbox to what a real Kafka answers. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import { openSandbox, type Sandbox } from '../../source/sandbox/open-sandbox.ts';
import { sharedBroker } from '../helpers/real-broker.ts';

/** Plays the same on both sides; `live` tells what was answered, without what differs from cluster to cluster. */
export const agreesWithKafka = (on: string, live: (bootstrap: string) => Promise<readonly unknown[]>): void => {
	if (!hasJava() && process.env.CI) throw new Error('Java is missing: tests with a real Kafka can not run');
	const skip = hasJava() ? false : 'Java 17 or newer is missing: not tested against a real Kafka';
	describe(`the sandbox agrees with a real Kafka on ${on}`, { skip }, () => {
		let sandbox: Sandbox | undefined;
		before(async () => {
			sandbox = await openSandbox('empty');
		});
		after(async () => {
			await sandbox?.close();
			assert.deepEqual(sandbox?.faults, []);
		});
		it('from the first to the last', async () => {
			const broker = await sharedBroker();
			const [real, ours] = await Promise.all([live(broker.cluster.bootstrap.PLAINTEXT), live(sandbox?.bootstrap ?? '')]);
			assert.ok(real.length > 5);
			assert.deepEqual(ours, real);
		});
	});
};
