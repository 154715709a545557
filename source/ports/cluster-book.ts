import type { CloudDescription } from '../model/cloud/cloud-cluster.ts';
import type { ClusterContext } from '../model/cluster-context.ts';
import type { ClusterDraft, DraftMistake } from '../model/cluster-draft.ts';
import type { Authentication } from '../model/connection-settings.ts';
import type { Failure } from '../model/failure.ts';
import type { ConnectionProbe } from './connection-probe.ts';

/** The clusters of an account in some regions. */
export type Discovery = {
	readonly regions: readonly string[];
	readonly clusters: readonly CloudDescription[];
	/** Regions that could not be asked. */
	readonly failures: readonly { readonly region: string; readonly failure: Failure }[];
};

/** The clusters of the config file. */
export type ClusterBook = {
	/** The file that is meant, whether it exists or not. */
	readonly file: string;
	/** Reads the file anew, in its order; empty where there is none. Rejects with a Failure of kind config. */
	readonly read: () => Promise<readonly ClusterContext[]>;
	/** Asks MSK for the clusters of the account; without regions in those that the config file and the AWS profile name. Rejects with a Failure. */
	readonly discover: (regions: readonly string[]) => Promise<Discovery>;
	/** How a draft authenticates: as it says, or by its port; undefined where neither tells. */
	readonly authenticationOf: (draft: ClusterDraft) => Authentication['kind'] | undefined;
	/** The first thing that is wrong with a draft; names that are taken are found when it is added. */
	readonly mistakeIn: (draft: ClusterDraft) => DraftMistake | undefined;
	/** The way to a draft's cluster, in which `mistakeIn` finds nothing. `prompt` asks the person for a secret. */
	readonly probe: (draft: ClusterDraft, prompt: (question: string) => Promise<string>) => ConnectionProbe;
	/**
	 * Writes it into the file, with everything else in it left as it is, and remembers the cluster's id where it is known.
	 * Rejects with a Failure when the name is taken or the file cannot be written; then nothing has changed.
	 */
	readonly add: (draft: ClusterDraft, clusterId: string | null) => Promise<void>;
	/** Forgets which cluster a context led to; false when nothing was remembered. */
	readonly forget: (name: string) => Promise<boolean>;
};
