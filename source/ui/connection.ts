import type { CausedLoad } from '../model/caused-load.ts';
import type { ConnectionSettings } from '../model/connection-settings.ts';
import type { AuditAsk } from '../operations/audit/run-audit.ts';
import type { ClusterChanges } from '../operations/cluster-changes.ts';
import type { RecordAccess } from '../operations/record-access.ts';
import type { AuditFiles } from '../ports/audit-files.ts';
import type { ConnectionProbe } from '../ports/connection-probe.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import type { RecordExports } from '../ports/record-export.ts';
import type { AuditParts } from '../state/audit-run.ts';
import { SeenToEnd } from '../state/changes/seen-to-end.ts';
import type { ClusterIdCheck } from '../state/cluster-id-check.ts';
import { type ClusterSession, openSession } from '../state/cluster-session.ts';
import type { WriteLock } from '../state/write-lock.ts';
import { shellWord } from '../units/shell-word.ts';
import type { Identity } from './components/frame-lines.ts';
import type { ChangeAccess } from './shell/use-changing.ts';

/** An open cluster, as the screens are given it. */
export type ScreenCluster = {
	readonly known: KnownCluster;
	readonly settings: ConnectionSettings;
	/** Looks where a failing connection ends. */
	readonly diagnose?: ConnectionProbe['diagnose'];
	readonly idCheck?: Pick<ClusterIdCheck, 'otherCluster' | 'subscribe' | 'accept'>;
	/** What is asked of it, to be shown. */
	readonly load?: CausedLoad;
	/** What reading records takes. */
	readonly records?: () => Promise<RecordAccess>;
	/** Files that records are written to. */
	readonly exports?: RecordExports;
	/** Whether it may be changed now, and what changing it takes; absent where nothing can be changed. */
	readonly writeLock?: WriteLock;
	readonly changes?: () => Promise<ClusterChanges>;
	/** What auditing it takes. */
	readonly audit?: Omit<AuditAsk, 'rules' | 'mutes'>;
	readonly auditFiles?: AuditFiles;
	/** Options with which a command finds it again, for `!`. */
	readonly connectionWords: readonly string[];
	readonly close: () => Promise<void>;
};

/** The same with the session on it: what the app shows at a time. */
export type Connection = Pick<ScreenCluster, 'idCheck' | 'connectionWords' | 'close'> & {
	/** Counts the connections of one run, from 1. */
	readonly number: number;
	readonly session: ClusterSession;
	readonly identity: Identity;
	readonly changing: ChangeAccess | undefined;
	/** Its context; undefined for a cluster that is named by its brokers. */
	readonly context: string | undefined;
};

let count = 0;

export const connectionTo = (cluster: ScreenCluster): Connection => {
	const made = new SeenToEnd();
	return {
		...(cluster.idCheck && { idCheck: cluster.idCheck }),
		connectionWords: cluster.connectionWords,
		close: async () => {
			await made.settled();
			await cluster.close();
		},
		number: ++count,
		session: openSession(cluster.known, { ...cluster, audit: auditParts(cluster) }),
		identity: identityOf(cluster.settings),
		changing: changingOf(cluster, made),
		context: cluster.settings.configFile === undefined ? undefined : cluster.settings.name,
	};
};

const changingOf = ({ writeLock, changes }: ScreenCluster, made: SeenToEnd): ChangeAccess | undefined =>
	writeLock && changes && { writeLock, changes: async () => made.watching(await changes()) };

const auditParts = ({ audit, auditFiles, connectionWords }: ScreenCluster): AuditParts | undefined =>
	audit && { setup: { ...audit, context: { ...audit.context, clusterOptions: connectionWords.map(shellWord) } }, files: auditFiles };

/** The identity line before there is a cluster. */
export const noIdentity: Identity = { cluster: 'no cluster', environment: undefined, access: { text: '', isWritable: false } };

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
