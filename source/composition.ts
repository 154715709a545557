import { auditSetup } from './composition/audit.ts';
import { lookUp, waitsForCode } from './composition/aws-side.ts';
import { cloudOf, type FixedAws } from './composition/cloud-side.ts';
import { connectionSecrets } from './composition/connection-secrets.ts';
import { idCheckOf } from './composition/id-check.ts';
import { locate } from './composition/located-probe.ts';
import { diagnoser, type OpenedProbe, probeWithSettings } from './composition/probe.ts';
import { openRecords } from './composition/records.ts';
import { rightScope } from './composition/right-scope.ts';
import { readConfigFile } from './files/config-file.ts';
import { resolveConnectionSettings } from './files/connection-settings-resolution.ts';
import type { ConnectionOptionTexts, ConnectionSources } from './files/which-cluster.ts';
import { transportOptions } from './kafka/authentication/transport-options.ts';
import { openCluster } from './kafka/open-cluster.ts';
import type { CausedLoad } from './model/caused-load.ts';
import { type ConnectionSettings, hostPortText } from './model/connection-settings.ts';
import type { AuditAsk } from './operations/audit/run-audit.ts';
import { behindLimits } from './operations/behind-limits.ts';
import type { ClusterChanges } from './operations/cluster-changes.ts';
import type { RecordAccess } from './operations/record-access.ts';
import { systemClock } from './ports/clock.ts';
import type { ClusterReader } from './ports/cluster-reader.ts';
import type { ConnectionProbe } from './ports/connection-probe.ts';
import type { KnownCluster } from './ports/known-cluster.ts';
import type { ClusterIdCheck } from './state/cluster-id-check.ts';
import { WriteLock } from './state/write-lock.ts';

export { askForCode } from './composition/aws-side.ts';
export { replayFiles } from './composition/replay-files.ts';
export { auditFiles } from './files/audit-files.ts';
export { changeFiles } from './files/change-plan.ts';
export { interruptedJobs } from './files/interrupted-jobs.ts';
export { journalFiles } from './files/journal-files.ts';
export { recordExports } from './files/record-exports.ts';
export { stateDirectory } from './files/state-directory.ts';
export { isNoClusterNamed } from './files/which-cluster.ts';

/** What the faces know when they ask for a cluster. */
export type ClusterRequest = {
	readonly options: ConnectionOptionTexts;
	/** `--config`. */
	readonly configPath?: string | undefined;
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** Told about files that others can read. */
	readonly warn?: (text: string) => void;
	/** Takes a line on each connection and each request, without what they carry. */
	readonly note?: (line: string) => void;
	/** Asks the person for a secret; the screen puts its own dialog here. */
	readonly prompt?: (question: string) => Promise<string>;
	/** Asks the person for the code of an MFA device; on the terminal itself by default. */
	readonly mfaCode?: (serial: string) => Promise<string>;
	/** Another AWS than the real one with the cluster in it, opened when it is asked first. */
	readonly fixedAws?: { readonly arn: string; readonly open: () => Promise<FixedAws> };
	/** Another cluster than before is shown, not warned of. */
	readonly hasScreen?: boolean;
};

/** An open cluster with the settings it was opened with. */
export type OpenedCluster = ConnectionProbe & {
	readonly known: KnownCluster;
	readonly settings: ConnectionSettings;
	/** Tells when it is not the cluster that its context led to before. */
	readonly idCheck: ClusterIdCheck;
	/** Its names for a JSON document; the id is null when the cluster does not tell. */
	readonly info: () => Promise<{ readonly id: string | null; readonly name: string; readonly bootstrap: readonly string[] }>;
	/** What reading records takes; put together when it is asked for first. */
	readonly records: () => Promise<RecordAccess>;
	/** What changing it takes; nothing else can. */
	readonly changes: () => Promise<ClusterChanges>;
	/** What auditing it takes. */
	readonly audit: Omit<AuditAsk, 'rules' | 'mutes'>;
	/** Whether it may be changed now. */
	readonly writeLock: WriteLock;
	/** What was asked of it so far; its fields change as it goes on. */
	readonly load: CausedLoad;
	/** Asks for the secrets now that would otherwise be asked for at the first connection: a prompt must not come up under a screen. */
	readonly readSecrets: () => Promise<void>;
	readonly close: () => Promise<void>;
};

/** Finds out which cluster is meant and opens it for reading. Nothing is dialled before the first question. */
export const openKnownCluster = async (request: ClusterRequest): Promise<OpenedCluster> =>
	openWithSettings(await settingsOf(request), request);

const settingsOf = async (request: ClusterRequest): Promise<ConnectionSettings> =>
	resolveConnectionSettings(await lookUp(await sourcesOf(request), request));

const sourcesOf = async (request: ClusterRequest): Promise<ConnectionSources> => {
	const env = request.env ?? process.env;
	const config = await readConfigFile({ path: request.configPath, env, ...(request.warn && { warn: request.warn }) });
	return { options: request.options, env, config };
};

/** Finds out which cluster is meant; unlike for opening it, a secret that cannot be read is no error yet but a step of the diagnosis. */
export const openKnownProbe = async (request: ClusterRequest): Promise<OpenedProbe> => {
	const found = await locate(await sourcesOf(request), request);
	return found.settings === undefined ? found.failed : probeWithSettings(found.settings, request, found.located);
};

/** Opens a cluster whose settings are known already. */
export const openWithSettings = async (
	settings: ConnectionSettings,
	request: Omit<ClusterRequest, 'options'> = {},
): Promise<OpenedCluster> => {
	const secrets = await connectionSecrets(settings, request);
	// Whoever reads never holds what changes: the writer goes to apply-change and nowhere else.
	const { load, recordSource, writer, ...opened } = openCluster(settings, transportOptions(settings, secrets), request.note);
	const idCheck = idCheckOf(settings, request);
	let clusterId: string | null | undefined;
	const describeCluster: ClusterReader['describeCluster'] = async options => {
		const description = await opened.describeCluster(options);
		clusterId = description.clusterId;
		await idCheck.saw(clusterId);
		return description;
	};
	const reader: ClusterReader = { ...opened, describeCluster };
	const cloud = cloudOf(settings, request);
	const known: KnownCluster = {
		reader,
		...(cloud && { cloud }),
		scope: rightScope(settings),
		clock: systemClock,
		...(settings.maxBehind && { maxBehindMs: behindLimits(settings.maxBehind) }),
	};
	const writeLock = new WriteLock(settings.access, systemClock.now);
	let changes: Promise<ClusterChanges> | undefined;
	let records: Promise<RecordAccess> | undefined;
	const recordAccess = (): Promise<RecordAccess> => {
		records ??= openRecords(settings, recordSource, request);
		return records;
	};
	return {
		known,
		settings,
		idCheck,
		records: recordAccess,
		changes: () => {
			changes ??= import('./composition/changes.ts').then(({ openChanges }) =>
				openChanges({ settings, known, writer, writeLock, idCheck, records: recordAccess, env: request.env ?? process.env }),
			);
			return changes;
		},
		audit: auditSetup(settings),
		writeLock,
		diagnose: diagnoser(settings, async () => secrets, request),
		info: async () => ({
			// Most commands have asked already.
			id:
				clusterId !== undefined
					? clusterId
					: await describeCluster().then(
							cluster => cluster.clusterId,
							() => null,
						),
			name: settings.name,
			bootstrap: settings.bootstrap.map(hostPortText),
		}),
		load,
		readSecrets: async () => {
			await secrets.password?.();
			if (await waitsForCode(settings)) await secrets.token?.();
		},
		close: () => reader.close(),
	};
};
