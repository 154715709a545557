import { type HostPort, hostPortText } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';

/** Parses `HOST:PORT`, `[IPv6]:PORT` included; throws a Failure of kind usage. `what` names the option for the sentence. */
export const parseHostPort = (text: string, what: string): HostPort => {
	const match = /^(?:\[([0-9a-fA-F:.]+(?:%[\w.]+)?)\]|([^\s:[\]/@]+)):(\d{1,5})$/.exec(text.trim());
	const host = match?.[1] ?? match?.[2];
	const port = Number(match?.[3]);
	if (host === undefined || !(port >= 1 && port <= 65_535))
		throw new Failure('usage', `${what} needs HOST:PORT, and ${JSON.stringify(text)} is none.`, {
			nextSteps: ['Like b-1.orders.abc123.c2.kafka.eu-west-1.amazonaws.com:9098, or [::1]:9092 for IPv6.'],
		});
	return { host, port };
};

/** Parses `HOST:PORT,HOST:PORT`; what MSK calls a bootstrap broker string. */
export const parseBootstrap = (text: string, what = '--bootstrap'): readonly HostPort[] => {
	const parts = text.split(',').filter(part => part.trim() !== '');
	if (parts.length === 0) throw new Failure('usage', `${what} names no broker.`);
	return parts.map(part => parseHostPort(part, what));
};

/** Parses `--map ADVERTISED=ACTUAL` options into the map of connection settings. */
export const parseAddressMap = (texts: readonly string[]): ReadonlyMap<string, HostPort> =>
	new Map(
		texts
			.flatMap(text => text.split(','))
			.map(text => {
				const equals = text.indexOf('=');
				if (equals < 0)
					throw new Failure('usage', `--map needs ADVERTISED=ACTUAL, and ${JSON.stringify(text)} is none.`, {
						nextSteps: ['Like --map b-1.orders.example:9098=localhost:19098'],
					});
				const advertised = parseHostPort(text.slice(0, equals), '--map');
				return [hostPortText(advertised), parseHostPort(text.slice(equals + 1), '--map')] as const;
			}),
	);
