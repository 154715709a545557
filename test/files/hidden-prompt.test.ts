import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { spawn } from '@lydell/node-pty';

const script = `
	import { readSecret } from ${JSON.stringify(join(import.meta.dirname, '../../source/files/secrets.ts'))};
	await readSecret({ kind: 'prompt' }, { purpose: 'Password of reader' })
		.then(s => console.log('GOT ' + JSON.stringify([...s].reverse().join(''))), f => console.log('REFUSED ' + f.kind + ' ' + f.message));`;

/** Types into the prompt once it stands on the terminal; resolves with all that the terminal showed. Standard input is not the terminal. */
const typed = (keys: string): Promise<string> =>
	new Promise((resolve, reject) => {
		const pty = spawn('sh', ['-c', 'exec "$0" --input-type=module -e "$1" </dev/null', process.execPath, script], { env: process.env });
		let shown = '';
		let isAsked = false;
		const timer = setTimeout(() => {
			pty.kill();
			reject(new Error(`no answer: ${JSON.stringify(shown)}`));
		}, 20_000);
		pty.onData(data => {
			shown += data;
			if (!isAsked && shown.includes('Password of reader: ')) {
				isAsked = true;
				pty.write(keys);
			}
		});
		pty.onExit(() => {
			clearTimeout(timer);
			resolve(shown);
		});
	});

describe('the hidden prompt', () => {
	it('takes what is typed, with corrections, and shows none of it', async () => {
		const shown = await typed('wrong\u0015hunterX\u007f2\r');
		assert.match(shown, /GOT "2retnuh"/);
		assert.doesNotMatch(shown, /hunter|wrong/);
	});

	it('takes pasted text beyond ASCII', async () => {
		assert.match(await typed('pä✓ß\r'), /GOT "ß✓äp"/);
	});

	it('ends with Ctrl+C', async () => {
		assert.match(await typed('abc\u0003'), /REFUSED config The password was not given\./);
	});
});
