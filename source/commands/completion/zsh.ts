import type { Command, OptionSpec } from '../command.ts';
import { firstWords, NAMES_COMMAND, secondWords, type Vocabulary, valuesOf } from './option-completion.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const plain = (text: string): string => text.replace(/[\\[\]:]/g, sign => `\\${sign}`);

/** `--auth=[what it does]:KIND:(iam scram)` */
const optionSpec = (option: OptionSpec): string => {
	const { name, value, summary, isMultiple, optionalValue } = option;
	const values = valuesOf(option);
	const head = `${isMultiple === true ? '*' : ''}--${name}${value === undefined ? '' : '='}[${plain(summary)}]`;
	if (values === 'none') return quoted(head);
	const action =
		values === 'files' ? '_files' : values === 'clusters' ? '_msk_tui_clusters' : values === 'anything' ? ' ' : `(${values.join(' ')})`;
	return quoted(`${head}${optionalValue === undefined ? ':' : '::'}${plain(value!)}:${action}`);
};

const described = (name: string, summary: string): string => quoted(`${name}:${summary.replaceAll(':', '\\:')}`);

const rest = ({ options, words, positionals }: Pick<Command, 'options' | 'words' | 'positionals'>, seconds: readonly string[]): string => {
	const all = [...(words ?? []), ...seconds];
	const positional = all.length > 0 ? quoted(`1: :(${all.join(' ')})`) : '';
	return `_arguments $shared ${options.map(optionSpec).join(' ')} ${positional} ${positionals.most > 0 ? "'*: :()'" : ''}`
		.replace(/ +/g, ' ')
		.trim();
};

const nothing = { options: [], positionals: { least: 0, most: 0 } };

/** The script for zsh, to be sourced or put into `fpath` as `_msk-tui`. */
export const zshScript = ({ commands, shared }: Vocabulary): string => `#compdef msk-tui
# zsh completion of msk-tui: source <(msk-tui completion zsh), or save it as _msk-tui in a folder of fpath
_msk_tui_clusters() {
	local -a names config
	config=(\${\${words[(r)--config=*]}:-})
	names=(\${(f)"$(command msk-tui ${NAMES_COMMAND} $config 2>/dev/null)"})
	compadd -a names
}
_msk_tui() {
	local curcontext=$curcontext state line
	typeset -A opt_args
	local -a shared=(
${shared.map(o => `		${optionSpec(o)}`).join('\n')}
	)
	_arguments -C $shared '1: :->command' '*:: :->rest' && return
	case $state in
	command)
		local -a commands=(
${firstWords(commands)
	.map(first => `			${described(first, commands.find(c => c.name === first)?.summary ?? '')}`)
	.join('\n')}
			${described('help', 'what a command does')}
		)
		_describe -t commands command commands ;;
	rest)
		case $words[1] in
${firstWords(commands)
	.map(first => {
		const seconds = commands.filter(c => c.name.startsWith(`${first} `));
		const own = rest(commands.find(c => c.name === first) ?? nothing, secondWords(commands, first));
		if (seconds.length === 0) return `		${first}) ${own} ;;`;
		return `		${first}) case $words[2] in
${seconds.map(c => `			${c.name.slice(first.length + 1)}) ${rest(c, [])} ;;`).join('\n')}
			*) ${own} ;;
			esac ;;`;
	})
	.join('\n')}
		help) _arguments '1: :(${firstWords(commands).join(' ')})' ;;
		esac ;;
	esac
}
if [[ $funcstack[1] == _msk_tui || $funcstack[1] == _msk-tui ]]; then _msk_tui "$@"; else compdef _msk_tui msk-tui; fi
`;
