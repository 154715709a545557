import type { OptionSpec } from '../command.ts';
import { firstWords, NAMES_COMMAND, secondWords, type Vocabulary, valuesOf } from './option-completion.ts';

const quoted = (text: string): string => `'${text.replace(/[\\']/g, sign => `\\${sign}`)}'`;

const NAMES = `(command msk-tui ${NAMES_COMMAND} (__msk_tui_config) 2>/dev/null)`;

const optionLine = (option: OptionSpec, condition: string): string => {
	const values = valuesOf(option);
	const takes =
		values === 'none'
			? ''
			: values === 'files'
				? ' -r -F'
				: values === 'clusters'
					? ` -x -a ${quoted(NAMES)}`
					: values === 'anything'
						? option.optionalValue === undefined
							? ' -x'
							: ''
						: ` -x -a ${quoted(values.join(' '))}`;
	return `complete -c msk-tui${condition} -l ${option.name}${takes} -d ${quoted(option.summary)}`;
};

/** The script for fish 3. */
export const fishScript = ({ commands, shared }: Vocabulary): string => {
	const first = firstWords(commands);
	const within = (name: string): string =>
		` -n ${quoted(
			name
				.split(' ')
				.map(word => `__fish_seen_subcommand_from ${word}`)
				.join('; and '),
		)}`;
	return `# fish completion of msk-tui: msk-tui completion fish | source
function __msk_tui_config
	string match -- '--config=*' (commandline -opc)
end
complete -c msk-tui -f
${[
	...first.map(
		name =>
			`complete -c msk-tui -n ${quoted(`not __fish_seen_subcommand_from ${[...first, 'help'].join(' ')}`)} -a ${name} -d ${quoted(commands.find(c => c.name === name)?.summary ?? '')}`,
	),
	`complete -c msk-tui -n ${quoted(`not __fish_seen_subcommand_from ${[...first, 'help'].join(' ')}`)} -a help -d ${quoted('what a command does')}`,
	`complete -c msk-tui -n '__fish_seen_subcommand_from help' -a ${quoted(first.join(' '))}`,
	...first.flatMap(name => {
		const words = secondWords(commands, name);
		return words.length === 0 ? [] : [`complete -c msk-tui${within(name)} -a ${quoted(words.join(' '))}`];
	}),
	...commands.flatMap(c => [
		...(c.words === undefined ? [] : [`complete -c msk-tui${within(c.name)} -a ${quoted(c.words.join(' '))}`]),
		...c.options.map(o => optionLine(o, within(c.name))),
	]),
	...shared.map(o => optionLine(o, '')),
].join('\n')}
`;
};
