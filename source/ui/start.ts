/** Starts the interactive face on an opened cluster; loaded only when there is a screen to draw. */
import { createElement } from 'react';
import type { ConnectionSettings } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';
import type { ConnectionProbe } from '../ports/connection-probe.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { openSession } from '../state/cluster-session.ts';
import { App } from './app.tsx';
import type { Identity } from './components/frame-lines.ts';
import { openProcessTerminal, terminalRefusal } from './terminal.ts';
import { themeFromEnvironment } from './theme.ts';

export type InterfaceOptions = {
	readonly known: KnownCluster;
	readonly settings: ConnectionSettings;
	/** Looks where a failing connection ends. */
	readonly diagnose?: ConnectionProbe['diagnose'];
	readonly connectionWords: readonly string[];
	readonly stateDirectory: string;
	readonly noColour: boolean;
	readonly ascii: boolean;
	readonly isSlow: boolean;
};

/** Runs until the person leaves, or until the signal it returns ends it. Throws a usage Failure where there is no terminal to draw on. */
export const startUserInterface = async (options: InterfaceOptions): Promise<NodeJS.Signals | undefined> => {
	const refusal = terminalRefusal({
		isInputTty: process.stdin.isTTY === true,
		isOutputTty: process.stdout.isTTY === true,
		term: process.env.TERM,
	});
	if (refusal !== undefined) throw new Failure('usage', refusal);
	const session = openSession(options.known, options.diagnose);
	const refusals = new Set<(reason: string) => void>();
	const terminal = openProcessTerminal({
		node: createElement(App, {
			session,
			identity: identityOf(options.settings),
			connectionWords: options.connectionWords,
			stateDirectory: options.stateDirectory,
			onRefusedKey: listener => {
				refusals.add(listener);
				return () => refusals.delete(listener);
			},
		}),
		theme: themeFromEnvironment(process.env, { noColour: options.noColour, ascii: options.ascii }),
		isSlow: options.isSlow,
		onKeyResult: result => {
			if (result.kind === 'refused') for (const listener of refusals) listener(result.reason);
		},
	});
	await terminal.waitUntilExit();
	return terminal.endedBy();
};

const identityOf = (settings: ConnectionSettings): Identity => {
	const { authentication } = settings;
	return {
		cluster: settings.name,
		environment: settings.environment,
		access: { text: settings.access === 'read-write' ? 'read-only' : settings.access, isWritable: false },
		principal:
			authentication.kind === 'scram'
				? `scram ${authentication.username}`
				: authentication.kind === 'iam'
					? `iam${authentication.aws.profile === undefined ? '' : ` ${authentication.aws.profile}`}`
					: authentication.kind,
		region: authentication.kind === 'iam' ? authentication.aws.region : undefined,
	};
};
