/** The completion scripts in the shells they are for, with real keys on a real terminal. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { programArguments, runProgram } from '../helpers/built-program.ts';
import { type PtyProgram, runInPty } from '../helpers/pty.ts';

const has = (shell: string): boolean => {
	try {
		execFileSync(shell, ['-c', 'exit 0'], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
};
const missing = (shell: string): string | false => (has(shell) ? false : `${shell} is not installed: its completion is not tested`);

let home = '';
const script = (shell: string): string => join(home, `completion.${shell}`);
before(async () => {
	home = mkdtempSync(join(tmpdir(), 'msk-tui-completion-'));
	mkdirSync(join(home, 'msk-tui'));
	writeFileSync(
		join(home, 'msk-tui', 'config.yaml'),
		'clusters:\n  orders-prod: { bootstrap: ["h:1"] }\n  shop: { bootstrap: ["h:1"] }\n',
		{
			mode: 0o600,
		},
	);
	writeFileSync(join(home, 'other.yaml'), 'clusters:\n  elsewhere: { bootstrap: ["h:1"] }\n', { mode: 0o600 });
	const program = [process.execPath, ...programArguments([])].map(word => `'${word}'`).join(' ');
	mkdirSync(join(home, 'bin'));
	writeFileSync(join(home, 'bin', 'msk-tui'), `#!/bin/sh\nexec ${program} "$@"\n`);
	chmodSync(join(home, 'bin', 'msk-tui'), 0o755);
	for (const shell of ['bash', 'zsh', 'fish']) {
		const { stdout, code } = await runProgram(['completion', shell]);
		assert.equal(code, 0);
		writeFileSync(script(shell), stdout);
	}
});
after(() => rmSync(home, { recursive: true }));
const environment = (): Readonly<Record<string, string>> => ({
	PATH: `${join(home, 'bin')}:${process.env.PATH}`,
	XDG_CONFIG_HOME: home,
	XDG_STATE_HOME: home,
	HOME: home,
});

/** What is typed before TAB, and what stands on the line after it. */
const LINES: readonly (readonly [typed: string, completed: string])[] = [
	['inspe', 'msk-tui inspect '],
	['lag --max-b', 'msk-tui lag --max-behind'],
	['--cluster ord', 'msk-tui --cluster orders-prod '],
	['lag --cluster=sh', 'msk-tui lag --cluster=shop '],
	['--config=other.yaml topics --cluster e', 'msk-tui --config=other.yaml topics --cluster elsewhere '],
	['--auth sc', 'msk-tui --auth scram '],
	['demo outa', 'msk-tui demo outage '],
	['--cluster shop completion f', 'msk-tui --cluster shop completion fish '],
	['--config oth', 'msk-tui --config other.yaml '],
];

const completes = async (shell: string, start: () => PtyProgram): Promise<void> => {
	const program = start();
	try {
		await program.waitFor('ready$', 15_000);
		for (const [typed, completed] of LINES) {
			program.send(`msk-tui ${typed}\t`);
			await program
				.waitFor(screen => screen.trimEnd().replace(/=$/, '').endsWith(`$${completed.trimEnd()}`), 15_000)
				.catch(error => {
					throw new Error(`${shell}: ${typed}: ${String(error)}`);
				});
			program.send('\u0015clear\r');
			await program.waitFor(screen => screen.trimEnd() === 'ready$', 15_000);
		}
	} finally {
		await program.close();
	}
};

describe('completion', () => {
	it('in bash', () => {
		const start = join(home, 'bashrc');
		writeFileSync(start, `source '${script('bash')}'\ncd '${home}'\nPS1='ready$'\n`);
		return completes('bash', () =>
			runInPty('bash', ['--noprofile', '--rcfile', start, '-i'], { environment: environment(), columns: 120 }),
		);
	});

	it('in zsh', { skip: missing('zsh') }, () => {
		const folder = mkdtempSync(join(home, 'zsh-'));
		writeFileSync(
			join(folder, '.zshrc'),
			`unsetopt prompt_cr prompt_sp\nautoload -Uz compinit; compinit -u -D\nsource '${script('zsh')}'\ncd '${home}'\nPS1='ready$'\n`,
		);
		return completes('zsh', () => runInPty('zsh', ['-d', '-i'], { environment: { ...environment(), ZDOTDIR: folder }, columns: 120 }));
	});

	it('in fish', { skip: missing('fish') }, () => {
		for (const [typed, completed] of LINES) {
			const said = execFileSync('fish', ['--no-config', '-c', `source '${script('fish')}'; cd '${home}'; complete -C 'msk-tui ${typed}'`], {
				env: environment(),
				encoding: 'utf8',
			});
			const words = said.split('\n').map(line => line.split('\t')[0]);
			const wanted = completed.trimEnd().split(' ').at(-1)!;
			assert.ok(words.includes(wanted) || words.includes(wanted.replace(/^--[a-z]+=/, '')), `${typed}: ${said}`);
		}
	});

	it('knows every command, option and choice, in each shell', async () => {
		const { COMMANDS, ALL_OPTIONS } = await import('../../source/commands/registry.ts');
		for (const shell of ['bash', 'zsh', 'fish']) {
			const { stdout } = await runProgram(['completion', shell]);
			for (const command of COMMANDS)
				for (const word of [...command.name.split(' '), ...(command.words ?? [])]) assert.ok(stdout.includes(word), `${shell}: ${word}`);
			for (const option of ALL_OPTIONS.values()) {
				assert.match(stdout, new RegExp(shell === 'fish' ? ` -l ${option.name} ` : `--${option.name}\\b`), `${shell}: ${option.name}`);
				for (const choice of option.choices ?? []) assert.ok(stdout.includes(choice), `${shell}: ${choice}`);
			}
		}
	});

	it('is refused for other shells', async () => {
		const { stderr, code } = await runProgram(['completion', 'tcsh']);
		assert.equal(code, 2);
		assert.match(stderr, /There is no completion for tcsh\.\n {2}try: one of: bash, zsh, fish/);
	});
});
