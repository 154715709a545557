import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { commandsPage } from '../../scripts/generate-docs.ts';

it('docs/commands.md says what the registry says', () => {
	assert.equal(readFileSync('docs/commands.md', 'utf8'), commandsPage(), 'npm run docs');
});
