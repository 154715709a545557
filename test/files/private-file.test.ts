import assert from 'node:assert/strict';
import {
	chmodSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { writePrivately } from '../../source/files/private-file.ts';

describe('a file that is written privately', () => {
	let folder = '';
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'msk-tui-private-'));
	});
	afterEach(() => rmSync(folder, { recursive: true }));
	const write = (file: string, text: string, expected: string | undefined) => writePrivately(file, text, expected, 'config file');

	it('is its owner’s alone, and so is the folder made for it', async () => {
		const file = join(folder, 'new', 'config.yaml');
		await write(file, 'a', undefined);
		assert.equal(readFileSync(file, 'utf8'), 'a');
		assert.equal(statSync(file).mode & 0o777, 0o600);
		assert.equal(statSync(join(folder, 'new')).mode & 0o777, 0o700);
	});

	it('takes the place of one that others could read', async () => {
		const file = join(folder, 'config.yaml');
		writeFileSync(file, 'old', { mode: 0o644 });
		await write(file, 'new', 'old');
		assert.equal(statSync(file).mode & 0o777, 0o600);
		assert.deepEqual(readdirSync(folder), ['config.yaml'], 'nothing is left beside it');
	});

	it('stays a link where it was one', async () => {
		const real = join(folder, 'dotfiles.yaml');
		const link = join(folder, 'config.yaml');
		writeFileSync(real, 'old');
		symlinkSync(real, link);
		await write(link, 'new', 'old');
		assert.ok(lstatSync(link).isSymbolicLink());
		assert.equal(readFileSync(real, 'utf8'), 'new');
	});

	it('is left alone where somebody else changed it meanwhile', async () => {
		const file = join(folder, 'config.yaml');
		writeFileSync(file, 'theirs');
		await assert.rejects(write(file, 'mine', 'old'), /was changed by somebody else/);
		await assert.rejects(write(file, 'mine', undefined), /was changed by somebody else/);
		assert.equal(readFileSync(file, 'utf8'), 'theirs');
		assert.deepEqual(readdirSync(folder), ['config.yaml']);
	});

	it('says why it cannot be written', async () => {
		writeFileSync(join(folder, 'file'), '');
		await assert.rejects(
			write(join(folder, 'file', 'config.yaml'), 'a', undefined),
			/config\.yaml cannot be written: a part of its path is no folder/,
		);
		mkdirSync(join(folder, 'is-folder'));
		await assert.rejects(write(join(folder, 'is-folder'), 'a', undefined), /cannot be written: it is a folder/);
	});

	it('says that this user may not write there', { skip: process.getuid?.() === 0 ? 'root may write anywhere' : false }, async () => {
		chmodSync(folder, 0o500);
		await assert.rejects(write(join(folder, 'config.yaml'), 'a', undefined), /this user may not write there/);
		chmodSync(folder, 0o700);
	});
});
