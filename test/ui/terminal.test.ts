/** What only a real terminal shows: the way in, every way out, and the refusal where there is none. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { terminalRefusal } from '../../source/ui/terminal.ts';
import { type PtyProgram, runInPty } from '../helpers/pty.ts';

const program = ['--import', 'tsx', 'test/helpers/demo-program.tsx', '300'];
const start = async (): Promise<PtyProgram> => {
	const pty = runInPty(process.execPath, program, { environment: { NODE_ENV: 'production' } });
	await pty.waitFor('orders.created', 30_000);
	return pty;
};
const assertRestored = (pty: PtyProgram): void => {
	assert.equal(pty.terminal.buffer.active.type, 'normal', 'the alternate screen is left');
	const transcript = pty.transcript();
	for (const [on, off] of [
		['\u001B[?2004h', '\u001B[?2004l'],
		['\u001B[?7l', '\u001B[?7h'],
		['\u001B[?25l', '\u001B[?25h'],
		['\u001B[?1049h', '\u001B[?1049l'],
	] as const) {
		assert.ok(transcript.lastIndexOf(off) > transcript.lastIndexOf(on), JSON.stringify(off));
	}
};

describe('terminalRefusal', () => {
	it('says in a sentence why it cannot start', () => {
		assert.equal(terminalRefusal({ isInputTty: true, isOutputTty: true, term: 'xterm' }), undefined);
		assert.match(terminalRefusal({ isInputTty: true, isOutputTty: false, term: 'xterm' })!, /standard output/);
		assert.match(terminalRefusal({ isInputTty: false, isOutputTty: true, term: 'xterm' })!, /standard input/);
		assert.match(terminalRefusal({ isInputTty: true, isOutputTty: true, term: 'dumb' })!, /TERM=dumb/);
	});

	it('is what a pipe gets', () => {
		const { status, stderr } = spawnSync(process.execPath, program, { encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } });
		assert.equal(status, 2);
		assert.match(stderr, /needs a/);
	});
});

describe('a program on a real terminal', () => {
	it('leaves by ctrl+c with last words on the normal screen', async () => {
		const pty = await start();
		pty.send('jjj');
		await pty.waitFor(/▌ shipments/);
		pty.send('\u0003');
		assert.deepEqual(await pty.exit, { code: 0, signal: undefined });
		assertRestored(pty);
		assert.match(pty.screen(), /bye/);
		await pty.close();
	});

	for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
		it(`gives the terminal back on ${signal}`, async () => {
			const pty = await start();
			pty.signal(signal);
			assert.equal((await pty.exit).code, 1);
			assertRestored(pty);
			assert.match(pty.screen(), new RegExp(`bye ${signal}`));
			await pty.close();
		});
	}

	it('shows the error of a crash on the normal screen', async () => {
		const pty = await start();
		pty.signal('SIGUSR2');
		await pty.exit;
		assertRestored(pty);
		assert.match(pty.screen(), /crashed at a test's word/);
		await pty.close();
	});

	it('gives the terminal back when something calls process.exit', async () => {
		const pty = await start();
		pty.signal('SIGALRM');
		assert.equal((await pty.exit).code, 3);
		assertRestored(pty);
		await pty.close();
	});

	it('ends when the terminal goes away', async () => {
		const pty = await start();
		pty.send('j');
		pty.hangUp();
		await pty.exit;
		await pty.close();
	});

	it('knows a lone Escape from a cut sequence, and follows a resize', async () => {
		const pty = await start();
		pty.send('?');
		await pty.waitFor('Keys of this screen');
		pty.send('\u001B');
		await pty.waitFor(screen => !screen.includes('Keys of this screen'));
		pty.resize(100, 30);
		await pty.waitFor(() => pty.line(29).includes('enter open'));
		assert.match(pty.line(0), /orders-prod/);
		await pty.close();
	});
});
