import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cutLine } from '../../source/commands/cut-line.ts';

describe('cutting a line to the terminal', () => {
	for (const [text, room, cut] of [
		['abcdef', 6, 'abcdef'],
		['abcdef', 5, 'abcd…'],
		['東京タワー', 10, '東京タワー'],
		['東京タワー', 9, '東京タワ…'],
		['東京タワー', 8, '東京タ…'],
		['a😀b', 4, 'a😀b'],
		['a😀bc', 4, 'a😀…'],
		['São Paulo', 9, 'São Paulo'],
		['São Paulo', 6, 'São P…'],
	] as const)
		it(`makes ${cut} of ${text} in ${room} columns`, async () => assert.equal(await cutLine(text, room, '…'), cut));
});
