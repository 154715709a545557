import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cellWidth, displayText, dropCells, fitText, truncate } from '../../source/ui/display-text.ts';

describe('displayText', () => {
	const cases: readonly (readonly [string, string, string])[] = [
		['plain ASCII stays as it is', 'orders.v2', 'orders.v2'],
		['colour cannot be switched on', '\u001B[31mred', '␛[31mred'],
		['links and titles cannot be set', '\u001B]0;title\u0007x', '␛]0;title␇x'],
		['8-bit controls show as their code', 'a\u009B1mb', 'a\\x9b1mb'],
		['lines, tabs and NUL show', 'a\nb\tc\u0000', 'a␊b␉c␀'],
		['DEL shows', '\u007F', '␡'],
		['text cannot be reordered', 'a\u202Eb\u2066c\u200Fd', 'abcd'],
		['joiners, variation signs and skin tones go', '👨\u200D👩\u2764\uFE0F👍🏽', '👨👩❤👍'],
		['a broken surrogate becomes a replacement sign', 'a\uD800b', 'a\uFFFDb'],
		['marks cannot be heaped', `e${'\u0301'.repeat(20)}`, 'e\u0301\u0301'],
		['other scripts stay', 'заказы 日本語', 'заказы 日本語'],
	];
	for (const [what, foreign, shown] of cases) it(what, () => assert.equal(displayText(foreign), shown));

	it('leaves no character behind that could control a terminal', () => {
		let all = '';
		for (let code = 0; code < 0x30_00; code++) all += String.fromCharCode(code);
		assert.doesNotMatch(displayText(all), /[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u206F]/);
	});
});

describe('width', () => {
	it('measures wide and narrow signs', () => {
		assert.equal(cellWidth('orders'), 6);
		assert.equal(cellWidth('日本'), 4);
		assert.equal(cellWidth('● ▲ … ≤ – ▁▂▃ ─│╭ ∞ ±'), 21);
		assert.equal(cellWidth('👍'), 2);
		assert.equal(cellWidth(''), 0);
	});

	it('cuts with a sign, never through a wide sign', () => {
		assert.equal(truncate('orders', 6), 'orders');
		assert.equal(truncate('orders', 5), 'orde…');
		assert.equal(truncate('日本語', 4), '日…');
		assert.equal(truncate('orders', 0), '');
		assert.equal(truncate('orders', 3, '~'), 'or~');
	});

	it('makes text exactly as wide as asked', () => {
		for (const text of ['', 'a', 'orders', '日本語テキスト', 'é👍x']) {
			for (let width = 0; width < 12; width++) {
				assert.equal(cellWidth(fitText(text, width)), width, `${text} in ${width}`);
				assert.equal(cellWidth(fitText(text, width, 'right')), width, `${text} in ${width}, right`);
			}
		}
		assert.equal(fitText('12', 4, 'right'), '  12');
	});

	it('scrolls by cells', () => {
		assert.equal(dropCells('orders', 2), 'ders');
		assert.equal(dropCells('日本語', 2), '本語');
		assert.equal(dropCells('日本語', 3), ' 語');
	});
});
