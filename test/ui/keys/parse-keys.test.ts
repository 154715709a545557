import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createKeyParser, type KeyEvent } from '../../../source/ui/keys/parse-keys.ts';

const spell = (event: KeyEvent): string => (event.kind === 'paste' ? `paste(${event.text})` : event.chord);
const parse = (...chunks: (string | Uint8Array)[]): string[] => {
	const parser = createKeyParser();
	return [...chunks.flatMap(chunk => parser.push(chunk)), ...parser.flush()].map(spell);
};

const table: readonly (readonly [string, readonly string[]])[] = [
	['j', ['j']],
	['jjG', ['j', 'j', 'G']],
	[' ', ['space']],
	['\r', ['enter']],
	['\t', ['tab']],
	['\u007F', ['backspace']],
	['\u0003\u0004\u0015', ['ctrl+c', 'ctrl+d', 'ctrl+u']],
	['\u001B[A\u001B[B\u001BOC\u001B[D', ['up', 'down', 'right', 'left']],
	['\u001B[5~\u001B[6~\u001B[3~', ['pageup', 'pagedown', 'delete']],
	['\u001B[H\u001B[F\u001B[1~\u001B[4~\u001BOH', ['home', 'end', 'home', 'end', 'home']],
	['\u001B[Z', ['shift+tab']],
	['\u001B[1;5C\u001B[1;2A\u001B[1;3D', ['ctrl+right', 'shift+up', 'alt+left']],
	['\u001BOP\u001B[15~\u001B[24~\u001B[[A', ['f1', 'f5', 'f12', 'f1']],
	['\u001Bb\u001B\u007F', ['alt+b', 'alt+backspace']],
	['\u001B', ['esc']],
	['\u001B\u001B', ['esc', 'esc']],
	['\u001B\u001B[A', ['esc', 'up']],
	['\u001B[27u\u001B[106;5u', ['esc', 'ctrl+j']],
	['\u001B[?62;4c', []],
	['\u001B[24;80R', []],
	['\u001B]11;rgb:0000/0000/0000\u0007j', ['j']],
	['\u001B]11;rgb:0000/0000/0000\u001B\\j', ['j']],
	['\u001BP1+r\u001B\\j', ['j']],
	['\u001B[<0;10;10Mj', ['j']],
	['\u001B[M !!j', ['j']],
	['\u001B[I\u001B[Oj', ['j']],
	['\u001B[200~a\nb\u001B[201~j', ['paste(a\nb)', 'j']],
	['é日👍', ['é', '日', '👍']],
];

describe('createKeyParser', () => {
	for (const [bytes, chords] of table) {
		it(`reads ${JSON.stringify(bytes)} as ${chords.join(', ') || 'nothing'}`, () => {
			assert.deepEqual(parse(bytes), chords);
		});
	}

	it('reads the same whatever the cuts between chunks', () => {
		const all = table.filter(([bytes]) => bytes !== '\u001B' && bytes !== '\u001B\u001B').map(([bytes]) => bytes);
		const bytes = Buffer.from(all.join(''));
		const whole = parse(bytes);
		for (const size of [1, 2, 3, 5, 7]) {
			const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
			assert.deepEqual(parse(...chunks), whole, `chunks of ${size}`);
		}
	});

	it('waits only while a sequence is unfinished', () => {
		const parser = createKeyParser();
		parser.push('\u001B');
		assert.equal(parser.isWaiting(), true);
		assert.deepEqual(parser.flush().map(spell), ['esc']);
		assert.equal(parser.isWaiting(), false);
		parser.push('\u001B[200~half');
		assert.equal(parser.isWaiting(), false, 'a paste may take as long as it needs');
		assert.deepEqual(parser.push(' done\u001B[201~').map(spell), ['paste(half done)']);
	});

	it('drops a broken sequence rather than typing it', () => {
		assert.deepEqual(parse('\u001B[12', '\rj'), ['enter', 'j']);
		assert.deepEqual(parse(`\u001B[${'1'.repeat(100)}`).at(-1), '1', 'too long to be a key: what follows is read again');
	});

	it('survives any bytes', () => {
		const parser = createKeyParser();
		let state = 7;
		for (let i = 0; i < 5000; i++) {
			state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
			parser.push(Uint8Array.of(state >>> 24, (state >>> 16) & 255, 27, 91));
		}
		parser.push('\u001B[201~');
		parser.flush();
		assert.deepEqual(parser.push('j').map(spell), ['j']);
	});
});
