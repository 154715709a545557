import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { editLine, type LineState, lineOf } from '../../../source/ui/components/line-editor.ts';
import type { KeyEvent } from '../../../source/ui/keys/parse-keys.ts';

const chord = (name: string): KeyEvent => ({ kind: 'key', chord: name, text: '' });
const typed = (text: string): KeyEvent => ({ kind: 'key', chord: text === ' ' ? 'space' : text, text });
const after = (line: LineState, ...events: KeyEvent[]): string => {
	const end = events.reduce((now, event) => editLine(now, event) ?? now, line);
	return `${end.text}@${end.cursor}`;
};

describe('editLine', () => {
	const line: LineState = { text: 'one two three', cursor: 7 };
	const cases: readonly (readonly [string, readonly KeyEvent[], string])[] = [
		['types at the cursor', [typed('x')], 'one twox three@8'],
		['goes to both ends', [chord('ctrl+a'), typed('x'), chord('ctrl+e'), typed('y')], 'xone two threey@15'],
		['deletes to the end', [chord('ctrl+k')], 'one two@7'],
		['deletes to the beginning', [chord('ctrl+u')], ' three@0'],
		['deletes the word before', [chord('ctrl+w')], 'one  three@4'],
		['deletes one sign', [chord('backspace'), chord('delete')], 'one twthree@6'],
		['moves by signs', [chord('left'), chord('left'), chord('right'), typed('x')], 'one twxo three@7'],
		['moves by words', [chord('alt+b'), typed('x')], 'one xtwo three@5'],
		['moves by words forward', [chord('ctrl+right'), typed('x')], 'one two threex@14'],
		['types blanks', [typed(' ')], 'one two  three@8'],
		['sanitises a paste and keeps its lines as words', [{ kind: 'paste', text: 'a\u001B[31m\nb\n' }], 'one twoa␛[31m b three@15'],
		['stays inside the line', [chord('ctrl+e'), chord('right'), chord('ctrl+a'), chord('left'), chord('backspace')], 'one two three@0'],
	];
	for (const [what, events, expected] of cases) it(what, () => assert.equal(after(line, ...events), expected));

	it('deletes a sign of several characters at once', () => {
		assert.equal(after(lineOf('e\u0301日'), chord('backspace'), chord('backspace')), '@0');
	});

	it('leaves keys alone that do not edit', () => {
		for (const name of ['enter', 'esc', 'up', 'down', 'tab', 'f1', 'ctrl+c', 'pagedown'])
			assert.equal(editLine(line, chord(name)), undefined, name);
	});
});
