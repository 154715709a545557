import { openClusterBook } from './composition/cluster-book.ts';
import {
	askForCode,
	auditFiles,
	type ClusterRequest,
	isNoClusterNamed,
	journalFiles,
	type OpenedCluster,
	openKnownCluster,
	recordExports,
	stateDirectory,
} from './composition.ts';
import { asFailure } from './model/failure.ts';
import { mskClusterArn } from './model/msk-address.ts';
import type { ScreenCluster } from './ui/connection.ts';
import type { Ask } from './ui/root.tsx';

export type ScreenOptions = { readonly noColour: boolean; readonly ascii: boolean; readonly isSlow: boolean };

/**
 * Opens the screens on the cluster that is named, or on the list of clusters where none is, and resolves with the signal that ended them.
 * `words` are the options as given, of which those in `kept` also hold for a cluster that is switched to.
 */
export const openInterface = async (
	request: ClusterRequest,
	screens: ScreenOptions,
	words: { readonly all: readonly string[]; readonly kept: readonly string[] },
): Promise<NodeJS.Signals | undefined> => {
	const warnings = new Set<(text: string) => void>();
	let isScreen = false;
	const warn = (text: string): void => {
		// Over a screen, a line on stderr would be rubbish.
		if (isScreen) for (const listener of warnings) listener(text);
		else request.warn?.(text);
	};
	const env = request.env ?? process.env;
	const onScreen = Promise.withResolvers<Ask>();
	let isScreenComing = false;
	const mfaCode = async (serial: string): Promise<string> => {
		if (!isScreenComing) return askForCode(serial);
		return (await onScreen.promise)(`MFA code of ${serial}`, { what: 'MFA code', note: 'it opens a session that is kept in memory' });
	};
	const screenCluster = async (opened: OpenedCluster, connectionWords: readonly string[]): Promise<ScreenCluster> => {
		await opened.readSecrets();
		isScreenComing = true;
		// Dialling takes as long as loading the screens: done together the first names come sooner. What fails here fails again, seen, on the screen.
		void opened.known.reader.describeCluster().catch(() => {});
		return { ...opened, connectionWords, exports: recordExports, auditFiles: auditFiles(env) };
	};
	const first = await openNamed({ ...request, warn, mfaCode, hasScreen: true });
	// Loaded while the cluster is dialled.
	const [cluster, { startUserInterface }] = await Promise.all([first && screenCluster(first, words.all), import('./ui/start.ts')]);
	isScreen = true;
	// Also where no cluster was named, and the form or a choice asks first.
	isScreenComing = true;
	return startUserInterface({
		cluster,
		others: {
			words: words.kept,
			// A file that others can read has been told before the screen came up.
			book: openClusterBook({ configPath: request.configPath, env, mfaCode, options: request.options }),
			open: async (name, prompt) => {
				const { timeoutMs, profile, roleArn } = request.options;
				// One that was found in the account is named by its ARN, and reached as whoever found it.
				const found = mskClusterArn(name) === undefined ? {} : { profile, roleArn };
				const options = { cluster: name, timeoutMs, ...found };
				const opened = await openKnownCluster({ ...request, env, options, warn, prompt, mfaCode, hasScreen: true });
				return screenCluster(opened, ['--cluster', name, ...words.kept]);
			},
		},
		onAsk: onScreen.resolve,
		onWarning: listener => {
			warnings.add(listener);
			return () => warnings.delete(listener);
		},
		stateDirectory: stateDirectory(env),
		journal: journalFiles(env),
		...screens,
	});
};

/** Undefined when no cluster is named, and there is a person to choose one. */
const openNamed = async (request: ClusterRequest): Promise<OpenedCluster | undefined> => {
	try {
		return await openKnownCluster(request);
	} catch (error) {
		const failure = asFailure(error);
		const hasPerson = process.stdin.isTTY === true && process.stdout.isTTY === true && process.env.TERM !== 'dumb';
		if (hasPerson && isNoClusterNamed(failure)) return undefined;
		throw failure;
	}
};
