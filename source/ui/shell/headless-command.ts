/** The command line that shows the same thing without a screen: what `!` shows. Pure. */
import type { Place } from './places.ts';

/** Quotes a word for a POSIX shell where it needs it. */
export const shellQuote = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

const WORDS: { readonly [K in Place['kind']]: (place: Extract<Place, { kind: K }>, filter: string) => readonly string[] } = {
	topics: (_place, filter) => (filter === '' ? ['topics'] : ['topics', `*${filter}*`]),
	topic: place => ['topic', place.name],
	groups: () => ['lag', '--all'],
	group: place => ['lag', place.name, '--per-partition'],
	brokers: () => ['brokers'],
};

/**
 * Builds the command for a place. `connection` are the options the program was started with (they hold no secret: secrets never stand
 * in argv); `filter` is what was typed into the list, as far as a command knows it: one word becomes a pattern.
 */
export const headlessCommand = (place: Place, connection: readonly string[], filter = ''): string => {
	const words = WORDS[place.kind](place as never, /^[\w.-]+$/.test(filter) ? filter : '');
	return ['msk-tui', ...words, ...connection].map(shellQuote).join(' ');
};
