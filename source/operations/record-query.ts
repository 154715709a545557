/** The query bar's language: the options of `search` without their dashes. Pure. */
import { Failure } from '../model/failure.ts';
import type { RecordPoint } from '../model/record-scan.ts';
import type { FilterQuestion } from './record-filter.ts';
import { POINT_EXAMPLES, parsePartitions, parsePoint } from './record-words.ts';

export type RecordQuery = {
	readonly from: RecordPoint;
	readonly to: RecordPoint;
	readonly partitions: readonly number[] | undefined;
	readonly filter: FilterQuestion;
	/** The same as options of `search`. */
	readonly words: readonly string[];
};

const VALUED = new Set(['from', 'to', 'partition', 'key', 'contains', 'matches', 'where']);

type Word = { readonly text: string; readonly isQuoted: boolean };

/** Splits at blanks; quotes keep what is between them together. Throws a usage Failure for a quote that is not closed. */
const wordsOf = (text: string): readonly (Word & { readonly at: number })[] => {
	const words: (Word & { at: number })[] = [];
	let at = 0;
	while (at < text.length) {
		if (text[at] === ' ') {
			at++;
			continue;
		}
		const quote = text[at];
		if (quote === '"' || quote === "'") {
			const end = text.indexOf(quote, at + 1);
			if (end < 0) throw new Failure('usage', `The quote ${quote} is not closed.`);
			words.push({ text: text.slice(at + 1, end), isQuoted: true, at });
			at = end + 1;
		} else {
			const end = text.indexOf(' ', at) < 0 ? text.length : text.indexOf(' ', at);
			words.push({ text: text.slice(at, end), isQuoted: false, at });
			at = end;
		}
	}
	return words;
};

/**
 * Reads `from -2h partition 3 key order-17 contains "timeout" where value.amount > 100`. `where` takes the rest of the line, and a word
 * that is no keyword is looked for as text. Throws a usage Failure that says what is wrong.
 */
export const parseQuery = (text: string, nowMs: number): RecordQuery => {
	let from: RecordPoint = 'beginning';
	let to: RecordPoint = 'end';
	let partitions: readonly number[] | undefined;
	const contains: string[] = [];
	const filter: { key?: string; matches?: string; where?: string; isInverted?: boolean } = {};
	const words: string[] = [];
	const found = wordsOfQuery(text);
	for (const { name, value } of found) {
		if (name === 'not') filter.isInverted = true;
		else if (name === 'contains') contains.push(value);
		else if (name === 'from') from = pointOf(name, value, nowMs);
		else if (name === 'to') to = pointOf(name, value, nowMs);
		else if (name === 'partition') partitions = partitionsOf(value);
		else if (name === 'key' || name === 'matches' || name === 'where') {
			if (filter[name] !== undefined) throw new Failure('usage', `${name} stands there twice.`);
			filter[name] = value;
		}
		words.push(`--${name}`, ...(name === 'not' ? [] : [value]));
	}
	const hasFilter = contains.length > 0 || filter.key !== undefined || filter.matches !== undefined || filter.where !== undefined;
	if (filter.isInverted && !hasFilter) throw new Failure('usage', '"not" turns a filter round, and there is none.');
	return { from, to, partitions, filter: { ...filter, contains }, words: dashed(words) };
};

/** A value with a dash in front would be taken for an option. */
const dashed = (words: readonly string[]): readonly string[] => {
	const joined: string[] = [];
	for (const word of words)
		if (word.startsWith('-') && !word.startsWith('--')) joined.push(`${joined.pop()}=${word}`);
		else joined.push(word);
	return joined;
};

const wordsOfQuery = (text: string): readonly { readonly name: string; readonly value: string }[] => {
	const whereAt = whereStart(text);
	const words = wordsOf(whereAt === undefined ? text : text.slice(0, whereAt));
	const found: { name: string; value: string }[] = [];
	for (let i = 0; i < words.length; i++) {
		const { text: word, isQuoted } = words[i]!;
		if (!isQuoted && word === 'not') found.push({ name: 'not', value: '' });
		else if (!isQuoted && VALUED.has(word)) {
			const value = words[++i];
			if (value === undefined) throw new Failure('usage', `${word} needs a value; to look for the word itself: contains "${word}".`);
			found.push({ name: word, value: value.text });
		} else found.push({ name: 'contains', value: word });
	}
	if (whereAt !== undefined) {
		const value = text.slice(whereAt + 'where'.length).trim();
		if (value === '') throw new Failure('usage', 'where needs an expression: where value.amount > 100');
		found.push({ name: 'where', value });
	}
	return found;
};

/** Where the word `where` stands outside quotes and not as the value of another. */
const whereStart = (text: string): number | undefined => {
	const open = text.search(/(?:^|\s)where(?:\s|$)/);
	if (open < 0) return undefined;
	const at = text[open] === 'w' ? open : open + 1;
	const before = text.slice(0, at);
	const isInQuotes = [...before].filter(c => c === '"').length % 2 === 1 || [...before].filter(c => c === "'").length % 2 === 1;
	return isInQuotes ? undefined : at;
};

const pointOf = (name: string, text: string, nowMs: number): RecordPoint => {
	const point = parsePoint(text, nowMs);
	if (point === null) throw new Failure('usage', `${name} takes a time, an offset or an end of the log, not "${text}": ${POINT_EXAMPLES}`);
	return point;
};

const partitionsOf = (text: string): readonly number[] => {
	const partitions = parsePartitions(text);
	if (partitions === null) throw new Failure('usage', `partition takes numbers such as 0,3-5, not "${text}".`);
	return partitions;
};

/** Where to browse from: newest records first, or oldest first from a point. */
export type BrowseStart = {
	readonly from: RecordPoint;
	readonly partitions: readonly number[] | undefined;
	/** `from -15m, partition 3`; empty for the newest of all. */
	readonly text: string;
	readonly words: readonly string[];
};

export const NEWEST: BrowseStart = { from: 'end', partitions: undefined, text: '', words: [] };

/** Reads `end`, `-15m`, `1200`, `3@1200`, `partition 3`, `beginning partition 0-2`. Throws a usage Failure for anything else. */
export const parseStart = (text: string, nowMs: number): BrowseStart => {
	let from: RecordPoint = 'end';
	let fromText = '';
	let partitions: readonly number[] | undefined;
	const words = text
		.trim()
		.split(/\s+/)
		.filter(word => word !== '');
	for (let i = 0; i < words.length; i++) {
		const word = words[i]!;
		const at = /^(\d+)@(\d{1,19})$/.exec(word);
		if (at !== null) {
			partitions = [Number(at[1])];
			from = { offset: BigInt(at[2]!) };
			fromText = `offset:${at[2]}`;
		} else if (word === 'partition' || word === 'p') partitions = partitionsOf(words[++i] ?? '');
		else {
			// Ten digits and more are a time, fewer an offset: nobody means January 1970.
			fromText = /^\d{1,9}$/.test(word) ? `offset:${word}` : word;
			from = pointOf('go to', fromText, nowMs);
		}
	}
	const isEnd = from === 'end';
	return {
		from,
		partitions,
		text: [isEnd ? '' : `from ${fromText}`, partitions === undefined ? '' : `partition ${partitions.join(',')}`]
			.filter(t => t !== '')
			.join(', '),
		words: [...(isEnd ? [] : [`--from=${fromText}`]), ...(partitions === undefined ? [] : ['--partition', partitions.join(',')])],
	};
};
