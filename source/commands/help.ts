import type { Command, OptionSpec } from './command.ts';
import { COMMANDS } from './registry.ts';
import { CONNECTION_OPTIONS, GENERAL_OPTIONS } from './shared-options.ts';

/** The exit codes in a line each, for help and documentation. */
export const EXIT_CODE_TEXTS: readonly (readonly [number, string])[] = [
	[0, 'fine'],
	[1, 'the condition asked for holds (a threshold is crossed)'],
	[2, 'wrong usage or configuration, or something named does not exist'],
	[3, 'cannot connect or authenticate, or no answer in time'],
	[4, 'nothing could be read for lack of permission'],
	[5, 'refused'],
	[6, 'incomplete: something asked for could not be read'],
	[70, 'a bug in msk-tui'],
	[130, 'interrupted'],
];

/** How an option is typed: `--max-lag N`. */
export const optionText = ({ name, value, optionalValue }: OptionSpec): string =>
	value === undefined ? `--${name}` : `--${name} ${optionalValue === undefined ? value : `[${value}]`}`;

/** What an option does, with the words it accepts. */
export const optionSummary = ({ summary, choices, isMultiple }: OptionSpec): string =>
	`${summary}${choices === undefined ? '' : ` (${choices.join(', ')})`}${isMultiple === true ? '; may be repeated' : ''}`;

/** How a command is called: `msk-tui lag [GROUP…] [options]`. */
export const usageText = ({ name, usage }: Command): string => `msk-tui ${name}${usage === '' ? '' : ` ${usage}`} [options]`;

const columns = (rows: readonly (readonly [string, string])[]): string => {
	const width = Math.max(...rows.map(([left]) => left.length));
	return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
};

const optionRows = (options: readonly OptionSpec[]): string => columns(options.map(o => [optionText(o), optionSummary(o)] as const));

/** The help of the program: commands, connection, options, exit codes. */
export const generalHelp = (): string =>
	`${[
		'msk-tui: terminal administration client for Apache Kafka on AWS (MSK)',
		'Usage: msk-tui [options]            the terminal interface\n       msk-tui <command> [options]  one answer, for scripts and quick looks',
		`Commands (msk-tui <command> --help tells more):\n${columns(COMMANDS.map(c => [`${c.name} ${c.usage}`.trim(), c.summary] as const))}`,
		`Which cluster:\n${optionRows(CONNECTION_OPTIONS)}`,
		`Options:\n${optionRows(GENERAL_OPTIONS)}`,
		`Exit codes:\n${columns(EXIT_CODE_TEXTS.map(([code, text]) => [String(code), text] as const))}`,
	].join('\n\n')}\n`;

/** The help of one command. */
export const commandHelp = (command: Command): string =>
	`${[
		`msk-tui ${command.name}: ${command.summary}`,
		`Usage: ${usageText(command)}`,
		...(command.options.length === 0 ? [] : [`Options:\n${optionRows(command.options)}`]),
		`Examples:\n${command.examples.map(e => `  ${e.line}\n      ${e.says}`).join('\n')}`,
		'msk-tui --help lists the options that say which cluster, and the exit codes.',
	].join('\n\n')}\n`;
