import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { QuickSegmenter } from '../../scripts/bundle/quick-segmenter.js';

const own = new Intl.Segmenter();
const quick = new QuickSegmenter();
const segments = (segmenter: Intl.Segmenter, text: string) => [...segmenter.segment(text)].map(s => [s.segment, s.index]);

describe('the segmenter in the bundle', () => {
	it('cuts every character as Intl.Segmenter does', () => {
		for (let code = 1; code < 0x30_00; code++) {
			const character = String.fromCharCode(code);
			const text = `a${character}${character}▌\u001B[1m${character}…\n${character}`;
			assert.deepEqual(segments(quick, text), segments(own, text), JSON.stringify(text));
		}
	});

	it('finds the segment at a place', () => {
		for (const text of ['ab…c', 'a👍🏽b', ''])
			for (let index = -1; index <= text.length; index++) {
				const [a, b] = [quick.segment(text).containing(index), own.segment(text).containing(index)];
				assert.deepEqual(a && [a.segment, a.index], b && [b.segment, b.index], `${text} ${index}`);
			}
	});

	it('leaves words to Intl.Segmenter', () => {
		const options = { granularity: 'word' } as const;
		assert.deepEqual(segments(new QuickSegmenter('en', options), 'two words'), segments(new Intl.Segmenter('en', options), 'two words'));
	});
});
