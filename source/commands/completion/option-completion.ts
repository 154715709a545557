import type { Command, OptionSpec } from '../command.ts';

/** What a script for a shell is made from. */
export type Vocabulary = { readonly commands: readonly Command[]; readonly shared: readonly OptionSpec[] };

/** What can stand behind an option. */
export type Values = 'none' | 'anything' | 'files' | 'clusters' | readonly string[];

const FILES: ReadonlySet<string> = new Set(['FILE', 'PATH', 'PEM']);
const CLUSTERS: ReadonlySet<string> = new Set(['NAME|ARN', 'CLUSTER']);

/** Told by the placeholder that help shows; topics and groups are not completed, since that would ask a broker at every TAB. */
export const valuesOf = ({ value, choices, suggestions }: OptionSpec): Values => {
	if (value === undefined) return 'none';
	const words = choices ?? suggestions;
	if (words !== undefined) return words;
	return FILES.has(value) ? 'files' : CLUSTERS.has(value) ? 'clusters' : 'anything';
};

/** The first words of commands: `topic` for `topic create` too, each once. */
export const firstWords = (commands: readonly Command[]): readonly string[] => [...new Set(commands.map(c => c.name.split(' ')[0]!))];

/** The second words that may follow a first one. */
export const secondWords = (commands: readonly Command[], first: string): readonly string[] =>
	commands.flatMap(c => (c.name.startsWith(`${first} `) ? [c.name.slice(first.length + 1)] : []));

/** The names of the clusters in the config file, a line each; quick and silent. */
export const NAMES_COMMAND = 'clusters --names';
