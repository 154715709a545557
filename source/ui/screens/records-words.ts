import { PAGE_RECORDS } from '../../state/records/record-browser.ts';
import type { DeskView, RecordDesk } from '../../state/records/record-desk.ts';

/** The command that shows what a pane of records shows. */
export const recordsWords = (topic: string, view: DeskView, { browser, search }: RecordDesk): readonly string[] => {
	if (view === 'tail') return ['tail', topic];
	if (view === 'search') return ['search', topic, ...search.snapshot().words];
	const { start } = browser.snapshot();
	return ['search', topic, ...start.words, start.from === 'end' ? '--last' : '--limit', String(PAGE_RECORDS)];
};
