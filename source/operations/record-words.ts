/** Words that say which records are meant, on the command line and in the query bar alike. */
import type { RecordPoint } from '../model/record-scan.ts';
import { parseTime } from '../units/time.ts';

/** What `parsePoint` reads, for who typed something else. */
export const POINT_EXAMPLES =
	'-15m · 2026-11-24T10:00 (local, or with a zone) · 1700000000000 (milliseconds) · beginning · end · offset:1200';

/** Reads `-15m`, `end`, `offset:1200`; null when the text is none of these. */
export const parsePoint = (text: string, nowMs: number): RecordPoint | null => {
	const offset = /^offset:(\d{1,19})$/.exec(text.trim());
	return offset === null ? parseTime(text, nowMs) : { offset: BigInt(offset[1]!) };
};

const MOST_PARTITION = 1_000_000;

/** Reads `0,3-5`, sorted; null when the text is something else. */
export const parsePartitions = (text: string): readonly number[] | null => {
	const found = new Set<number>();
	for (const part of text.split(',')) {
		const match = /^(\d+)(?:-(\d+))?$/.exec(part.trim());
		const [first, last] = match === null ? [1, 0] : [Number(match[1]), Number(match[2] ?? match[1])];
		if (first > last || last > MOST_PARTITION) return null;
		for (let partition = first; partition <= last; partition++) found.add(partition);
	}
	return [...found].sort((a, b) => a - b);
};
