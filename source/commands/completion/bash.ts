import type { OptionSpec } from '../command.ts';
import { firstWords, NAMES_COMMAND, secondWords, type Values, type Vocabulary, valuesOf } from './option-completion.ts';

const dashed = (options: readonly OptionSpec[]): string => options.map(o => `--${o.name}`).join(' ');

const optionNames = (options: readonly OptionSpec[], isMeant: (values: Values) => boolean): string =>
	[...new Set(options.filter(o => isMeant(valuesOf(o))).map(o => `--${o.name}`))].join('|');

/** The script for bash 3.2 and newer; it needs no bash-completion. */
export const bashScript = ({ commands, shared }: Vocabulary): string => {
	const all = [...shared, ...commands.flatMap(c => c.options)];
	const choices = new Map(all.flatMap(o => (Array.isArray(valuesOf(o)) ? [[o.name, valuesOf(o) as readonly string[]] as const] : [])));
	return `# bash completion of msk-tui: source <(msk-tui completion bash)
_msk_tui() {
	local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command= second= config= word= i
	COMPREPLY=()
	# Bash cuts --name=value at the sign.
	if [[ $cur == = ]]; then cur=
	elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}
	fi
	for ((i = 1; i < COMP_CWORD; i++)); do
		word=\${COMP_WORDS[i]}
		case $word in
		${optionNames(all, v => v !== 'none')})
			[[ \${COMP_WORDS[i+1]} == = ]] && ((i++))
			((i++))
			[[ $word == --config && i -lt COMP_CWORD ]] && config=\${COMP_WORDS[i]} ;;
		-*) ;;
		*) if [[ -z $command ]]; then command=$word; elif [[ -z $second ]]; then second=$word; fi ;;
		esac
	done
	case $prev in
	${optionNames(all, v => v === 'clusters')})
		local IFS=$'\\n'
		COMPREPLY=($(compgen -W "$(command msk-tui ${NAMES_COMMAND} \${config:+"--config=$config"} 2>/dev/null)" -- "$cur"))
		return ;;
	${optionNames(all, v => v === 'files')})
		compopt -o filenames 2>/dev/null
		local IFS=$'\\n'
		COMPREPLY=($(compgen -f -- "$cur"))
		return ;;
${[...choices].map(([name, words]) => `	--${name}) COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$cur")); return ;;`).join('\n')}
	${optionNames(all, v => v === 'anything')}) return ;;
	esac
	local words='${firstWords(commands).join(' ')} help' options='${dashed(shared)}'
	case "$command $second" in
${commands
	.filter(c => c.name.includes(' '))
	.map(c => `	'${c.name}') words='${(c.words ?? []).join(' ')}' options="$options ${dashed(c.options)}" ;;`)
	.join('\n')}
	*) case $command in
		'') ;;
		help) ;;
${firstWords(commands)
	.map(first => {
		const own = commands.find(c => c.name === first);
		const words = [...(own?.words ?? []), ...secondWords(commands, first)].join(' ');
		return `		${first}) words='${words}' options="$options ${dashed(own?.options ?? [])}" ;;`;
	})
	.join('\n')}
		*) words= ;;
		esac ;;
	esac
	if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "$options" -- "$cur"))
	else COMPREPLY=($(compgen -W "$words" -- "$cur"))
	fi
}
complete -F _msk_tui msk-tui
`;
};
