import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Change } from '../../source/model/change.ts';
import type { JournalledChange } from '../../source/model/journalled-change.ts';
import { journalEntries, lastChange } from '../../source/model/undoing.ts';
import { journalled } from '../helpers/journalled.ts';

const kinds = (journal: readonly JournalledChange[]) => journalEntries(journal).map(e => e.undoing.kind);
const put: Change = { kind: 'resetOffsets', group: 'g', offsets: [] };

describe('what can be put back', () => {
	it('is what was made, or may have been, until all of it was put back', () => {
		assert.deepEqual(kinds([journalled('1', 'applied'), journalled('2', 'notApplied', { undo: [put] })]), ['impossible', 'notMade']);
		assert.deepEqual(kinds([journalled('1', null, { undo: [put] }), journalled('2', 'unknown', { undo: [put] })]), [
			'possible',
			'possible',
		]);
		const two = journalled('1', 'applied', { undo: [put, put] });
		const first = journalled('2', 'applied', { undoes: '1' });
		assert.deepEqual(kinds([two, first, journalled('3', 'notApplied', { undoes: '1' })])[0], 'possible');
		const [done] = journalEntries([two, first, journalled('3', 'applied', { undoes: '1' })]);
		assert.deepEqual(done!.undoing, { kind: 'done', doneBy: ['2', '3'] });
	});

	it('is the newest change that was not put back, also where that cannot be: what came before it is not undone in its place', () => {
		const last = (...journal: readonly JournalledChange[]) => lastChange(journalEntries(journal).toReversed())?.id;
		const old = journalled('1', 'applied', { undo: [put] });
		assert.equal(last(old, journalled('2', 'applied')), '2');
		assert.equal(last(old, journalled('2', 'notApplied', { undo: [put] })), '1');
		const done = journalled('2', 'applied', { undo: [put] });
		assert.equal(last(old, done, journalled('3', 'applied', { undoes: '2', undo: [put] })), '1');
	});

	it('deletes a created topic only while it is that one', () => {
		const undo: readonly Change[] = [{ kind: 'deleteTopic', topic: 't', onlyIfEmpty: true }];
		const made = journalled('1', 'applied', { undo });
		const [known] = journalEntries([{ ...made, ended: { ...made.ended!, after: { t: { topicId: 'id-7', partitions: 1 } } } }]);
		assert.deepEqual(known!.undoing, { kind: 'possible', changes: [{ ...undo[0], topicId: 'id-7' }] });
	});
});
