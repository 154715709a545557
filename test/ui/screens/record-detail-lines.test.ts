import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NULL_VALUE } from '../../../source/decoding/decoded-value.ts';
import { unruledValue } from '../../../source/decoding/record/plain-value.ts';
import type { DecodedRecord } from '../../../source/decoding/record/record-document.ts';
import { cellWidth, displayText } from '../../../source/ui/display-text.ts';
import { type DetailLine, detailLines, FORMS } from '../../../source/ui/screens/record-detail-lines.ts';

const textOf = (line: DetailLine): string => line.map(piece => (typeof piece === 'string' ? piece : piece.text)).join('');
const record = (value: Buffer | null): DecodedRecord => ({
	topic: 'orders',
	partition: 3,
	offset: 1204n,
	timestampMs: 1_700_000_000_123,
	key: unruledValue(Buffer.from('k\u001b[31m')),
	value: value === null ? NULL_VALUE : unruledValue(value),
	headers: [{ name: 'trace\u202e', value: unruledValue(Buffer.from('a\nb')) }],
	sizeBytes: 2_048,
});
const VALUES = {
	JSON: Buffer.from(`{"amount":12.50,"text":"${'wide 東京 '.repeat(40)}"}`),
	'escape sequences': Buffer.from('\u001b]0;owned\u0007\u001b[2J\r\u202egnp.exe\u200b'),
	binary: Buffer.from(Array.from({ length: 700 }, (_, i) => i % 256)),
	tombstone: null,
} as const;

describe('one record as lines', () => {
	for (const [name, value] of Object.entries(VALUES))
		it(`holds ${name} in every form, no line wider than the screen and none that a terminal obeys`, () => {
			for (const width of [20, 80])
				for (const form of FORMS) {
					const lines = detailLines(record(value), form, width).map(textOf);
					for (const line of lines.slice(4)) {
						assert.equal(displayText(line), line, 'nothing is left to be taken out, and so nothing vanishes');
						assert.ok(cellWidth(line) <= Math.max(width, 9 + 8) || /value|size/.test(line), `${width} ${form}: ${line}`);
					}
				}
		});

	it('shows a tree with every digit, raw bytes as text, and hex with its text beside it', () => {
		const lines = (form: (typeof FORMS)[number]) => detailLines(record(Buffer.from('{"amount":12.50}')), form, 80).map(textOf);
		assert.ok(lines('tree').includes('    "amount": 12.50'));
		assert.ok(lines('raw').includes('  {"amount":12.50}'));
		assert.ok(lines('hex').some(l => /00000000 {2}7b 22 61 .*\|\{"amount":12\.50\}\|/.test(l)));
	});
});
