/** One line on what a pane of records shows and how far it is. Pure. */
import { scanVerdict } from '../../columns/scan-text.ts';
import type { RightScope } from '../../model/needed-right.ts';
import type { BrowserState } from '../../state/records/record-browser.ts';
import type { SearchState } from '../../state/records/record-search.ts';
import type { TailState } from '../../state/records/record-tail.ts';
import { groupedText } from '../../units/count.ts';
import { ageText } from '../../units/duration.ts';
import { countText } from '../../units/plural.ts';
import { sizeText } from '../../units/size.ts';
import type { Piece } from '../styled-line.ts';

const muted = (text: string): Piece => ({ text, style: 'muted' });
const warning = (text: string): Piece => ({ text, style: 'warning' });
const dotted = (pieces: readonly Piece[]): readonly Piece[] => pieces.flatMap((piece, i) => (i === 0 ? [piece] : [muted(' · '), piece]));

export const browseStatus = ({ start, page, rows, hasNext, isReading, failure }: BrowserState): readonly Piece[] =>
	dotted([
		start.from === 'end' ? 'newest first' : 'oldest first',
		...(start.text === '' ? [] : [{ text: start.text, style: 'accent' } as const]),
		...(rows === undefined ? [] : [`page ${page}${hasNext || rows.length === 0 ? '' : ', the last'}`]),
		...(isReading ? [muted('reading…')] : []),
		...(failure === undefined || rows === undefined ? [] : [warning(failure.message)]),
	]);

export const tailStatus = (tail: TailState): readonly Piece[] => {
	const { state, recordsPerSecond, arrived, passedOver, missed, failure, waiting, rows } = tail;
	const rate = `${groupedText(recordsPerSecond)} records/s`;
	if (state === 'starting') return [muted('finding the end of the log…')];
	if (state === 'ended')
		return failure === undefined
			? [
					rows.length === 0 && tail.coverage === undefined
						? muted('not running; t tails from now on')
						: warning('ended; t tails from now on'),
				]
			: [warning('ended: '), failure.message];
	return dotted([
		state === 'live' ? { text: 'live', style: 'ok' } : warning('paused'),
		rate,
		...(state === 'paused' ? [`${groupedText(arrived - passedOver)} newer held`] : []),
		...(passedOver > 0 ? [warning(`${groupedText(passedOver)} more passed over: memory is full, they stay in the log`)] : []),
		...(missed > 0 ? [warning(`${countText(missed, 'record', 'records')} passed over in the pause`)] : []),
		...(waiting === undefined ? [] : [warning(`waiting: ${waiting}`)]),
	]);
};

const VERDICT_STYLES = { complete: 'ok', incomplete: 'warning', limit: 'warning', interrupted: 'warning' } as const;

export const searchStatus = (search: SearchState, scope: RightScope): readonly Piece[] => {
	const { state, coverage, progress, end, failure, waiting, rows } = search;
	if (state === 'none') return [muted('/ searches the topic')];
	if (failure !== undefined) return [warning(`failed: ${failure.message}`)];
	if (state === 'ended') {
		if (coverage === undefined) return [warning('stopped before anything was read')];
		const verdict = scanVerdict(coverage, end, scope);
		return [{ text: verdict.line, style: VERDICT_STYLES[verdict.kind] }, ...verdict.details.slice(0, 1).map(d => muted(` · ${d}`))];
	}
	if (coverage === undefined) return [muted('finding what is to be read…')];
	return dotted([
		...(state === 'paused' ? [warning('paused')] : []),
		`${Math.floor(progress.share * 100)} % of ${countText(coverage.plannedOffsets, 'offset', 'offsets')}`,
		`${sizeText(BigInt(coverage.fetchedBytes))} at ${sizeText(BigInt(Math.round(progress.bytesPerSecond)))}/s`,
		...(progress.leftMs === undefined ? [] : [`${ageText(progress.leftMs)} left`]),
		{ text: countText(rows.length, 'hit', 'hits'), style: 'accent' },
		...(waiting === undefined ? [] : [warning(`waiting: ${waiting}`)]),
	]);
};
