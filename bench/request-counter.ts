/** Counts the requests a client sends to each API: a TCP relay in front of every broker that reads the headers passing through. */
import { connect, createServer, type Server } from 'node:net';
import { apiByKey } from '../source/protocol/messages.ts';

export type RequestCounter = {
	/** `--map` options that send the program through the relays. */
	readonly options: readonly string[];
	/** Requests by API since the last call. */
	readonly take: () => ReadonlyMap<string, number>;
	readonly close: () => void;
};

/** Reads `int32 size, int16 api key, …` frames out of a stream of pieces. */
const headerReader = (found: (apiKey: number) => void): ((piece: Buffer) => void) => {
	let waiting: Buffer = Buffer.alloc(0);
	let toSkip = 0;
	return piece => {
		waiting = waiting.length === 0 ? piece : Buffer.concat([waiting, piece]);
		for (;;) {
			const skipped = Math.min(toSkip, waiting.length);
			waiting = waiting.subarray(skipped);
			toSkip -= skipped;
			if (toSkip > 0 || waiting.length < 6) return;
			found(waiting.readInt16BE(4));
			toSkip = 4 + waiting.readInt32BE(0);
		}
	};
};

/** Puts a relay in front of each PLAINTEXT address. */
export const countRequests = async (addresses: readonly string[]): Promise<RequestCounter> => {
	let counts = new Map<string, number>();
	const servers: Server[] = [];
	const options: string[] = [];
	for (const address of addresses) {
		const [host, port] = address.split(':') as [string, string];
		const server = createServer({ noDelay: true }, client => {
			const broker = connect({ host, port: Number(port), noDelay: true });
			const read = headerReader(key => {
				const name = apiByKey(key)?.name ?? String(key);
				counts.set(name, (counts.get(name) ?? 0) + 1);
			});
			client.on('data', read);
			client.pipe(broker).pipe(client);
			for (const socket of [client, broker])
				socket.on('error', () => {
					client.destroy();
					broker.destroy();
				});
		});
		await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
		servers.push(server);
		options.push('--map', `${address}=127.0.0.1:${(server.address() as { port: number }).port}`);
	}
	return {
		options,
		take: () => {
			const taken = counts;
			counts = new Map();
			return taken;
		},
		close: () => {
			for (const server of servers) server.close();
		},
	};
};
