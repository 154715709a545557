import type { AuditMute } from '../model/audit-result.ts';

/** The files of audits: accepted findings, and earlier runs to compare with. */
export type AuditFiles = {
	/** Where accepted findings are kept, for messages. */
	readonly mutesPath: string;
	/** Accepted findings of a cluster, by its id; also those whose time is over. Rejects with a Failure of kind config when the file is damaged. */
	readMutes(clusterId: string): Promise<readonly AuditMute[]>;
	/** Puts one in place of an earlier one about the same rule and resource, 0600. */
	mute(clusterId: string, mute: AuditMute): Promise<void>;
	/** Takes those about the rule and resource away; resolves with how many there were. */
	unmute(clusterId: string, rule: string, resource: AuditMute['resource']): Promise<number>;
	/** Writes a run, 0600, in place of an earlier one of that name. */
	writeRun(file: string, text: string): Promise<void>;
	/** Rejects with a Failure of kind usage when it cannot be read, or is no JSON. */
	readRun(file: string): Promise<unknown>;
};
