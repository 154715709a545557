import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Demo } from './commands/command.ts';
import { EXIT } from './commands/exit-codes.ts';
import { journalFiles, openWithSettings, recordExports, stateDirectory } from './composition.ts';
import type { ConnectionSettings } from './model/connection-settings.ts';
import { Failure } from './model/failure.ts';
import type { DemoAccount } from './sandbox/aws/demo-account.ts';
import { demoArn } from './sandbox/demo-arn.ts';
import { openSandbox, type Sandbox, scenarios } from './sandbox/open-sandbox.ts';

export type ScreenOptions = { readonly noColour: boolean; readonly ascii: boolean; readonly isSlow: boolean };

/** Starts the embedded cluster with a scenario and opens it through the wire, as any other. Throws a usage Failure for an unknown scenario. */
export const openDemo = async (scenario: string, screens: ScreenOptions): Promise<Demo> => {
	if (!scenarios.some(s => s.name === scenario))
		throw new Failure('usage', `There is no scenario ${scenario}.`, {
			nextSteps: scenarios.map(s => `msk-tui demo ${s.name}: ${s.summary}`),
		});
	const sandbox = await openSandbox(scenario);
	const settings = demoSettings(scenario, sandbox);
	let account: Promise<DemoAccount> | undefined;
	const openAccount = (): Promise<DemoAccount> => {
		account ??= import('./sandbox/aws/demo-account.ts').then(aws => aws.openDemoAccount(scenario, sandbox.cluster));
		return account;
	};
	// What is played with is no part of the journal of real clusters, and gone with the cluster.
	const memory = await mkdtemp(join(tmpdir(), 'msk-tui-demo-'));
	const env = { XDG_STATE_HOME: memory };
	const opened = await openWithSettings(settings, { env, fixedAws: { arn: demoArn(scenario), open: openAccount } });
	return {
		bootstrap: sandbox.bootstrap,
		registry: sandbox.registry,
		cluster: opened,
		hasScreen: process.stdin.isTTY === true && process.stdout.isTTY === true && process.env.TERM !== 'dumb',
		showScreens: async () => {
			// Dialled while the screens load.
			void opened.known.reader.describeCluster().catch(() => {});
			const { startUserInterface } = await import('./ui/start.ts');
			const endedBy = await startUserInterface({
				// With these words the command behind a screen works in another terminal, as long as this one runs.
				cluster: { ...opened, connectionWords: ['--bootstrap', sandbox.bootstrap], exports: recordExports },
				stateDirectory: stateDirectory(process.env),
				journal: journalFiles(env),
				...screens,
			});
			return endedBy === undefined ? EXIT.fine : EXIT.interrupted;
		},
		close: async () => {
			await opened.close();
			await (await account)?.close();
			await sandbox.close();
			await rm(memory, { recursive: true, force: true });
		},
	};
};

/** How the demo is connected to; `scenario` names it. */
export const demoSettings = (scenario: string, { bootstrap, registry }: Sandbox): ConnectionSettings => ({
	name: `demo ${scenario}`,
	bootstrap: bootstrap.split(',').map(at => {
		const [host = '', port = ''] = at.split(':');
		return { host, port: Number(port) };
	}),
	authentication: { kind: 'plaintext' },
	tls: {},
	addressMap: new Map(),
	environment: 'dev',
	access: 'read-only',
	connectTimeoutMs: 30_000,
	scanRate: null,
	...(registry !== undefined && { records: { registry: { kind: 'confluent', url: registry }, decoders: [], masks: [] } }),
});
