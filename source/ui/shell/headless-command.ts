/** The command line that shows the same thing without a screen: what `!` shows. Pure. */
import { topicTable } from '../../columns/topic-columns.ts';
import { TOPIC_FLAG_WORDS } from '../../model/topic-summary.ts';
import { shellWord } from '../../units/shell-word.ts';
import type { Sort } from '../components/table-state.ts';
import type { Place } from './places.ts';

/** Words that find topics in trouble by their flags; no name matches them as a pattern. */
const TROUBLE_FLAGS: ReadonlySet<string> = new Set([TOPIC_FLAG_WORDS.offline, TOPIC_FLAG_WORDS.underReplicated]);

/** How a list is looked at. */
export type ListView = {
	readonly filter?: string | undefined;
	readonly sort?: Sort | undefined;
	readonly showsInternal?: boolean;
	/** The pane that is shown. */
	readonly pane?: string | undefined;
	/** The words of what is looked at of a topic's records. */
	readonly records?: ((topic: string) => readonly string[]) | undefined;
};

/** `--sort` orders numbers largest first and names from A; a minus turns it round. Lists by name are so anyway. */
const sortWords = ({ sort }: ListView): readonly string[] => {
	const column = topicTable.columns.find(c => c.id === sort?.columnId);
	if (sort === undefined || column === undefined || (column.id === 'name' && !sort.isDescending)) return [];
	return ['--sort', `${(column.align === 'right') === sort.isDescending ? '' : '-'}${column.id}`];
};

const topicWords = (filter: string): readonly string[] =>
	filter === '' ? [] : TROUBLE_FLAGS.has(filter) ? ['--under-replicated'] : [`*${filter}*`];

const WORDS: { readonly [K in Place['kind']]: (place: Extract<Place, { kind: K }>, filter: string, view: ListView) => readonly string[] } =
	{
		clusters: () => ['clusters'],
		newCluster: () => ['clusters'],
		overview: () => ['events', '--watch'],
		topics: (_place, filter, view) => ['topics', ...topicWords(filter), ...(view.showsInternal ? ['--internal'] : []), ...sortWords(view)],
		topic: place => ['topic', place.name],
		records: (place, _filter, view) => view.records?.(place.name) ?? ['search', place.name, '--last', '100'],
		settings: place => ['topic', 'set', ...place.topics, ...place.settings.map(name => `${name}=`)],
		groups: () => ['lag', '--all'],
		group: place => ['lag', place.name, '--per-partition'],
		brokers: () => ['brokers'],
		cluster: () => ['cluster'],
		metric: ({ name, broker }, _filter, { pane }) => [
			...['metrics', ...name.split(' + '), ...(broker === null ? [] : ['--broker', String(broker)])],
			...['--since', (pane ?? '1h').replace(/^(\d+)w$/, (_, weeks) => `${7 * Number(weeks)}d`)],
		],
		alarms: () => ['alarms'],
		audit: () => ['audit'],
		finding: place => ['audit', '--rule', place.id.split(' ')[0]!],
		broker: place => ['broker', String(place.id)],
		journal: () => ['journal'],
		change: place => ['journal', place.id],
	};

/** Of which file the clusters are, and nothing of the one that is connected. */
const configWords = (started: readonly string[]): readonly string[] =>
	started.flatMap((word, i) => (word.startsWith('--config=') ? [word] : word === '--config' ? started.slice(i, i + 2) : []));

/** They change how a screen looks, not what is read. */
const SCREEN_OPTIONS: ReadonlySet<string> = new Set(['--no-color', '--ascii', '--slow']);

/**
 * Builds the command for a place. `started` are the options the program was started with (they hold no secret: secrets never stand
 * in argv), of which those about the screen go; `view` is how the list is looked at, as far as a command knows it: one word of a filter becomes a pattern.
 */
export const headlessCommand = (place: Place, started: readonly string[], view: ListView = {}): string => {
	const { filter = '' } = view;
	const words = WORDS[place.kind](place as never, /^[\w.-]+$/.test(filter) ? filter : '', view);
	const isAboutFile = place.kind === 'clusters' || place.kind === 'newCluster';
	// The journal is asked of no cluster.
	const options =
		place.kind === 'journal' || place.kind === 'change'
			? []
			: isAboutFile
				? configWords(started)
				: started.filter(word => !SCREEN_OPTIONS.has(word));
	return ['msk-tui', ...words, ...options].map(shellWord).join(' ');
};
