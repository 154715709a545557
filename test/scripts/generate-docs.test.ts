import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { commandsPage, schemaPage } from '../../scripts/generate-docs.ts';
import { keysPage } from '../../scripts/keys-page.ts';

it('docs/commands.md says what the registry says', () => {
	assert.equal(readFileSync('docs/commands.md', 'utf8'), commandsPage(), 'npm run docs');
});

it('docs/keys.md says what the action tables say', () => {
	assert.equal(readFileSync('docs/keys.md', 'utf8'), keysPage(), 'npm run docs');
	assert.match(keysPage(), /\| `i` \| Show what is not known here/);
});

it('schema/config.schema.json says what the config file is checked against', () => {
	assert.equal(readFileSync('schema/config.schema.json', 'utf8'), schemaPage(), 'npm run docs');
	const { files } = JSON.parse(readFileSync('package.json', 'utf8')) as { files: readonly string[] };
	assert.ok(files.includes('schema'), 'the package ships it');
});
