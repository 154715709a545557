import { connect, type Socket } from 'node:net';
import type { Sandbox } from '../../source/sandbox/open-sandbox.ts';
import type { Random } from '../protocol/random-message.ts';
import { type Listener, listen } from './wire-server.ts';

/** What may become of an answer: pieces to send, and whether the connection ends behind them. */
type Spoiled = { readonly bytes: Buffer; readonly hangsUp: boolean };

const EDGES = [0, 1, -1, 0x7fffffff, -0x80000000, 0x00ffffff, 0x48545450] as const;
const HEAD = 8;
const THROTTLE_END = 13;
/** With the tag buffer behind. */
const THROTTLE_BYTES = 5;

const framed = (body: Buffer): Buffer => {
	const length = Buffer.alloc(4);
	length.writeInt32BE(body.length);
	return Buffer.concat([length, body]);
};

/**
 * A place in a body, but not in how long to leave the broker alone (mostly first, in ApiVersions last): a client heeds that, for a minute if
 * it must.
 */
const place = (random: Random, frame: Buffer, size: number): number =>
	THROTTLE_END + random(Math.max(1, frame.length - THROTTLE_END - THROTTLE_BYTES - size));

/** Ways to spoil a frame (its length included); each leaves something that a client has to survive. */
const SPOILERS: Readonly<Record<string, (random: Random, frame: Buffer) => Spoiled>> = {
	'changed bytes': (random, frame) => {
		for (let i = random(6); i >= 0; i--) frame[place(random, frame, 1)] = [0, 1, 0x7f, 0x80, 0xff, random(256)][random(6)] as number;
		return { bytes: frame, hangsUp: false };
	},
	'a length or a count': (random, frame) => {
		frame.writeInt32BE(EDGES[random(EDGES.length)] as number, place(random, frame, 4));
		return { bytes: frame, hangsUp: false };
	},
	'a compact length': (random, frame) => {
		const at = place(random, frame, 5);
		frame.set([0xff, 0xff, 0xff, 0xff, 0x07].slice(0, 1 + random(5)), at);
		return { bytes: frame, hangsUp: false };
	},
	'an end too early': (random, frame) => ({ bytes: framed(frame.subarray(4, HEAD + random(frame.length - HEAD + 1))), hangsUp: false }),
	'a frame cut off': (random, frame) => ({ bytes: frame.subarray(0, random(frame.length)), hangsUp: true }),
	'a wrong length': (random, frame) => {
		frame.writeInt32BE(EDGES[random(EDGES.length)] as number, 0);
		return { bytes: frame, hangsUp: true };
	},
	'a wrong correlation id': (random, frame) => {
		frame.writeInt32BE(EDGES[random(EDGES.length)] as number, 4);
		return { bytes: frame, hangsUp: false };
	},
	'the same twice': (_random, frame) => ({ bytes: Buffer.concat([frame, frame]), hangsUp: false }),
	'more than it says': (random, frame) => ({
		bytes: Buffer.concat([frame, Buffer.from(Array.from({ length: 1 + random(40) }, () => random(256)))]),
		hangsUp: true,
	}),
	'nothing of Kafka': random => ({ bytes: Buffer.from(Array.from({ length: 1 + random(200) }, () => random(256))), hangsUp: true }),
};

/** Passes the answers of a broker on, some of them spoiled. */
const spoiling = (port: number, random: Random, oneIn: number): Promise<Listener> =>
	listen(client => {
		const broker = connect(port, '127.0.0.1');
		broker.on('error', () => client.destroy());
		broker.on('close', () => client.destroy());
		client.on('close', () => broker.destroy());
		client.on('data', chunk => broker.write(chunk));
		let held = Buffer.alloc(0);
		broker.on('data', chunk => {
			held = Buffer.concat([held, chunk]);
			while (held.length >= 4 && held.length >= 4 + held.readInt32BE(0)) {
				const end = 4 + held.readInt32BE(0);
				send(client, Buffer.from(held.subarray(0, end)), random, oneIn);
				held = held.subarray(end);
			}
		});
	});

const send = (client: Socket, frame: Buffer, random: Random, oneIn: number): void => {
	const ways = Object.values(SPOILERS);
	if (random(oneIn) !== 0 || frame.length < THROTTLE_END + 2 * THROTTLE_BYTES) {
		client.write(frame);
		return;
	}
	const { bytes, hangsUp } = (ways[random(ways.length)] as (typeof ways)[number])(random, frame);
	client.write(bytes, () => hangsUp && client.destroy());
};

export type HostileCluster = {
	/** Where each broker is really found, by the address it tells. */
	readonly at: ReadonlyMap<string, { readonly host: string; readonly port: number }>;
	readonly sandbox: Sandbox;
	readonly close: () => Promise<void>;
};

/** A sandbox whose answers come spoiled, about one in so many. */
export const openHostileCluster = async (sandbox: Sandbox, random: Random, oneIn: number): Promise<HostileCluster> => {
	const listeners = await Promise.all(
		sandbox.cluster.brokers.map(async broker => [broker.port, await spoiling(broker.port, random, oneIn)] as const),
	);
	return {
		sandbox,
		at: new Map(listeners.map(([told, { port }]) => [`127.0.0.1:${told}`, { host: '127.0.0.1', port }])),
		close: async () => {
			await Promise.all(listeners.map(([, listener]) => listener.close()));
		},
	};
};
