import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { normaliseArguments, parseArguments, refuseForeignOptions } from '../../source/commands/arguments.ts';
import type { OptionSpec } from '../../source/commands/command.ts';
import { ALL_OPTIONS, COMMANDS, findCommand } from '../../source/commands/registry.ts';
import { SHARED_OPTIONS } from '../../source/commands/shared-options.ts';

const SPECS: readonly OptionSpec[] = [
	{ name: 'from', value: 'TIME', summary: '' },
	{ name: 'contains', value: 'TEXT', summary: '' },
	{ name: 'map', value: 'A=B', isMultiple: true, summary: '' },
	{ name: 'kind', value: 'KIND', choices: ['a', 'b'], summary: '' },
	{ name: 'json', summary: '' },
	{ name: 'no-color', summary: '' },
];
const known = new Map(SPECS.map(s => [s.name, s]));
const read = (...argv: string[]) => parseArguments(normaliseArguments(argv, known), SPECS);
const usage = (text: RegExp) => ({ kind: 'usage', message: text });

describe('arguments', () => {
	it('keeps values that look like options', async () => {
		const args = await read('--from', '-15m', '--contains', '-x', 'orders');
		assert.deepEqual([args.value('from'), args.value('contains'), args.positionals], ['-15m', '-x', ['orders']]);
	});
	it('takes joined values, repeated options, and words after --', async () => {
		const args = await read('--map=a:1=b:2', '--map', 'c:3=d:4', '--json', '--', '--from', '-15m');
		assert.deepEqual([args.values('map'), args.has('json'), args.positionals], [['a:1=b:2', 'c:3=d:4'], true, ['--from', '-15m']]);
	});
	it('leaves numbers and values with equals signs as they are typed', async () => {
		const args = await read('007', '--contains=a=b');
		assert.deepEqual([args.positionals, args.value('contains')], [['007'], 'a=b']);
	});
	it('reads a switch that begins with no-', async () => {
		assert.equal((await read('--no-color')).has('no-color'), true);
		assert.equal((await read()).has('no-color'), false);
	});
	it('refuses empty, missing, swallowed and unknown things with the next step', () => {
		const refuses = (argv: string[], text: RegExp) => assert.throws(() => normaliseArguments(argv, known), usage(text), argv.join(' '));
		refuses(['--from='], /--from needs a value/);
		refuses(['--from', ''], /--from needs a value/);
		refuses(['--from'], /--from needs a value/);
		refuses(['--from', '--json'], /--json follows/);
		refuses(['--json=yes'], /takes no value/);
		refuses(['--frm', 'x'], /no option --frm/);
		refuses(['-x'], /no option -x/);
		refuses(['--kind', 'c'], /does not know "c"/);
		refuses(['--__proto__'], /no option/);
	});
	it('refuses an option of another command', () => {
		assert.throws(() => refuseForeignOptions(new Set(['topic']), SHARED_OPTIONS, 'brokers'), usage(/--topic means nothing with brokers/));
	});
});

describe('registry', () => {
	it('gives an option one meaning wherever it appears', () => {
		for (const { options } of COMMANDS)
			for (const o of options) assert.equal(ALL_OPTIONS.get(o.name)?.value === undefined, o.value === undefined, o.name);
	});
	it('has an example for each command that itself is understood', () => {
		for (const command of COMMANDS) {
			assert.ok(command.examples.length > 0, command.name);
			for (const { line } of command.examples) {
				const words = line.replaceAll("'", '').split(' ').slice(1);
				const { words: rest, names } = normaliseArguments(words, ALL_OPTIONS);
				assert.equal(findCommand(rest)?.command, command, line);
				refuseForeignOptions(names, [...SHARED_OPTIONS, ...command.options], command.name);
			}
		}
	});

	it('takes a word that objects know for a word', () => {
		assert.deepEqual(normaliseArguments(['constructor', 'toString'], ALL_OPTIONS).words, ['constructor', 'toString']);
	});
});
