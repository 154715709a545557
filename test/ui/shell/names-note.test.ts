import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Failure } from '../../../source/model/failure.ts';
import { type Gap, gapOf } from '../../../source/model/unknown.ts';
import { namesNote } from '../../../source/ui/shell/names-note.ts';

const refused = new Failure('authorization', 'Not authorised.');
const gap = (path: string): Gap => gapOf(path, refused, { isIam: false });
const read = (...gaps: readonly Gap[]) => ({ value: { gaps }, failure: undefined });

describe('the note on names that may be missing', () => {
	it('is absent where every list is whole, whatever its rows lack', () => {
		assert.equal(namesNote({ topics: read(gap('topics.orders.config')), groups: read({ ...gap('groups'), isDoubt: true }) }), undefined);
	});
	it('tells lists that are partial, unread or unreadable apart', () => {
		assert.equal(
			namesNote({ topics: read(gap('topics')), groups: read(gap('groups')) }),
			'more topics and groups may exist than could be read',
		);
		assert.equal(
			namesNote({ topics: { value: undefined, failure: refused }, groups: { value: undefined, failure: undefined } }),
			'groups are still being read; topics could not be read',
		);
	});
});
