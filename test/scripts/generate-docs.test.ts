import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { commandsPage } from '../../scripts/generate-docs.ts';
import { keysPage } from '../../scripts/keys-page.ts';

it('docs/commands.md says what the registry says', () => {
	assert.equal(readFileSync('docs/commands.md', 'utf8'), commandsPage(), 'npm run docs');
});

it('docs/keys.md says what the action tables say', () => {
	assert.equal(readFileSync('docs/keys.md', 'utf8'), keysPage(), 'npm run docs');
	assert.match(keysPage(), /\| `i` \| Show what is not known here/);
	assert.doesNotMatch(keysPage(), /audit/i, 'nothing that does not exist yet');
});
