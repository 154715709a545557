import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { clipboardSequence, copyText, maxClipboardBytes } from '../../source/ui/clipboard.ts';

describe('clipboardSequence', () => {
	it('asks the terminal by OSC 52', () => {
		assert.equal(clipboardSequence('orders', {}), '\u001B]52;c;b3JkZXJz\u0007');
	});

	it('asks tmux itself and, through it, the terminal outside', () => {
		assert.equal(clipboardSequence('a', { TMUX: '/tmp/x' }), '\u001B]52;c;YQ==\u0007\u001BPtmux;\u001B\u001B]52;c;YQ==\u0007\u001B\\');
	});

	it('refuses what terminals would not take', () => {
		assert.equal(clipboardSequence('é'.repeat(maxClipboardBytes / 2), {})?.startsWith('\u001B]52'), true);
		assert.equal(clipboardSequence('x'.repeat(maxClipboardBytes + 1), {}), undefined);
	});
});

describe('copyText', () => {
	it('writes long text to a file only the owner can read', () => {
		const directory = mkdtempSync(join(tmpdir(), 'msk-tui-copy-'));
		try {
			const text = 'x'.repeat(maxClipboardBytes + 1);
			const result = copyText(text, {
				writeControl: () => assert.fail('sent'),
				environment: {},
				stateDirectory: join(directory, 'new'),
				now: () => new Date(0),
			});
			assert.ok(result.kind === 'file');
			assert.equal(readFileSync(result.path, 'utf8'), text);
			assert.equal(statSync(result.path).mode & 0o777, 0o600);
		} finally {
			rmSync(directory, { recursive: true });
		}
	});

	it('says so when the file cannot be written', () => {
		const result = copyText('x'.repeat(maxClipboardBytes + 1), {
			writeControl: () => {},
			environment: {},
			stateDirectory: '/dev/null/nowhere',
			now: () => new Date(0),
		});
		assert.equal(result.kind, 'failed');
	});
});
