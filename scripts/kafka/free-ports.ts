/** Finds ports nobody listens on. */
import { createServer } from 'node:net';

// Below Linux's and macOS's ranges for outgoing connections: between finding a port and the broker's bind
// no client of this machine can be given it by chance.
const lowest = 20_000;
const highest = 32_000;

const isFree = (port: number): Promise<boolean> =>
	new Promise(resolve => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
	});

/** Returns `count` ports of 127.0.0.1 that are free now, starting at a random place so that two starts rarely meet. */
export const freePorts = async (count: number): Promise<readonly number[]> => {
	const found: number[] = [];
	const span = highest - lowest;
	const first = Math.floor(Math.random() * span);
	for (let step = 0; step < span && found.length < count; step++) {
		const port = lowest + ((first + step) % span);
		if (await isFree(port)) found.push(port);
	}
	if (found.length < count) throw new Error(`no ${count} free ports between ${lowest} and ${highest}`);
	return found;
};
