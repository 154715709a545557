import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { normaliseArguments, parseArguments, refuseForeignOptions } from './commands/arguments.ts';
import type { Arguments, Command, ConnectedCluster } from './commands/command.ts';
import { type DebugLog, noDebugLog, openDebugLog } from './commands/debug-log.ts';
import { printFailure } from './commands/error-output.ts';
import { EXIT, exitCodeOf } from './commands/exit-codes.ts';
import { commandHelp, generalHelp } from './commands/help.ts';
import { durationOption } from './commands/option-values.ts';
import { createOutput, type Output } from './commands/output.ts';
import { ALL_OPTIONS, COMMANDS, findCommand } from './commands/registry.ts';
import { SHARED_OPTIONS } from './commands/shared-options.ts';
import type { ClusterRequest, OpenedCluster } from './composition.ts';
import { asFailure, Failure } from './model/failure.ts';
import type { RightScope } from './model/needed-right.ts';
import { printable } from './units/foreign-text.ts';
import { nearNames } from './units/near-names.ts';

/** Runs the program once; the only place that reads process.argv and sets the exit code. */
export const main = async (argv: readonly string[] = process.argv.slice(2)): Promise<void> => {
	const output = createOutput({
		stdout: process.stdout,
		stderr: process.stderr,
		env: process.env,
		isColorOff: argv.includes('--no-color'),
		isAsciiAsked: argv.includes('--ascii'),
	});
	for (const stream of [process.stdout, process.stderr]) stream.on('error', error => process.exit(unwritten(error)));
	const interruption = listenForInterrupt();
	const closers: (() => Promise<void>)[] = [];
	const run: Run = {
		output,
		argv,
		signal: interruption,
		debug: noDebugLog,
		scope: { isIam: false },
		onClose: close => closers.push(close),
	};
	// Node and libraries print warnings to stderr by themselves: over a screen that is rubbish, in a script noise.
	process.removeAllListeners('warning');
	process.on('warning', warning => run.debug.note(`warning: ${warning.message}`));
	const code = await answer(run);
	await Promise.allSettled(closers.map(close => close()));
	finish(code);
};

type Run = {
	readonly output: Output;
	readonly argv: readonly string[];
	readonly signal: AbortSignal;
	debug: DebugLog;
	/** How rights are named on the cluster, once it is known. */
	scope: RightScope;
	readonly onClose: (close: () => Promise<void>) => void;
};

/** The first Ctrl+C asks everything to stop; a second one does not wait. */
const listenForInterrupt = (): AbortSignal => {
	const controller = new AbortController();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
		process.on(signal, () => {
			if (controller.signal.aborted) process.exit(EXIT.interrupted);
			controller.abort(new Failure('incomplete', 'Interrupted.'));
		});
	return controller.signal;
};

const answer = async (run: Run): Promise<number> => {
	const isJson = run.argv.includes('--json');
	try {
		return await dispatch(run);
	} catch (error) {
		run.debug.failure(error);
		if (run.signal.aborted) return EXIT.interrupted;
		const failure = asFailure(error);
		printFailure(run.output, failure, { isJson, scope: run.scope });
		return exitCodeOf(failure.kind);
	}
};

const dispatch = async (run: Run): Promise<number> => {
	const normalised = normaliseArguments(run.argv, ALL_OPTIONS);
	const found = findCommand(normalised.words[0] === 'help' ? normalised.words.slice(1) : normalised.words);
	if (normalised.names.has('version')) {
		run.output.result(`msk-tui ${version()}\n`);
		return EXIT.fine;
	}
	if (normalised.names.has('help') || normalised.words[0] === 'help') {
		run.output.result(found === undefined ? generalHelp() : commandHelp(found.command));
		return EXIT.fine;
	}
	if (found === undefined) {
		if (normalised.words.length > 0) throw unknownCommand(normalised.words[0]!);
		refuseForeignOptions(normalised.names, SHARED_OPTIONS, 'the terminal interface');
		const args = await parseArguments(normalised, SHARED_OPTIONS);
		startDebug(run, args, 'screens', normalised.names);
		return openScreens(run, args, normalised.options);
	}
	const { command, rest } = found;
	const options = [...SHARED_OPTIONS, ...command.options];
	refuseForeignOptions(normalised.names, options, command.name);
	checkPositionals(command, rest);
	const args = await parseArguments({ ...normalised, words: rest }, options);
	startDebug(run, args, command.name, normalised.names);
	const code = await command.run({
		arguments: args,
		output: run.output,
		isJson: args.has('json'),
		signal: run.signal,
		nowMs: Date.now,
		connect: connectOnce(run, args),
		clusterBook: async () => (await import('./composition/cluster-book.ts')).openClusterBook(clusterRequest(run, args)),
		probe: async () => {
			const { openKnownProbe } = await import('./composition.ts');
			return openKnownProbe(clusterRequest(run, args));
		},
		changeFiles: async () => (await import('./composition.ts')).changeFiles(process.env),
		auditFiles: async () => (await import('./composition.ts')).auditFiles(process.env),
		exports: async () => (await import('./composition.ts')).recordExports,
		replayFiles: async () => (await import('./composition.ts')).replayFiles(process.env),
		interruptedJobs: async () => (await import('./composition.ts')).interruptedJobs(process.env),
		openDemo: async scenario => {
			const { openDemo } = await import('./demo.ts');
			const screens = { noColour: args.has('no-color'), ascii: args.has('ascii'), isSlow: args.has('slow') };
			const demo = await openDemo(scenario, screens);
			run.onClose(demo.close);
			return demo;
		},
	});
	run.debug.note(`exit code ${code}`);
	return code;
};

const startDebug = (run: Run, args: Arguments, what: string, names: ReadonlySet<string>): void => {
	const file = args.value('debug');
	if (file === undefined) return;
	run.debug = openDebugLog(file, Date.now);
	run.debug.note(`msk-tui ${version()} on Node ${process.version}: ${what} ${[...names].map(n => `--${n}`).join(' ')}`);
};

/** Opens the screens; React and Ink are loaded only here. */
const openScreens = async (run: Run, args: Arguments, options: readonly string[]): Promise<number> => {
	const { openInterface } = await import('./interface.ts');
	const screens = { noColour: args.has('no-color'), ascii: args.has('ascii'), isSlow: args.has('slow') };
	const kept = options.filter(option => /^--(?:config|timeout)=/.test(option));
	const endedBy = await openInterface(clusterRequest(run, args), screens, { all: run.argv, kept });
	return endedBy === undefined ? EXIT.fine : EXIT.interrupted;
};

const connectOnce = (run: Run, args: Arguments): (() => Promise<ConnectedCluster>) => {
	let pending: Promise<ConnectedCluster> | undefined;
	return () => {
		pending ??= connect(run, args);
		return pending;
	};
};

/** Which cluster the options name. */
const clusterRequest = (run: Run, args: Arguments): ClusterRequest => ({
	options: {
		cluster: args.value('cluster'),
		bootstrap: args.value('bootstrap'),
		auth: args.value('auth'),
		profile: args.value('profile'),
		region: args.value('region'),
		roleArn: args.value('role-arn'),
		username: args.value('username'),
		passwordFrom: args.value('password-from'),
		scramMechanism: args.value('scram-mechanism'),
		tlsCa: args.value('tls-ca'),
		tlsCert: args.value('tls-cert'),
		tlsKey: args.value('tls-key'),
		map: args.values('map'),
		network: args.value('network'),
		readWrite: args.has('read-write'),
		timeoutMs: durationOption(args, 'timeout'),
	},
	configPath: args.value('config'),
	warn: text => run.output.notice(`msk-tui: ${printable(text)}`),
	...(run.debug.isOn && { note: run.debug.note }),
});

const connect = async (run: Run, args: Arguments): Promise<OpenedCluster> => {
	const request = clusterRequest(run, args);
	const { openKnownCluster } = await import('./composition.ts');
	const cluster = await openKnownCluster(request);
	run.debug.note(
		`cluster ${cluster.settings.name}: ${cluster.settings.authentication.kind}, ${cluster.settings.bootstrap.length} bootstrap brokers`,
	);
	run.scope = cluster.known.scope;
	run.onClose(cluster.close);
	// A person types before the time limits of connecting run.
	await cluster.readSecrets();
	return cluster;
};

const checkPositionals = ({ name, usage, positionals: { least, most } }: Command, given: readonly string[]): void => {
	const steps = { nextSteps: [`msk-tui ${name} ${usage}`.trim()] };
	if (given.length < least) throw new Failure('usage', `msk-tui ${name} needs ${usage}.`, steps);
	if (given.length > most) throw new Failure('usage', `msk-tui ${name} does not take "${given[most]}".`, steps);
	if (given.some(word => word === '')) throw new Failure('usage', `msk-tui ${name} was given an empty name.`, steps);
};

const unknownCommand = (word: string): Failure => {
	const near = nearNames(
		word,
		COMMANDS.map(c => c.name),
	);
	return new Failure('usage', `There is no command ${word}.`, {
		nextSteps: [near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'msk-tui --help lists the commands'],
	});
};

/** Waits until the last bytes have left, since a pipe takes them in its own time, and then ends whatever still holds the process. */
const finish = (code: number): void => {
	process.exitCode = code;
	process.stdout.write('', lost => process.stderr.write('', () => process.exit(lost ? unwritten(lost) : code)));
};

/** A reader that has seen enough (`| head -1`) is no error; a result that a full disk did not take is an incomplete one. */
const unwritten = (error: Error): number => {
	if ((error as { code?: string }).code === 'EPIPE') return EXIT.fine;
	try {
		writeSync(2, `msk-tui: the output could not be written: ${error.message}\n`);
	} catch {
		// Where stderr takes nothing either, the exit code is all that can be said.
	}
	return EXIT.incomplete;
};

/** build/main.js and source/main.ts both lie one folder below package.json. */
const version = (): string => (createRequire(import.meta.url)('../package.json') as { version: string }).version;
