import { Failure } from '../model/failure.ts';
import { brokers } from './brokers.ts';
import type { Arguments, Command, CommandContext, Demo } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { lag } from './lag.ts';
import { topicSet } from './topic-set.ts';
import { topics } from './topics.ts';

/** The scenarios as help names them; a test holds them to those that exist. */
export const SCENARIO_NAMES: readonly string[] = ['shop', 'quiet', 'empty', 'huge', 'outage', 'denied', 'slow', 'serverless', 'express'];

export const demo: Command = {
	name: 'demo',
	summary: `a cluster inside this program, nothing to set up: ${SCENARIO_NAMES.join(', ')}`,
	usage: '[SCENARIO]',
	positionals: { least: 0, most: 1 },
	words: SCENARIO_NAMES,
	options: [{ name: 'serve', summary: 'print HOST:PORT,… as the first line and serve until Ctrl+C, for other tools' }],
	examples: [
		{ line: 'msk-tui demo', says: 'the screens on a web shop at work; without a terminal a short tour' },
		{ line: 'msk-tui demo shop --serve', says: 'a Kafka to try other tools on; in another terminal: msk-tui lag --bootstrap …' },
	],
	run: async context => {
		const { arguments: args, isJson } = context;
		for (const name of ['cluster', 'bootstrap'])
			if (args.has(name)) throw new Failure('usage', `The demo has a cluster of its own: --${name} does not go with it.`);
		const opened = await context.openDemo(args.positionals[0] ?? SCENARIO_NAMES[0]!);
		if (args.has('serve')) return serve(context, opened);
		if (isJson)
			throw new Failure('usage', 'The tour is for eyes: --json does not go with it.', {
				nextSteps: ['msk-tui demo --serve, and in another terminal msk-tui lag --json --bootstrap …'],
			});
		return opened.hasScreen ? opened.showScreens() : tour(context, opened);
	},
};

/** The first line on stdout is the bootstrap string and nothing else, so that a script can read it. */
const serve = async ({ output, signal }: CommandContext, { bootstrap, registry }: Demo): Promise<number> => {
	output.result(`${bootstrap}\n`);
	if (registry !== undefined) output.notice(`schema registry: ${registry}`);
	output.notice('serving until Ctrl+C');
	if (!signal.aborted) await new Promise(resolve => signal.addEventListener('abort', resolve));
	// Ctrl+C is how serving ends.
	return EXIT.fine;
};

/** Arguments of a stop of the tour: words and switches, no options with a value. */
const words = (positionals: readonly string[], switches: readonly string[]): Arguments => ({
	positionals,
	value: () => undefined,
	values: () => [],
	has: name => switches.includes(name),
});

type Stop = {
	readonly says: string;
	readonly command: Command;
	readonly positionals?: readonly string[];
	readonly switches?: readonly string[];
};

const STOPS: readonly Stop[] = [
	{ says: 'topics', command: topics },
	{ says: 'who is behind, and who loses data (lag --all)', command: lag, switches: ['all'] },
	{ says: 'brokers', command: brokers },
];

/** What a change would destroy, and that nothing is changed without being asked for twice. */
const changeStop = (topic: string): Stop => ({
	says: `what a shorter retention would delete, and no more than that (topic set ${topic} retention.ms=1h)`,
	command: topicSet,
	positionals: [topic, 'retention.ms=1h'],
});

/** Shows what the headless commands say of the cluster; nothing they find can be wrong enough for another exit code: it is all made up. */
const tour = async (context: CommandContext, opened: Demo): Promise<number> => {
	// One stream, so that what a command notes stands where it belongs.
	const output = { ...context.output, notice: (line: string) => context.output.result(`${line}\n`) };
	const topic = await topicToChange(opened, context.signal);
	for (const { says, command, positionals = [], switches = [] } of topic === undefined ? STOPS : [...STOPS, changeStop(topic)]) {
		output.result(`\n# ${says}\n`);
		await command.run({ ...context, output, arguments: words(positionals, switches), connect: async () => opened.cluster });
	}
	output.result('\nIn a terminal msk-tui demo opens the screens; msk-tui demo --serve keeps the cluster for other tools.\n');
	return EXIT.fine;
};

/** A topic to show a change on: the shop's busiest, else the first there is. */
const topicToChange = async ({ cluster }: Demo, signal: AbortSignal): Promise<string | undefined> => {
	const { topics: all } = await cluster.known.reader.readTopics(null, { signal });
	const names = all.filter(t => !t.isInternal).map(t => t.name);
	return names.find(name => name === 'orders') ?? names[0];
};
