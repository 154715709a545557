/**
 * Writes source/protocol/generated (or the folder that is named) from the message definitions inside Apache Kafka's client jar: `npm run generate`.
 * Needs Maven (once, to fetch the jar into the cache folder) and Java 17. Only facts are taken: names, types, versions, numbers.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Message, readDefinition } from './protocol/definitions.ts';
import { kafkaJars, kafkaVersion, runJava } from './protocol/kafka-jars.ts';
import { typesOf } from './protocol/type-text.ts';

/** Another folder to write to: the test that compares what is committed gives one. */
const folder = process.argv[2] ?? join(import.meta.dirname, '../source/protocol/generated');
const head = `// Generated from the message definitions of Apache Kafka ${kafkaVersion} (Apache-2.0, see NOTICE) by scripts/generate-protocol.ts; do not edit.\n`;

const jars = kafkaJars();
const lines = runJava(join(import.meta.dirname, 'protocol/DumpKafka.java'), [
	jars[0]!,
	...jars.filter(jar => jar.includes('-coordinator-')),
])
	.trim()
	.split('\n')
	.map(line => line.split('\t'));
const of = (kind: string): string[][] => lines.filter(l => l[0] === kind).map(l => l.slice(1));

/** Definitions of one jar: `clients`, `group-coordinator`, `transaction-coordinator`. */
const definitionsOf = (origin: string): readonly Message[] =>
	of('definition')
		.filter(([from]) => from === origin)
		.map(([, text]) => readDefinition(Buffer.from(text!, 'base64').toString('utf8')))
		.filter(m => m !== null)
		.sort((a, b) => (a.name < b.name ? -1 : 1));

const messages = definitionsOf('clients');
const byName = new Map(messages.map(m => [m.name, m]));

const apis = messages
	.filter(m => m.kind === 'request')
	.sort((a, b) => a.apiKey! - b.apiKey!)
	.map(request => {
		const response = byName.get(request.name.replace(/Request$/, 'Response'));
		const differs = response?.apiKey !== request.apiKey || [0, 1, 2].some(i => response?.table[i] !== request.table[i]);
		if (differs) throw new Error(`${request.name} and its response disagree on versions`);
		return request;
	});
const apiName = (m: Message): string => m.name.replace(/(Request|Response)$/, '');

const write = (file: string, text: string): void => writeFileSync(join(folder, file), `${head}\n${text}`);

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
write(
	'tables.ts',
	`/** One JSON text a message, parsed when the message is first used; the shape is MessageTable in ../table.ts. */
export const tables = {
${messages.map(m => `\t${m.name}: '${JSON.stringify(m.table)}',`).join('\n')}
} as const;
`,
);
write(
	'apis.ts',
	`/** Name, key, lowest and highest stable version, first flexible version or -1, highest version including an unstable one. */
export const apiRows = [
${apis.map(m => `\t['${apiName(m)}', ${m.apiKey}, ${m.table[0]}, ${m.table[1] - (m.isLatestUnstable ? 1 : 0)}, ${m.table[2]}, ${m.table[1]}],`).join('\n')}
] as const;
`,
);
const coordinatorRows = (origin: string): string => {
	const records = definitionsOf(origin);
	const keys = records.filter(m => m.kind === 'coordinator-key').sort((a, b) => a.apiKey! - b.apiKey!);
	return keys
		.map(key => {
			const value = records.find(m => m.kind === 'coordinator-value' && m.apiKey === key.apiKey);
			if (value === undefined) throw new Error(`${key.name} has no value`);
			return `\t[${key.apiKey}, '${key.name}', '${JSON.stringify(key.table)}', '${value.name}', '${JSON.stringify(value.table)}'],`;
		})
		.join('\n');
};
write(
	'coordinator-rows.ts',
	`/** What coordinators log, in a file of its own, since hardly anything needs it: type, name and table of the key, name and table of the value. */
export const groupRows = [
${coordinatorRows('group-coordinator')}
] as const;

export const transactionRows = [
${coordinatorRows('transaction-coordinator')}
] as const;
`,
);
const others = messages.filter(m => m.kind === 'data' || m.kind === 'header');
write(
	'types.ts',
	`/** The request and response of every API, as decoded. */
export type Apis = {
${apis.map(m => `\treadonly ${apiName(m)}: { readonly request: ${m.name}; readonly response: ${apiName(m)}Response };`).join('\n')}
};

/** Kafka's other messages: headers, and data kept inside records or other messages. */
export type DataMessages = {
${others.map(m => `\treadonly ${m.name}: ${m.name};`).join('\n')}
};

${messages.map(typesOf).join('\n\n')}
`,
);
write(
	'error-rows.ts',
	`/** Code, name, message, whether Kafka's own clients retry it. */
export const errorRows = [
${of('error')
	.map(([code, name, message, isRetriable]) => `\t[${code}, '${name}', ${JSON.stringify(message)}, ${isRetriable}],`)
	.join('\n')}
] as const;
`,
);
write(
	'enums.ts',
	[...new Set(of('enum').map(([name]) => name!))]
		.map(name => {
			const rows = of('enum').filter(e => e[0] === name);
			rows.sort((a, b) => Number(a[1]) - Number(b[1]));
			return `export const ${name} = { ${rows.map(([, code, value]) => `${value}: ${code}`).join(', ')} } as const;\n`;
		})
		.join('\n'),
);
console.log(`${messages.length} messages, ${apis.length} APIs of Kafka ${kafkaVersion} → source/protocol/generated`);
