/**
 * The floor of a search: bytes received on bare sockets into buffers of their own and looked through with Buffer.indexOf, nothing unpacked, no
 * record counted. `node bench/record-floor.ts BOOTSTRAP TOPIC NEEDLE…`; only for topics that are not packed.
 */
import { connect, type Socket } from 'node:net';
import { decodeResponseHeader, encodeRequestFrame } from '../source/protocol/frames.ts';
import { type ApiName, decodeResponse, type RequestOf, type ResponseOf } from '../source/protocol/messages.ts';
import { wholeBatches } from '../source/records/batch-span.ts';

const PARTITION_BYTES = 4 * 1024 * 1024;
const [bootstrap = '', topic = '', ...needles] = process.argv.slice(2);

const VERSIONS = { Metadata: 9, ListOffsets: 5, Fetch: 12 } as const;
type Asked = keyof typeof VERSIONS & ApiName;

class Wire {
	readonly #socket: Socket;
	readonly #waiting: ((frame: Buffer) => void)[] = [];
	readonly #length = Buffer.alloc(4);
	#frame: Buffer | undefined;
	#filled = 0;

	constructor(address: string) {
		const [host = '', port = ''] = address.split(':');
		this.#socket = connect({
			host,
			port: Number(port),
			onread: {
				buffer: () => (this.#frame ?? this.#length).subarray(this.#filled),
				callback: bytes => {
					this.#filled += bytes;
					if (this.#filled < (this.#frame ?? this.#length).length) return true;
					this.#filled = 0;
					if (this.#frame === undefined) this.#frame = Buffer.allocUnsafeSlow(this.#length.readInt32BE(0));
					else {
						const frame = this.#frame;
						this.#frame = undefined;
						this.#waiting.shift()?.(frame);
					}
					return true;
				},
			},
		});
		this.#socket.setNoDelay(true);
	}

	async ask<A extends Asked>(api: A, request: RequestOf<A>): Promise<ResponseOf<A>> {
		const version = VERSIONS[api];
		const frame = await new Promise<Buffer>(resolve => {
			this.#waiting.push(resolve);
			this.#socket.write(encodeRequestFrame(api, version, 1, 'floor', request));
		});
		return decodeResponse(api, version, decodeResponseHeader(api, version, frame).body);
	}
}

const first = new Wire(bootstrap.split(',')[0] ?? '');
const metadata = await first.ask('Metadata', { topics: [{ name: topic }], allowAutoTopicCreation: false });
const addresses = new Map(metadata.brokers.map(b => [b.nodeId, `${b.host}:${b.port}`]));
const wires = new Map<number, Wire>();
const bytes = needles.map(text => Buffer.from(text));
let hits = 0;
let received = 0;

await Promise.all(
	metadata.topics[0]!.partitions.map(async ({ partitionIndex, leaderId }) => {
		const wire = wires.get(leaderId) ?? new Wire(addresses.get(leaderId)!);
		wires.set(leaderId, wire);
		const ends = await wire.ask('ListOffsets', {
			replicaId: -1,
			topics: [{ name: topic, partitions: [{ partitionIndex, timestamp: -1n }] }],
		});
		const end = ends.topics[0]!.partitions[0]!.offset;
		let position = 0n;
		const fetch = () =>
			wire.ask('Fetch', {
				maxWaitMs: 500,
				minBytes: 1,
				maxBytes: 64 * 1024 * 1024,
				sessionEpoch: -1,
				topics: [{ topic, partitions: [{ partition: partitionIndex, fetchOffset: position, partitionMaxBytes: PARTITION_BYTES }] }],
			});
		let coming = fetch();
		while (position < end) {
			const records = (await coming).responses[0]!.partitions[0]!.records ?? Buffer.alloc(0);
			position = wholeBatches(records).nextOffset ?? position;
			// The broker works while what came is looked through.
			if (position < end) coming = fetch();
			received += records.length;
			for (const needle of bytes) for (let at = records.indexOf(needle); at >= 0; at = records.indexOf(needle, at + 1)) hits++;
		}
	}),
);
console.log(JSON.stringify({ hits, received }));
process.exit(0);
