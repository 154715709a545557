import { connect, createServer, type Socket } from 'node:net';

/** Says of a request, from its API key and its bytes, what becomes of it. */
export type Fate = 'passed' | 'cutBefore' | 'cutAfter';

/**
 * Stands before a broker and cuts the line where it hurts: `cutBefore` lets a request never arrive, `cutAfter` lets the broker carry it out
 * and keeps the answer back.
 */
export const startCuttingProxy = async (
	target: { readonly host: string; readonly port: number },
	fateOf: (apiKey: number, frame: Buffer) => Fate,
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> => {
	const sockets = new Set<Socket>();
	const server = createServer(client => {
		const broker = connect(target.port, target.host);
		let isCut = false;
		let pending = Buffer.alloc(0);
		const end = (): void => {
			client.destroy();
			broker.destroy();
		};
		for (const socket of [client, broker]) {
			sockets.add(socket);
			socket.on('error', end);
			socket.on('close', () => {
				sockets.delete(socket);
				end();
			});
		}
		client.on('data', chunk => {
			pending = Buffer.concat([pending, chunk]);
			while (!isCut && pending.length >= 4 && pending.length >= 4 + pending.readInt32BE(0)) {
				const frame = pending.subarray(0, 4 + pending.readInt32BE(0));
				pending = pending.subarray(frame.length);
				const fate = fateOf(frame.readInt16BE(4), frame);
				isCut = fate !== 'passed';
				if (fate === 'cutBefore') return end();
				broker.write(frame);
			}
		});
		// The answer of the broker is the proof that it carried the request out.
		broker.on('data', chunk => (isCut ? end() : client.write(chunk)));
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	return {
		port: (server.address() as { port: number }).port,
		close: () =>
			new Promise(resolve => {
				for (const socket of sockets) socket.destroy();
				server.close(() => resolve());
			}),
	};
};
