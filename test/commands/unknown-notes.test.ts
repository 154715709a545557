import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { groupLagTable } from '../../source/columns/group-columns.ts';
import { usualColumns } from '../../source/commands/table-output.ts';
import { printUnknownNotes } from '../../source/commands/unknown-notes.ts';
import type { GroupLag } from '../../source/model/lag.ts';
import { groupLag } from '../helpers/lag-rows.ts';

const notes = (rows: readonly GroupLag[]): readonly string[] => {
	const lines: string[] = [];
	printUnknownNotes({ notice: line => void lines.push(line) }, groupLagTable, usualColumns(groupLagTable.columns), rows, g => g.group);
	return lines;
};
const never = (group: string, reason = 'the group never committed') =>
	groupLag({ group, lag: null, verdict: 'unknown', unknown: [{ field: 'lag', reason, needs: null }] });

describe('why a table shows ?', () => {
	it('is said once a reason, with the columns and the first rows it holds for', () => {
		assert.deepEqual(notes([never('a'), never('b'), never('c'), never('d'), groupLag()]), [
			'? a, b, c and 1 more (LAG, VERDICT): the group never committed',
		]);
	});

	it('names the right that is missing, and never prints foreign bytes raw', () => {
		const row = groupLag({
			group: 'x\u001b[2J',
			lag: null,
			unknown: [{ field: 'lag', reason: 'not allowed.', needs: 'Describe on Group x' }],
		});
		assert.deepEqual(notes([row]), ['? x\\x1b[2J (LAG): not allowed. Needs Describe on Group x.']);
	});

	it('is no list without end', () => {
		assert.equal(
			notes(Array.from({ length: 9 }, (_, i) => never(`g${i}`, `reason ${i}`))).at(-1),
			'? and 4 more reasons; --json has them all',
		);
	});
});
