import { Failure } from '../model/failure.ts';
import { nearNames } from '../units/near-names.ts';
import type { Arguments, OptionSpec } from './command.ts';

/** argv cut into options and words, every option with its value joined: `--from -15m` has become `--from=-15m`. */
export type NormalisedArguments = {
	/** `--name` and `--name=value`, in their order. */
	readonly options: readonly string[];
	/** Names of the options given. */
	readonly names: ReadonlySet<string>;
	readonly words: readonly string[];
};

const SHORT: ReadonlyMap<string, string> = new Map([
	['-h', '--help'],
	['-V', '--version'],
]);

/**
 * Joins every option that takes a value with the next argument, whatever that looks like, before meow sees it
 * (meow 14 turns `--from -15m` into an empty value and three flags). Throws usage for unknown options and empty or missing values.
 */
export const normaliseArguments = (argv: readonly string[], known: ReadonlyMap<string, OptionSpec>): NormalisedArguments => {
	const options: string[] = [];
	const names = new Set<string>();
	const words: string[] = [];
	for (let i = 0; i < argv.length; i++) {
		const argument = SHORT.get(argv[i]!) ?? argv[i]!;
		if (argument === '--') {
			words.push(...argv.slice(i + 1));
			break;
		}
		if (!argument.startsWith('-') || argument === '-') {
			words.push(argument);
			continue;
		}
		const equals = argument.indexOf('=');
		const name = (equals < 0 ? argument : argument.slice(0, equals)).replace(/^--/, '');
		const spec = argument.startsWith('--') ? known.get(name) : undefined;
		if (spec === undefined) throw unknownOption(equals < 0 ? argument : argument.slice(0, equals), known);
		let value = equals < 0 ? undefined : argument.slice(equals + 1);
		if (spec.value === undefined) {
			if (value !== undefined) throw new Failure('usage', `--${name} takes no value.`);
			options.push(`--${name}`);
		} else {
			if (value === undefined && spec.optionalValue !== undefined && !spec.optionalValue.test(argv[i + 1] ?? '')) {
				options.push(`--${name}=`);
				names.add(name);
				continue;
			}
			if (value === undefined) {
				value = argv[++i];
				if (value !== undefined && known.has(value.replace(/^--/, '').split('=')[0]!) && value.startsWith('--')) {
					const steps = [`write --${name}=${value} if that is the value`];
					throw new Failure('usage', `--${name} needs a value, but ${value} follows, which is an option.`, { nextSteps: steps });
				}
			}
			options.push(`--${name}=${checkedValue(spec, value)}`);
		}
		names.add(name);
	}
	return { options, names, words };
};

const unknownOption = (argument: string, known: ReadonlyMap<string, OptionSpec>): Failure => {
	const near = nearNames(argument.replace(/^-+/, ''), known.keys()).map(name => `--${name}`);
	const step =
		near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'msk-tui --help lists the options; words that start with - go after --';
	return new Failure('usage', `There is no option ${argument}.`, { nextSteps: [step] });
};

const checkedValue = (spec: OptionSpec, value: string | undefined): string => {
	if (value === undefined || value === '') throw new Failure('usage', `--${spec.name} needs a value: --${spec.name} ${spec.value}.`);
	if (spec.choices !== undefined && !spec.choices.includes(value))
		throw new Failure('usage', `--${spec.name} does not know "${value}".`, { nextSteps: [`one of: ${spec.choices.join(', ')}`] });
	return value;
};

/** Checks that each given option belongs to the command. */
export const refuseForeignOptions = (names: ReadonlySet<string>, own: readonly OptionSpec[], commandName: string): void => {
	const allowed = new Set(own.map(o => o.name));
	for (const name of names)
		if (!allowed.has(name))
			throw new Failure('usage', `--${name} means nothing with ${commandName}.`, {
				nextSteps: [`msk-tui ${commandName} --help lists its options`],
			});
};

type Flag = { readonly type: 'boolean'; readonly default: boolean } | { readonly type: 'string'; readonly isMultiple: true };

const camelCase = (name: string): string => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** meow reads `--no-color` as "color is false". */
const flagName = (name: string): string => camelCase(name.replace(/^no-/, ''));

/** Lets meow read the normalised options; loaded here only, since its import costs more than everything before it. */
export const parseArguments = async (normalised: NormalisedArguments, known: readonly OptionSpec[]): Promise<Arguments> => {
	const { meow } = await import('./flag-parser.ts');
	const flags: Record<string, Flag> = {};
	for (const { name, value } of known)
		flags[flagName(name)] =
			value === undefined ? { type: 'boolean', default: name.startsWith('no-') } : { type: 'string', isMultiple: true };
	const parsed = meow({
		importMeta: import.meta,
		pkg: { name: 'msk-tui' },
		argv: [...normalised.options, '--', ...normalised.words],
		autoHelp: false,
		autoVersion: false,
		flags,
	});
	const given = parsed.flags as Readonly<Record<string, boolean | readonly string[] | undefined>>;
	const values = (name: string): readonly string[] => {
		const value = given[flagName(name)];
		return Array.isArray(value) ? value : [];
	};
	return {
		positionals: parsed.input,
		value: name => values(name).at(-1),
		values,
		has: name => (name.startsWith('no-') ? given[flagName(name)] === false : given[flagName(name)] === true || values(name).length > 0),
	};
};
