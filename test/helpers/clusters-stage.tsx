/** The whole program on a headless terminal, with a real config file in a folder of its own; clusters and the way to them are played. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openClusterBook } from '../../source/composition/cluster-book.ts';
import { draftSources } from '../../source/files/cluster-draft.ts';
import { resolveConnectionSettings } from '../../source/files/connection-settings-resolution.ts';
import type { ClusterDraft } from '../../source/model/cluster-draft.ts';
import type { Diagnosis, DiagnosisStep } from '../../source/model/diagnosis.ts';
import { Failure } from '../../source/model/failure.ts';
import { mskClusterArn } from '../../source/model/msk-address.ts';
import type { Discovery } from '../../source/ports/cluster-book.ts';
import { ClusterIdCheck } from '../../source/state/cluster-id-check.ts';
import type { ScreenCluster } from '../../source/ui/connection.ts';
import { Root } from '../../source/ui/root.tsx';
import { emptyDraft } from '../../source/ui/screens/new-cluster-fields.ts';
import { PlayedCluster } from './app-stage.tsx';
import { mount, type TerminalHarness } from './terminal-harness.tsx';

const step = (ok: boolean): DiagnosisStep => ({
	step: 'tcp',
	broker: 'h:9092',
	ok,
	ms: 1,
	detail: '',
	failure: ok ? null : new Failure('connection', 'h:9092 refuses connections.', { nextSteps: ['Check the port.'] }),
	warning: null,
});

export type ClustersStage = TerminalHarness & {
	/** What stands in the config file; undefined where there is none. */
	readonly config: () => string | undefined;
	readonly write: (config: string) => void;
	/** Answers the tests that are under way, and those to come. */
	readonly answerTests: (isGood: boolean) => void;
	readonly tested: ClusterDraft[];
	readonly opened: string[];
	readonly closed: string[];
	/** Passwords that connecting was given. */
	readonly passwords: string[];
	readonly check: ClusterIdCheck;
};

export type ClustersPlay = {
	readonly config?: string;
	/** Connected at the start. */
	readonly first?: string;
	/** Connecting asks for a password. */
	readonly asksPassword?: boolean;
	/** What MSK tells of the account. */
	readonly discovery?: Discovery;
	readonly columns?: number;
	readonly rows?: number;
};

/** Mounts the program and runs the story; the terminal is closed whatever happens. */
export const onClustersStage = async (
	{ config, first, asksPassword = false, discovery, columns = 80, rows = 24 }: ClustersPlay,
	story: (stage: ClustersStage) => Promise<void>,
): Promise<void> => {
	const folder = mkdtempSync(join(tmpdir(), 'msk-tui-clusters-'));
	const book = openClusterBook({ env: { XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder } });
	const { file } = book;
	const write = (text: string): void => {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, text, { mode: 0o600 });
	};
	if (config !== undefined) write(config);
	const tested: ClusterDraft[] = [];
	const opened: string[] = [];
	const closed: string[] = [];
	const passwords: string[] = [];
	let settle: ((isGood: boolean) => void) | undefined;
	let verdict = new Promise<boolean>(resolve => {
		settle = resolve;
	});
	let remembered = { clusterId: 'C', atMs: 0 };
	const check = new ClusterIdCheck(
		{
			recall: async () => remembered,
			remember: async clusterId => {
				remembered = { clusterId, atMs: Date.now() };
			},
		},
		Date.now,
	);
	const connectTo = (name: string): ScreenCluster => ({
		known: new PlayedCluster().known(),
		settings: {
			...resolveConnectionSettings(draftSources({ ...emptyDraft, name: mskClusterArn(name)?.name ?? name, bootstrap: 'h:9092' }, file)),
			configFile: file,
		},
		idCheck: check,
		connectionWords: ['--cluster', name],
		close: async () => void closed.push(name),
	});
	const harness = await mount(
		<Root
			first={first === undefined ? undefined : connectTo(first)}
			others={{
				words: ['--config=c.yaml'],
				book: {
					...book,
					...(discovery && { discover: async () => discovery }),
					probe: (draft, prompt) => ({
						diagnose: async options => {
							tested.push(draft);
							if (asksPassword) await prompt(`Password of ${draft.username}`);
							options?.onSteps?.([]);
							const isGood = await verdict;
							const steps = [step(isGood)];
							options?.onSteps?.(steps);
							const identity = { authentication: 'plaintext', principal: 'User:me', facts: {}, unknown: [] };
							return { steps, identity, permissions: [], clusterId: isGood ? 'ID' : null } satisfies Diagnosis;
						},
					}),
				},
				open: async (name, prompt) => {
					if (asksPassword) passwords.push(await prompt(`Password of ${name}`));
					if (name === 'broken') throw new Failure('config', 'The environment variable KP is not set.');
					if (name === 'expired')
						throw new Failure('authentication', 'The AWS SSO session of profile ops has ended or never began.', {
							nextSteps: ['aws sso login --profile ops', 'On a bastion: aws sso login --profile ops --use-device-code'],
						});
					opened.push(name);
					return connectTo(name);
				},
			}}
			stateDirectory="/nonexistent"
		/>,
		{ columns, rows },
	);
	try {
		await story({
			...harness,
			config: () => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
			write,
			answerTests: isGood => {
				settle?.(isGood);
				verdict = Promise.resolve(isGood);
			},
			tested,
			opened,
			closed,
			passwords,
			check,
		});
	} finally {
		await harness.close();
		rmSync(folder, { recursive: true });
	}
};
