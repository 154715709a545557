/** The command line that shows the same thing without a screen: what `!` shows. Pure. */
import { TOPIC_FLAG_WORDS } from '../../model/topic-summary.ts';
import type { Place } from './places.ts';

/** Quotes a word for a POSIX shell where it needs it. */
export const shellQuote = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** Words that find topics in trouble by their flags; no name matches them as a pattern. */
const TROUBLE_FLAGS: ReadonlySet<string> = new Set([TOPIC_FLAG_WORDS.offline, TOPIC_FLAG_WORDS.underReplicated]);

const WORDS: { readonly [K in Place['kind']]: (place: Extract<Place, { kind: K }>, filter: string) => readonly string[] } = {
	overview: () => ['events', '--watch'],
	topics: (_place, filter) =>
		filter === '' ? ['topics'] : TROUBLE_FLAGS.has(filter) ? ['topics', '--under-replicated'] : ['topics', `*${filter}*`],
	topic: place => ['topic', place.name],
	groups: () => ['lag', '--all'],
	group: place => ['lag', place.name, '--per-partition'],
	brokers: () => ['brokers'],
	broker: place => ['broker', String(place.id)],
};

/** They change how a screen looks, not what is read. */
const SCREEN_OPTIONS: ReadonlySet<string> = new Set(['--no-color', '--ascii', '--slow']);

/**
 * Builds the command for a place. `started` are the options the program was started with (they hold no secret: secrets never stand
 * in argv), of which those about the screen go; `filter` is what was typed into the list, as far as a command knows it: one word becomes a pattern.
 */
export const headlessCommand = (place: Place, started: readonly string[], filter = ''): string => {
	const words = WORDS[place.kind](place as never, /^[\w.-]+$/.test(filter) ? filter : '');
	return ['msk-tui', ...words, ...started.filter(word => !SCREEN_OPTIONS.has(word))].map(shellQuote).join(' ');
};
