import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';
import { KAFKA_PORTS, NO_PORTS } from './port-methods.ts';

const FOLDER = 'source/kafka';

/** Port files that source/kafka knows. */
const knownPorts = (): readonly string[] => {
	const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
	const found = files.flatMap(file =>
		[...readFileSync(join(FOLDER, file), 'utf8').matchAll(/from '[./]+\/ports\/([\w-]+\.ts)'/g)].map(m => basename(m[1] as string)),
	);
	return [...new Set(found)];
};

/** Types of a file that have a method or a function in them. */
const portsIn = (text: string): readonly string[] =>
	[...text.matchAll(/^export type (\w+) = (?:[\w<> ]+& )?\{(.*?)\};?$/gms)]
		.filter(([, , body]) => /\w\??\(|=>/.test((body as string).replace(/\/\*\*.*?\*\//gs, '')))
		.map(m => m[1] as string);

describe('the contract of the Kafka ports', () => {
	it('knows every port that source/kafka implements', () => {
		const files = knownPorts();
		assert.ok(files.includes('cluster-reader.ts') && files.length >= 3, String(files));
		const ports = files.flatMap(file => portsIn(readFileSync(join('source/ports', file), 'utf8')));
		assert.deepEqual(
			ports.filter(port => !NO_PORTS.has(port)).sort(),
			Object.keys(KAFKA_PORTS).sort(),
			'every port needs its methods in port-methods.ts, and expectations of each (expect-….ts) over the sandbox and a real Kafka',
		);
	});
});
