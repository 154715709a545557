import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { after, describe, it } from 'node:test';
import type { HostPort } from '../../../source/model/connection-settings.ts';
import { decodeRequestHeader, encodeResponseFrame } from '../../../source/protocol/frames.ts';
import { apis } from '../../../source/protocol/messages.ts';
import { failedStep, grounds, probe, walked } from './probing.ts';

const ground = grounds();
after(() => ground.close());

const OK = 'name:ok tcp:ok tls:– sasl:– apiVersions:ok cluster:ok';

/** A broker that knows who it is and which brokers its cluster has, and nothing else. */
const answer = (socket: Socket, clusterId: string, brokers: readonly HostPort[]): void => {
	let received: Buffer = Buffer.alloc(0);
	socket.on('data', (chunk: Buffer) => {
		received = Buffer.concat([received, chunk]);
		while (received.length >= 4 && received.length >= 4 + received.readInt32BE(0)) {
			const end = 4 + received.readInt32BE(0);
			const { name, version, correlationId } = decodeRequestHeader(received.subarray(4, end));
			received = received.subarray(end);
			if (name === 'ApiVersions') {
				const apiKeys = (['ApiVersions', 'Metadata'] as const).map(known => ({
					apiKey: apis[known].key,
					minVersion: 0,
					maxVersion: known === 'ApiVersions' ? 3 : 12,
				}));
				socket.write(encodeResponseFrame(name, version, correlationId, { apiKeys }));
			} else if (name === 'Metadata') {
				const told = brokers.map(({ host, port }, i) => ({ nodeId: i + 1, host, port, rack: null }));
				socket.write(encodeResponseFrame(name, version, correlationId, { clusterId, controllerId: 1, brokers: told, topics: [] }));
			} else socket.destroy();
		}
	});
};

const clusterOf = async (id: string, others: readonly HostPort[] = []): Promise<HostPort> => {
	const brokers = [...others];
	const at = await ground.listen(socket => answer(socket, id, brokers));
	brokers.unshift(at);
	return at;
};

describe('addresses that the cluster tells', () => {
	it('are walked too, each once, and one out of reach costs only itself', async () => {
		const dead = await ground.dead();
		const second = await clusterOf('orders');
		const first = await clusterOf('orders', [second, dead]);
		const diagnosis = await probe([first, second]);
		assert.equal(walked(diagnosis, first), OK);
		assert.equal(walked(diagnosis, second), OK);
		const { step, cure } = failedStep(diagnosis);
		assert.equal(step, 'tcp');
		assert.match(cure, new RegExp(`The cluster itself tells clients this address.*--map 127\\.0\\.0\\.1:${dead.port}=HOST:PORT`));
		assert.equal(diagnosis.clusterId, 'orders');
	});

	it('of another cluster are named, and not followed', async () => {
		const stranger = await ground.dead();
		const first = await clusterOf('orders');
		const other = await clusterOf('payments', [stranger]);
		const diagnosis = await probe([first, other]);
		const failures = diagnosis.steps.filter(s => s.ok === false);
		// Whichever answers first is taken as the one that is meant.
		assert.deepEqual(
			failures.map(s => [s.step, s.failure?.kind]),
			diagnosis.clusterId === 'orders'
				? [['cluster', 'config']]
				: [
						['cluster', 'config'],
						['tcp', 'connection'],
					],
		);
		assert.match(failedStep(diagnosis).message, /belongs to another cluster/);
	});

	it('are walked without asking for rights when these are not wanted', async () => {
		const diagnosis = await probe([await clusterOf('orders')], { options: { skipsPermissions: true } });
		assert.deepEqual(
			diagnosis.steps.filter(s => s.ok === false),
			[],
		);
		assert.equal(diagnosis.steps.at(-1)?.detail, 'not asked for');
	});
});
