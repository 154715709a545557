/**
 * Writes the pages of docs/ and the JSON Schema that are made from the program's own tables: `npm run docs`.
 * With --check it writes nothing and fails when a page is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { OptionSpec } from '../source/commands/command.ts';
import { EXIT_CODE_TEXTS, optionSummary, optionText, usageText } from '../source/commands/help.ts';
import { COMMANDS } from '../source/commands/registry.ts';
import { CONNECTION_OPTIONS, GENERAL_OPTIONS } from '../source/commands/shared-options.ts';
import { configJsonSchema } from '../source/files/config-schema.ts';
import { keysPage } from './keys-page.ts';
import { rulesPage } from './rules-page.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

const optionTable = (options: readonly OptionSpec[]): string =>
	['| option | meaning |', '|---|---|', ...options.map(o => `| \`${cell(optionText(o))}\` | ${cell(optionSummary(o))} |`)].join('\n');

/** The page docs/commands.md. */
export const commandsPage = (): string =>
	`${[
		'# Commands',
		'Made from the command registry by `npm run docs`; do not edit.',
		'`msk-tui` alone opens the terminal interface. `msk-tui <command>` gives one answer, for scripts and quick looks. ' +
			'Results go to stdout, everything else to stderr; `--json` prints one document, streams print JSON Lines.',
		...COMMANDS.flatMap(command => [
			`## ${command.name}`,
			`${command.summary[0]!.toUpperCase()}${command.summary.slice(1)}.`,
			`\`\`\`\n${usageText(command)}\n\`\`\``,
			...(command.options.length === 0 ? [] : [optionTable(command.options)]),
			command.examples.map(e => `- \`${e.line}\`: ${e.says}`).join('\n'),
		]),
		'## Which cluster',
		optionTable(CONNECTION_OPTIONS),
		'## Options of every command',
		optionTable(GENERAL_OPTIONS),
		'## JSON',
		[
			'- A document is `{at, cluster: {id, name, bootstrap}, …, unknown: [{path, reason, needs}]}`; `unknown` lists what was asked for and could not be read, and is empty when nothing was.',
			'- A value that is not known is `null`. The object that holds it then carries `unknown: [{field, reason, needs}]`, one entry a null field; an object without a null has no such key. `needs` names the permission, metric or setting that would make the value known, or is null when nothing would.',
			'- Offsets, sizes and counts are number literals whatever their size; times are ISO 8601 in UTC; durations are milliseconds with `Ms` in the name; `-1` in `retentionMs` and `retentionBytes` is Kafka’s “no limit”.',
			'- `sizeBytes` of a topic adds up the replicas of the partition leaders: the data once, not times the replication factor.',
		].join('\n'),
		'## Exit codes',
		['| code | meaning |', '|---|---|', ...EXIT_CODE_TEXTS.map(([code, text]) => `| ${code} | ${cell(text)} |`)].join('\n'),
	].join('\n\n')}\n`;

/** What editors know of the config file. */
export const schemaPage = (): string => `${JSON.stringify(configJsonSchema(), null, '\t')}\n`;

const PAGES: readonly (readonly [string, () => string])[] = [
	['docs/commands.md', commandsPage],
	['docs/keys.md', keysPage],
	['docs/rules.md', rulesPage],
	['schema/config.schema.json', schemaPage],
];

if (import.meta.main) {
	const isCheck = process.argv.includes('--check');
	for (const [path, make] of PAGES) {
		const file = fileURLToPath(new URL(`../${path}`, import.meta.url));
		if (!isCheck) writeFileSync(file, make());
		else if (readFileSync(file, 'utf8') !== make()) {
			console.error(`${path} is out of date: npm run docs`);
			process.exitCode = 1;
		}
	}
}
