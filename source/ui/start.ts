/** Starts the interactive face; loaded only when there is a screen to draw. */
import { createElement } from 'react';
import { Failure } from '../model/failure.ts';
import type { Connection, ScreenCluster } from './connection.ts';
import { type OtherClusters, Root, type RootProps } from './root.tsx';
import { openProcessTerminal, terminalRefusal } from './terminal.ts';
import { themeFromEnvironment } from './theme.ts';

export type InterfaceOptions = {
	/** The cluster to show; without one, the clusters to choose from. */
	readonly cluster: ScreenCluster | undefined;
	readonly others?: OtherClusters | undefined;
	/** Given the way to ask the person a secret, once the screens are up. */
	readonly onAsk?: RootProps['onAsk'];
	/** Calls the listener with what is to be said on the screen; returns what ends it. */
	readonly onWarning?: ((listener: (text: string) => void) => () => void) | undefined;
	/** What was changed from here, and what was interrupted. */
	readonly journal?: RootProps['journal'];
	readonly stateDirectory: string;
	readonly noColour: boolean;
	readonly ascii: boolean;
	readonly isSlow: boolean;
};

/** Says why there is no terminal to draw on; undefined where there is one. */
export const screenRefusal = (): string | undefined =>
	terminalRefusal({
		isInputTty: process.stdin.isTTY === true,
		isOutputTty: process.stdout.isTTY === true,
		term: process.env.TERM,
	});

/** Runs until the person leaves, or until the signal it returns ends it. Throws a usage Failure where there is no terminal to draw on. */
export const startUserInterface = async (options: InterfaceOptions): Promise<NodeJS.Signals | undefined> => {
	const refusal = screenRefusal();
	if (refusal !== undefined) throw new Failure('usage', refusal);
	const refusals = new Set<(reason: string) => void>();
	let shown: Connection | undefined;
	const terminal = openProcessTerminal({
		node: createElement(Root, {
			first: options.cluster,
			others: options.others,
			stateDirectory: options.stateDirectory,
			journal: options.journal,
			onConnected: connection => {
				shown = connection;
			},
			onAsk: options.onAsk,
			onWarning: options.onWarning,
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
	await shown?.close();
	return terminal.endedBy();
};
