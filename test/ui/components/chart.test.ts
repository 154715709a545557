import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chartLines } from '../../../source/ui/components/chart.ts';
import { createTheme } from '../../../source/ui/theme.ts';

const MINUTE = 60_000;
const plain = createTheme({ hasColour: false, hasUnicode: true });
const draw = (values: readonly (number | undefined)[], limit?: { value: number; side: 'above' | 'below' }, theme = plain) =>
	chartLines(
		{
			series: values.flatMap((value, i) => (value === undefined ? [] : [{ atMs: i * MINUTE, value }])),
			...{ fromMs: 0, toMs: values.length * MINUTE, print: String, time: atMs => `${atMs / MINUTE}m`, limit },
		},
		{ width: 24, height: 6 },
		theme,
	);
// Attributes for terminals without colours are no part of the picture.
const bare = (lines: readonly string[]) => lines.map(line => line.replace(/\u001B\[[\d;]*m/g, '').trimEnd());

describe('a chart', () => {
	it('goes from zero to the most, with both and the middle at the axis and times below', () => {
		const lines = bare(draw(Array.from({ length: 20 }, (_, i) => i * 5 + 5)));
		assert.equal(lines.length, 6);
		assert.match(lines[0]!, /^ *100 .*█$/);
		assert.match(lines[2]!, /^ *50 /);
		assert.match(lines[3]!, /^ *0 [▂▃]/);
		assert.equal(lines[5]!.trim().replace(/ +/g, ' '), '0m 10m 20m');
		assert.ok(
			lines.every(line => line.length <= 24),
			lines.join('\n'),
		);
	});

	it('leaves empty what has no point, and shows that a zero is one', () => {
		const [top, , , bottom] = bare(draw([8, 8, 8, 8, 8, undefined, undefined, undefined, undefined, 0]));
		assert.match(top!, /^ *8 █+$/);
		assert.match(bottom!, /^ *0 █+ +▁+$/);
	});

	it('draws the limit where it is near, and no line where it is far away', () => {
		assert.match(bare(draw([30, 40, 30, 40], { value: 60, side: 'above' }))[0]!, /^ *60 ·+$/);
		assert.doesNotMatch(bare(draw([1, 2, 1, 2], { value: 60, side: 'above' })).join(''), /·|60/);
	});

	it('stretches values that hardly move, and stays a line where they do not', () => {
		assert.match(bare(draw([1000, 1001, 1000, 1001])).at(0)!, /█/);
		assert.doesNotThrow(() => draw([0, 0, 0]));
		assert.deepEqual(draw([]), []);
	});

	it('uses letters where there are no blocks', () => {
		const ascii = createTheme({ hasColour: false, hasUnicode: false });
		for (const line of bare(draw([1, 5, 9], { value: 9, side: 'above' }, ascii))) assert.match(line, /^[ -~]*$/);
	});
});
