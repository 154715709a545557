/** The notations of the config file: addresses, paths, sizes, durations, and where a secret is. */
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import type { HostPort, SecretSource } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';
import { parseDuration } from '../units/duration.ts';
import { parseSize } from '../units/size.ts';
import { parseHostPort } from './host-port.ts';
import { described, fields, notation, type Shape, text } from './shapes.ts';
import { isScalar, mistake } from './yaml-reading.ts';

export const address: Shape<HostPort> = notation(
	value => {
		try {
			return parseHostPort(value, '');
		} catch (error) {
			if (error instanceof Failure) return undefined;
			throw error;
		}
	},
	'must be HOST:PORT',
	{ pattern: ':[0-9]{1,5}$', examples: ['b-1.orders.abc123.c2.kafka.eu-west-1.amazonaws.com:9098'] },
);

/** A path as the person means it: `~/` is home, anything relative counts from the config file. */
export const path: Shape<string> = notation(
	(value, place) => (value.startsWith('~/') ? resolve(homedir(), value.slice(2)) : resolve(dirname(place.file), value)),
	'must be the path of a file',
	{},
);

/** Milliseconds, more than none. */
export const duration: Shape<number> = notation(
	value => {
		const ms = parseDuration(value);
		return ms === null || ms <= 0 ? undefined : ms;
	},
	'must be a duration such as 5m or 1h30m',
	{ pattern: '^([0-9]+(\\.[0-9]+)? *(ms|s|m|h|d|w) *)+$', examples: ['5m'] },
);

/** Bytes a second; null for no limit. */
export const rate: Shape<bigint | 'unlimited'> = notation(
	value => {
		if (value === 'unlimited') return 'unlimited';
		const bytes = parseSize(value);
		// A bare number could as well mean records.
		return bytes === null || bytes <= 0n || /^[\d.]+$/.test(value) ? undefined : bytes;
	},
	'must be bytes per second such as 32MiB, or unlimited',
	{ pattern: '^([0-9]+(\\.[0-9]+)? *([kKmMgGtTpP][iI]?)?[bB]|unlimited)$', examples: ['32MiB'] },
);

/** A name, or a pattern in which `*` stands for any run of characters and `?` for one. */
export const pattern: Shape<string> = described('a name; * stands for any run of characters, ? for one', text);

const places = {
	env: described('the environment variable that holds it', text),
	file: described('a file that holds it, readable by you alone', path),
	command: described('a command that prints it', text),
	secret: described('a secret of AWS Secrets Manager: its ARN or name', text),
};
const placeMap = fields<{ env: string; file: string; command: string; secret: string }>(places);

/** Where a secret is; never the secret itself. */
export const secretSource: Shape<SecretSource> = {
	read: (node, place) => {
		const wants = 'must say where the password is: { env: VAR }, { file: PATH }, { command: … }, { secret: ARN-or-name } or prompt';
		if (isScalar(node)) {
			if (node.value === 'prompt') return { kind: 'prompt' };
			throw mistake(node, place, wants);
		}
		const before = place.mistakes.length;
		const found = placeMap.read(node, place);
		if (found.env !== undefined && Object.keys(found).length === 1) return { kind: 'env', name: found.env };
		if (found.file !== undefined && Object.keys(found).length === 1) return { kind: 'file', path: found.file };
		if (found.command !== undefined && Object.keys(found).length === 1) return { kind: 'command', command: found.command };
		if (found.secret !== undefined && Object.keys(found).length === 1) return { kind: 'secret', id: found.secret };
		// What is wrong inside has been said already.
		if (place.mistakes.length > before) return { kind: 'prompt' };
		throw mistake(node, place, wants);
	},
	schema: {
		oneOf: [
			{ const: 'prompt', description: 'asked for when connecting' },
			{ ...placeMap.schema, minProperties: 1, maxProperties: 1 },
		],
	},
};
