import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { parseSecretSource } from '../../source/files/secret-source.ts';
import { readSecret, secretReader } from '../../source/files/secrets.ts';
import type { Failure } from '../../source/model/failure.ts';
import { redacted } from '../../source/model/redaction.ts';

const folder = mkdtempSync(join(tmpdir(), 'msk-tui-secret-'));
after(() => rmSync(folder, { recursive: true }));

const everything = (failure: Failure): string =>
	JSON.stringify([failure.message, failure.nextSteps, failure.details, failure.stack, String(failure.cause)]);

describe('the source of a secret', () => {
	it('is parsed', () => {
		assert.deepEqual(parseSecretSource('env:X'), { kind: 'env', name: 'X' });
		assert.deepEqual(parseSecretSource('file:/a:b'), { kind: 'file', path: '/a:b' });
		assert.deepEqual(parseSecretSource('command:pass show kafka'), { kind: 'command', command: 'pass show kafka' });
		assert.deepEqual(parseSecretSource('secret:AmazonMSK_x'), { kind: 'secret', id: 'AmazonMSK_x' });
		assert.deepEqual(parseSecretSource('prompt'), { kind: 'prompt' });
	});

	it('is refused without being repeated, since it may be the password', () => {
		for (const wrong of ['hunter2', 'plain:hunter2', 'env:', ':hunter2', ''])
			assert.throws(
				() => parseSecretSource(wrong),
				(failure: Failure) => failure.kind === 'usage' && !everything(failure).includes('hunter2'),
			);
	});
});

describe('a secret', () => {
	it('comes from a variable', async () => {
		assert.equal(await readSecret({ kind: 'env', name: 'X' }, { env: { X: ' s p ' } }), ' s p ');
		await assert.rejects(readSecret({ kind: 'env', name: 'X' }, { env: {} }), { kind: 'config', message: /X is not set/ });
		await assert.rejects(readSecret({ kind: 'env', name: 'X' }, { env: { X: '' } }), { kind: 'config', message: /empty/ });
	});

	it('comes from a file, without one trailing newline, with a warning when others can read it', async () => {
		const path = join(folder, 'pw');
		for (const [content, secret] of [
			['s3cret', 's3cret'],
			['s3cret\n', 's3cret'],
			['s3cret\r\n', 's3cret'],
			['s3cret\n\n', 's3cret\n'],
			[' s \n', ' s '],
		] as const) {
			writeFileSync(path, content);
			assert.equal(await readSecret({ kind: 'file', path }), secret);
		}
		for (const [mode, count] of [
			[0o604, 1],
			[0o640, 1],
			[0o600, 0],
		] as const) {
			chmodSync(path, mode);
			const said: string[] = [];
			await readSecret({ kind: 'file', path }, { warn: t => said.push(t) });
			assert.equal(said.length, count, mode.toString(8));
		}
		await assert.rejects(readSecret({ kind: 'file', path: join(folder, 'nope') }), { kind: 'config', message: /does not exist/ });
		await assert.rejects(readSecret({ kind: 'file', path: folder }), { kind: 'config', message: /EISDIR/ });
	});

	it('comes from a command', async () => {
		assert.equal(await readSecret({ kind: 'command', command: 'printf "a b\\n"' }), 'a b');
		assert.equal(await readSecret({ kind: 'command', command: 'echo x | tr x y; echo noise >&2' }), 'y');
	});

	it('is not repeated when its command fails, nor anything it said', async () => {
		const command = 'echo hunter2-long; echo "token=abc123 said hunter2-long and AKIAABCDEFGHIJKLMNOP" >&2; exit 3';
		await assert.rejects(readSecret({ kind: 'command', command }), (failure: Failure) => {
			assert.equal(failure.kind, 'config');
			assert.equal(failure.message, 'The password command ended with exit code 3.');
			assert.doesNotMatch(everything(failure), /hunter2|abc123|AKIA/);
			return true;
		});
		await assert.rejects(readSecret({ kind: 'command', command: 'false' }), { message: 'The password command ended with exit code 1.' });
		await assert.rejects(readSecret({ kind: 'command', command: 'true' }), { message: /it is empty/ });
	});

	it('is not waited for for ever, and what the shell started ends with it', async () => {
		await assert.rejects(readSecret({ kind: 'command', command: 'sleep 600 | cat' }, { commandTimeoutMs: 50 }), {
			kind: 'config',
			message: /gave nothing within 0.05 s/,
		});
		await assert.rejects(readSecret({ kind: 'command', command: 'yes' }), { kind: 'config', message: /more than a password/ });
	});

	it('cannot be asked for without a terminal', () => {
		// setsid takes the terminal away, as in cron or a container without -t.
		const script = `
			import { readSecret } from ${JSON.stringify(join(import.meta.dirname, '../../source/files/secrets.ts'))};
			await readSecret({ kind: 'prompt' }).then(() => console.log('asked'), f => console.log(f.kind, f.message, f.nextSteps.join()));`;
		const run = spawnSync('setsid', [process.execPath, '--input-type=module', '-e', script], { encoding: 'utf8' });
		assert.match(run.stdout, /^config The password cannot be asked for: there is no terminal\. .*--password-from env:VAR/, run.stderr);
	});

	it('from Secrets Manager is asked for each time: who reads it there also keeps it', async () => {
		const asked: string[] = [];
		const read = secretReader({ kind: 'secret', id: 'AmazonMSK_x' }, { secretsManager: async id => `password ${asked.push(id)}` });
		assert.deepEqual([await read(), await read(), asked], ['password 1', 'password 2', ['AmazonMSK_x', 'AmazonMSK_x']]);
	});

	it('is read once for many connections, and again after a failure', async () => {
		let asked = 0;
		const read = secretReader(
			{ kind: 'prompt' },
			{
				prompt: async () => {
					if (++asked === 1) throw new Error('gone');
					return 's';
				},
			},
		);
		await assert.rejects(read());
		assert.deepEqual(await Promise.all([read(), read(), read()]), ['s', 's', 's']);
		assert.equal(asked, 2);
	});
});

describe('masking', () => {
	it('takes out what looks like a secret and keeps the rest', () => {
		const cases: readonly (readonly [string, string])[] = [
			['{"AccessKeyId":"AKIAABCDEFGHIJKLMNOP","SecretAccessKey":"abc/def"}', '{"AccessKeyId":"***","SecretAccessKey":***}'],
			['Authorization: Bearer eyJhbGciOi.x.y', 'Authorization: *** ***'],
			['https://user:pw@host/x', 'https://user:***@host/x'],
			['password=abc, user=me', 'password=***, user=me'],
			['key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY end', 'key *** end'],
			['the password is wrong', 'the password is wrong'],
		];
		for (const [text, clean] of cases) assert.equal(redacted(text), clean);
		assert.ok(redacted('word '.repeat(200)).length <= 301);
	});
});
