import { Failure } from '../model/failure.ts';
import type { Command } from './command.ts';
import { bashScript } from './completion/bash.ts';
import { fishScript } from './completion/fish.ts';
import type { Vocabulary } from './completion/option-completion.ts';
import { zshScript } from './completion/zsh.ts';
import { EXIT } from './exit-codes.ts';
import { SHARED_OPTIONS } from './shared-options.ts';

const SCRIPTS: Readonly<Record<string, (vocabulary: Vocabulary) => string>> = { bash: bashScript, zsh: zshScript, fish: fishScript };

export const completion: Command = {
	name: 'completion',
	summary: 'a script that completes commands, options and names of clusters in bash, zsh or fish',
	usage: 'bash|zsh|fish',
	positionals: { least: 1, most: 1 },
	words: Object.keys(SCRIPTS),
	options: [],
	examples: [
		{ line: 'msk-tui completion bash', says: 'in ~/.bashrc: source <(msk-tui completion bash); zsh alike in ~/.zshrc, behind compinit' },
		{ line: 'msk-tui completion fish', says: 'once: msk-tui completion fish > ~/.config/fish/completions/msk-tui.fish' },
	],
	run: async ({ arguments: args, output, isJson }) => {
		const shell = args.positionals[0]!;
		const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
		if (script === undefined)
			throw new Failure('usage', `There is no completion for ${shell}.`, { nextSteps: [`one of: ${Object.keys(SCRIPTS).join(', ')}`] });
		if (isJson) throw new Failure('usage', 'A script is no document: --json does not go with it.');
		// The registry lists this command too.
		const { COMMANDS } = await import('./registry.ts');
		output.result(script({ commands: COMMANDS, shared: SHARED_OPTIONS }));
		return EXIT.fine;
	},
};
