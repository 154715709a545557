import type { AuditMute } from '../model/audit-result.ts';
import { type Audit, type AuditAsk, runAudit } from '../operations/audit/run-audit.ts';
import type { AuditFiles } from '../ports/audit-files.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import type { LagHistory } from './lag-history.ts';

/** What an audit within a session is given besides the cluster. */
export type AuditParts = { readonly setup: Omit<AuditAsk, 'rules' | 'mutes'>; readonly files: AuditFiles | undefined };

/** Accepts findings for a time, and takes that back; kept for the cluster of the session. */
export type AuditMutes = {
	mute(mute: AuditMute): Promise<void>;
	unmute(rule: string, resource: AuditMute['resource']): Promise<void>;
};

const PLAIN: AuditParts = {
	setup: {
		context: {
			isMsk: false,
			isIam: false,
			bootstrap: [],
			arn: undefined,
			region: undefined,
			clusterOptions: [],
			isReadOnly: true,
		},
		noAws: 'AWS was not asked: the cluster is not known to be one of MSK',
	},
	files: undefined,
};

/** Audits the cluster of a session, with what it has learnt of its groups by now. */
export const readAudit = async (
	known: KnownCluster,
	{ setup, files }: AuditParts = PLAIN,
	history: LagHistory,
	options?: ReadOptions,
	onKafka?: (audit: Audit) => void,
): Promise<Audit> => {
	const { clusterId } = await known.reader.describeCluster(options);
	const mutes = files === undefined || clusterId === null ? [] : await files.readMutes(clusterId);
	const ask: AuditAsk = { ...setup, rules: [], mutes, withHistory: (report, nowMs) => history.addAll(report, nowMs) };
	return runAudit(known, ask, options, onKafka);
};

export const auditMutes = (parts: AuditParts | undefined, clusterId: () => string | null | undefined): AuditMutes | undefined => {
	const files = parts?.files;
	if (files === undefined) return undefined;
	// Nothing is found before the cluster has told its id.
	const id = (): string => clusterId() ?? '';
	return {
		mute: mute => files.mute(id(), mute),
		unmute: async (rule, resource) => void (await files.unmute(id(), rule, resource)),
	};
};
