import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { textCell } from '../../source/columns/cells.ts';
import type { Column } from '../../source/columns/column.ts';
import type { Output } from '../../source/commands/output.ts';
import { printTable } from '../../source/commands/table-output.ts';

type Row = { readonly name: string; readonly lag: string; readonly note: string };
const column = (id: keyof Row, align: 'left' | 'right', priority: number): Column<Row> => ({
	id,
	title: id.toUpperCase(),
	align,
	priority,
	cell: row => textCell(row[id]),
	compare: () => 0,
});
const columns = [column('name', 'left', 0), column('lag', 'right', 0), column('note', 'left', 3)];
const rows: readonly Row[] = [
	{ name: 'a-group-with-a-name-longer-than-the-terminal', lag: '1,234', note: 'x' },
	{ name: '\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57', lag: '5', note: 'y' },
];
const printed = async (over: Partial<Output>): Promise<readonly string[]> => {
	let text = '';
	const output = {
		result: (part: string) => (text += part),
		notice: () => {},
		isTerminal: true,
		hasColor: false,
		isAscii: false,
		width: 80,
	};
	await printTable({ ...output, ...over } as Output, columns, rows);
	return text.trimEnd().split('\n');
};

describe('a printed table', () => {
	it('gives a pipe all columns at full width', async () => {
		const lines = await printed({ isTerminal: false, width: Number.POSITIVE_INFINITY });
		assert.equal(lines[1], `${rows[0]!.name}  1,234  x`);
	});

	it('drops what matters least on a narrow terminal, and then shortens names: a number that wraps can be misread', async () => {
		const lines = await printed({ width: 30 });
		for (const line of lines) assert.ok(line.length <= 30, line);
		assert.match(lines[1]!, /^a-group-with-a-name-lo… {2}1,234$/);
		assert.match(lines[2]!, /^(?:\u6f22\u5b57)+\u6f22?…\s+5$/);
	});

	it('never shortens below what tells rows apart', async () => {
		const lines = await printed({ width: 10, isAscii: true });
		assert.match(lines[1]!, /^a-group-wit~ {2}1,234$/);
	});
});
