/** A broker whose quota is used up answers at once and says how long to leave the connection alone (KIP-219). */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { transportOptions } from '../../source/kafka/authentication/transport-options.ts';
import { BrokerConnection } from '../../source/kafka/broker-connection.ts';
import { Deadline } from '../../source/kafka/deadline.ts';
import { LoadCounter } from '../../source/kafka/load-counter.ts';
import { openCluster } from '../../source/kafka/open-cluster.ts';
import { Failure } from '../../source/model/failure.ts';
import { decodeRequestHeader, encodeResponseFrame } from '../../source/protocol/frames.ts';
import { apis } from '../../source/protocol/messages.ts';
import { type Listener, listen } from '../faults/wire-server.ts';
import { settingsFor } from './authentication/dial.ts';

/** Answers ApiVersions and Metadata, and asks for `throttleMs` of rest after each Metadata. */
const throttlingBroker = async (throttleMs: number) => {
	const askedAt: number[] = [];
	const listener: Listener = await listen(socket => {
		let waiting = Buffer.alloc(0);
		socket.on('data', piece => {
			waiting = Buffer.concat([waiting, piece]);
			while (waiting.length >= 4 && waiting.length >= 4 + waiting.readInt32BE(0)) {
				const end = 4 + waiting.readInt32BE(0);
				const { name, version, correlationId } = decodeRequestHeader(waiting.subarray(4, end));
				waiting = waiting.subarray(end);
				if (name === 'ApiVersions') {
					const apiKeys = (['ApiVersions', 'Metadata'] as const).map(api => ({ apiKey: apis[api].key, minVersion: 0, maxVersion: 4 }));
					socket.write(encodeResponseFrame('ApiVersions', version, correlationId, { apiKeys }));
				} else {
					askedAt.push(performance.now());
					const brokers = [{ nodeId: 1, host: '127.0.0.1', port: listener.port, rack: null }];
					socket.write(
						encodeResponseFrame('Metadata', version, correlationId, { throttleTimeMs: throttleMs, brokers, controllerId: 1, topics: [] }),
					);
				}
			}
		});
	});
	return { listener, askedAt };
};

const ask = { topics: [], allowAutoTopicCreation: false };

describe('a throttling broker', () => {
	const open: { close(): unknown }[] = [];
	after(async () => {
		for (const one of open) await one.close();
	});

	const connect = async (throttleMs: number) => {
		const { listener, askedAt } = await throttlingBroker(throttleMs);
		const address = { host: '127.0.0.1', port: listener.port };
		const transport = transportOptions(settingsFor(address, {}), { tls: {} });
		const load = new LoadCounter();
		const connection = await BrokerConnection.open(transport(address), new Deadline(10_000), undefined, load);
		open.push(connection, listener);
		return { connection, askedAt, load, address };
	};

	it('is left alone for as long as it asked', async () => {
		const { connection, askedAt, load } = await connect(120);
		await connection.call('Metadata', ask, { deadline: new Deadline(10_000) });
		await Promise.all([1, 2].map(() => connection.call('Metadata', ask, { deadline: new Deadline(10_000) })));
		assert.equal(askedAt.length, 3);
		// The only certain bound: the broker heard no second request before its answer to the first was old enough.
		assert.ok(askedAt[1]! - askedAt[0]! >= 119, `${askedAt[1]! - askedAt[0]!} ms`);
		assert.deepEqual([load.requests, load.throttles, load.lastThrottle?.ms], [4, 3, 120]);
		assert.ok(connection.isUsable);
	});

	it('is not asked at all by one who cannot wait so long, and does not count as hung', async () => {
		const { connection, askedAt } = await connect(60_000);
		await connection.call('Metadata', ask, { deadline: new Deadline(10_000) });
		await assert.rejects(connection.call('Metadata', ask, { deadline: new Deadline(1_000) }), (error: unknown) => {
			assert.ok(error instanceof Failure);
			assert.equal(error.kind, 'timeout');
			assert.match(error.message, /asks us to wait (60|59\.\d) s before the next request: a quota/);
			return true;
		});
		assert.equal(askedAt.length, 1);
		assert.ok(connection.isUsable, 'the connection is as good as before');
	});

	it('is told to whoever shows the load', async () => {
		const { listener } = await throttlingBroker(40);
		const address = { host: '127.0.0.1', port: listener.port };
		const settings = settingsFor(address, {});
		const cluster = openCluster(settings, transportOptions(settings, { tls: {} }));
		open.push(cluster, listener);
		await cluster.readTopics(null);
		await cluster.readTopics(null);
		assert.equal(cluster.load.throttles, 2);
		assert.equal(cluster.load.lastThrottle?.ms, 40);
	});
});
