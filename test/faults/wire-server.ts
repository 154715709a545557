import { connect, createServer, type Server, type Socket } from 'node:net';

/** Something that listens on loopback and is closed at the end of a test. */
export type Listener = { readonly port: number; readonly close: () => Promise<void> };

/** Listens on a free port and hands every connection to `serve`. */
export const listen = async (serve: (socket: Socket) => void): Promise<Listener> => {
	const open = new Set<Socket>();
	const server: Server = createServer(socket => {
		open.add(socket);
		socket.on('error', () => {});
		socket.on('close', () => open.delete(socket));
		serve(socket);
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	return {
		port: address.port,
		close: () =>
			new Promise(resolve => {
				for (const socket of open) socket.destroy();
				server.close(() => resolve());
			}),
	};
};

/** A port that nothing listens on. */
export const closedPort = async (): Promise<number> => {
	const { port, close } = await listen(() => {});
	await close();
	return port;
};

/** Answers each request with the same bytes, whatever was asked; `keepsOpen` false hangs up afterwards. */
export const answering = (bytes: Buffer, keepsOpen = true): Promise<Listener> =>
	listen(socket => socket.on('data', () => (keepsOpen ? socket.write(bytes) : socket.end(bytes))));

/** A way to a broker that can be cut: `onAnswer` is told of every chunk that comes back and says how much of it passes; undefined: all. */
export const proxyTo = (host: string, port: number, onAnswer: (chunk: Buffer) => number | undefined): Promise<Listener> =>
	listen(client => {
		const broker = connect(port, host);
		broker.on('error', () => client.destroy());
		broker.on('close', () => client.destroy());
		client.on('close', () => broker.destroy());
		client.on('data', chunk => broker.write(chunk));
		broker.on('data', chunk => {
			const most = onAnswer(chunk);
			if (most === undefined) return client.write(chunk);
			client.write(chunk.subarray(0, most), () => client.destroy());
		});
	});
