import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { extendConfig } from '../../source/files/config-extension.ts';
import { parseConfig } from '../../source/files/config-file.ts';
import type { Failure } from '../../source/model/failure.ts';

const cluster = {
	name: 'new',
	entry: { bootstrap: ['h:9098'], auth: { kind: 'scram', username: 'me: # x', password: { env: 'P' } }, environment: 'prod' },
};
const ENTRY = [
	'new:',
	'  bootstrap: [ h:9098 ]',
	'  auth: { kind: scram, username: "me: # x", password: { env: P } }',
	'  environment: prod',
];
const entry = (indent: number): string => ENTRY.map(line => `${' '.repeat(indent)}${line}\n`).join('');
const extended = (source: string): Promise<string> => extendConfig(source, '/etc/c.yaml', cluster);

describe('a cluster added to a config file', () => {
	const cases: readonly (readonly [what: string, before: string, after: string])[] = [
		['makes the first file', '', `current: new\nclusters:\n${entry(2)}`],
		['stands behind a file of comments', '# mine', `# mine\ncurrent: new\nclusters:\n${entry(2)}`],
		['stands below an empty list', 'clusters: # none yet\n# end\n', `clusters: # none yet\n${entry(2)}# end\ncurrent: new\n`],
		[
			'leaves comments, blank lines, quotes and order as they are',
			"# top\n\nclusters:\n    b:   # second\n      bootstrap: ['h:1']\n\n      # of b\n\n# before current\ncurrent: 'b'\n",
			`# top\n\nclusters:\n    b:   # second\n      bootstrap: ['h:1']\n\n      # of b\n${entry(4)}\n# before current\ncurrent: 'b'\n`,
		],
		[
			'takes a last line without end',
			'clusters:\n  a:\n    bootstrap:\n      - h:1',
			`clusters:\n  a:\n    bootstrap:\n      - h:1\n${entry(2)}`,
		],
		[
			'stands behind an alias',
			'clusters:\n  a: &x\n    bootstrap: [h:1]\n  b: *x\n',
			`clusters:\n  a: &x\n    bootstrap: [h:1]\n  b: *x\n${entry(2)}`,
		],
		[
			'stands behind a folded text',
			'clusters:\n  a:\n    bootstrap: [h:1]\n    mask:\n      - topic: a\n        field: >-\n          x\n          y\n\ncurrent: a\n',
			`clusters:\n  a:\n    bootstrap: [h:1]\n    mask:\n      - topic: a\n        field: >-\n          x\n          y\n${entry(2)}\ncurrent: a\n`,
		],
		[
			'keeps the line ends',
			'clusters:\r\n  a:\r\n    bootstrap: [h:1]\r\n',
			`clusters:\r\n  a:\r\n    bootstrap: [h:1]\r\n${entry(2).replaceAll('\n', '\r\n')}`,
		],
		[
			'stands before the end marker',
			'---\nclusters:\n  a:\n    bootstrap: [h:1]\n...\n',
			`---\nclusters:\n  a:\n    bootstrap: [h:1]\n${entry(2)}...\n`,
		],
		['opens an empty flow map', 'clusters: {}\n', `clusters:\n${entry(2)}current: new\n`],
	];
	for (const [what, before, after] of cases) it(what, async () => assert.equal(await extended(before), after));

	it('goes into a file in flow style, whose comments stay', async () => {
		const text = await extended('# top\nclusters: { a: { bootstrap: ["h:1"] } } # mine\n');
		assert.match(text, /^# top\nclusters: \{ a: .*new: .*# mine\n$/);
		assert.deepEqual([...(await parseConfig(text, 'c')).clusters.keys()], ['a', 'new']);
	});

	it('leaves current to who has clusters already', async () => {
		assert.equal((await parseConfig(await extended('clusters:\n  a:\n    bootstrap: [h:1]\n'), 'c')).current, undefined);
	});

	const refused = (source: string, says: RegExp): Promise<void> =>
		assert.rejects(extended(source), (failure: Failure) => failure.kind === 'config' && says.test(failure.message));
	it('is refused where the name is taken', () => refused('clusters:\n  new:\n    bootstrap: [h:1]\n', /^There is a cluster new in/));
	it('is refused where the file has mistakes, which are named', () =>
		refused('clusters:\n  a:\n    bootstrap: [h:1]\n    colour: red\n', /^\/etc\/c\.yaml:4:5: clusters\.a\.colour is not known/));
	it('is refused where there is no place for it, with the line to add by hand', () =>
		assert.rejects(extended('null\n'), (failure: Failure) => {
			assert.match(failure.message, /^The cluster cannot be put into \/etc\/c\.yaml without/);
			assert.match(failure.nextSteps[0]!, /^Add it by hand: clusters: \{ new: \{ bootstrap: \[ h:9098 \], .* \} \}$/);
			return true;
		}));
});
