import type { ConnectionSettings } from '../model/connection-settings.ts';
import type { RightScope } from '../model/needed-right.ts';
import type { AuditAsk } from '../operations/audit/run-audit.ts';
import type { ClusterChanges } from '../operations/cluster-changes.ts';
import type { RecordAccess } from '../operations/record-access.ts';
import type { AuditFiles } from '../ports/audit-files.ts';
import type { ChangeFiles } from '../ports/change-plan.ts';
import type { ClusterBook } from '../ports/cluster-book.ts';
import type { ConnectionProbe } from '../ports/connection-probe.ts';
import type { InterruptedJobs } from '../ports/interrupted-jobs.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import type { RecordExports } from '../ports/record-export.ts';
import type { ReplayCheckpoints } from '../ports/replay-checkpoints.ts';
import type { ClusterInfo } from './envelope.ts';
import type { Output } from './output.ts';

/** An option of the command line. Without `value` it is a switch; `value` is the placeholder that help shows. */
export type OptionSpec = {
	/** As typed, without the dashes: `max-lag`. */
	readonly name: string;
	readonly value?: string;
	/** It may stand without its value; then only what looks like this after it is its value. */
	readonly optionalValue?: RegExp;
	readonly summary: string;
	/** May be given several times. */
	readonly isMultiple?: boolean;
	/** The words it accepts. */
	readonly choices?: readonly string[];
	/** Words that a shell may offer; others are as good. */
	readonly suggestions?: readonly string[];
};

/** What the person typed, after it was checked against the option table. */
export type Arguments = {
	readonly positionals: readonly string[];
	/** The value of an option; the last one when it was given several times. */
	readonly value: (name: string) => string | undefined;
	readonly values: (name: string) => readonly string[];
	readonly has: (name: string) => boolean;
};

/** An open cluster as commands see it. */
export type ConnectedCluster = {
	readonly known: KnownCluster;
	/** What changing it takes. */
	readonly changes: () => Promise<ClusterChanges>;
	/** What auditing it takes. */
	readonly audit: Omit<AuditAsk, 'rules' | 'mutes'>;
	/** What reading records takes. */
	readonly records: () => Promise<RecordAccess>;
	/** Resolves with what the envelope says of the cluster; never rejects for an id that cannot be read. */
	readonly info: () => Promise<ClusterInfo>;
	readonly close: () => Promise<void>;
};

/** The way to the cluster that the options name, not walked yet. */
export type ProbedCluster = ConnectionProbe & { readonly settings: ConnectionSettings; readonly scope: RightScope };

/** The embedded cluster with a scenario playing on it. */
export type Demo = {
	/** `127.0.0.1:PORT,…` */
	readonly bootstrap: string;
	/** URL of its schema registry, where the scenario has one. */
	readonly registry?: string | undefined;
	readonly cluster: ConnectedCluster;
	/** There is a terminal to draw on. */
	readonly hasScreen: boolean;
	/** Opens the screens on it and resolves with the exit code once the person leaves. */
	readonly showScreens: () => Promise<number>;
	readonly close: () => Promise<void>;
};

/** What a command is given to run with. */
export type CommandContext = {
	readonly arguments: Arguments;
	readonly output: Output;
	readonly isJson: boolean;
	/** Aborted by Ctrl+C. */
	readonly signal: AbortSignal;
	readonly nowMs: () => number;
	/** Opens the cluster that the options name; every call gives the same one. */
	readonly connect: () => Promise<ConnectedCluster>;
	/** Prepares the clusters of the config file. */
	readonly clusterBook: () => Promise<ClusterBook>;
	/** Prepares a diagnosis of the way to it. */
	readonly probe: () => Promise<ProbedCluster>;
	/** The journal of changes, and plans. */
	readonly changeFiles: () => Promise<ChangeFiles>;
	/** Accepted findings, and earlier runs. */
	readonly auditFiles: () => Promise<AuditFiles>;
	/** Files that records are written into. */
	readonly exports: () => Promise<RecordExports>;
	/** Checkpoints of replays, and names for new ones. */
	readonly replayFiles: () => Promise<{ readonly checkpoints: ReplayCheckpoints; readonly newRun: (nowMs: number) => string }>;
	/** Where work that was stopped before its end is noted. */
	readonly interruptedJobs: () => Promise<InterruptedJobs>;
	/** Starts the embedded cluster; it ends with the program. Throws a usage Failure for an unknown scenario. */
	readonly openDemo: (scenario: string) => Promise<Demo>;
};

/** One command of the headless face; the registry makes help, documentation and completion from it. */
export type Command = {
	/** `topics`, or two words: `topic create`. */
	readonly name: string;
	readonly summary: string;
	/** Positional arguments as help shows them: `[PATTERN…]`. */
	readonly usage: string;
	/** How many positionals are allowed. */
	readonly positionals: { readonly least: number; readonly most: number };
	/** The words it takes, where there are only some: for completion. */
	readonly words?: readonly string[];
	readonly options: readonly OptionSpec[];
	readonly examples: readonly { readonly line: string; readonly says: string }[];
	/** Runs it and resolves with the exit code. */
	readonly run: (context: CommandContext) => Promise<number>;
};
