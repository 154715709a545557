import type { ConnectionSettings } from '../model/connection-settings.ts';
import { hostPortText } from '../model/connection-settings.ts';
import { arnRegion, isMskHost, mskHostRegion } from '../model/msk-address.ts';
import type { AuditAsk } from '../operations/audit/run-audit.ts';

/** What an audit of this cluster is given besides the cluster. */
export const auditSetup = (settings: ConnectionSettings): Omit<AuditAsk, 'rules' | 'mutes'> => {
	const hosts = settings.bootstrap.map(at => at.host);
	const isMsk = settings.arn !== undefined || hosts.some(isMskHost);
	return {
		context: {
			isMsk,
			isIam: settings.authentication.kind === 'iam',
			bootstrap: settings.bootstrap.map(hostPortText),
			arn: settings.arn,
			region: settings.arn === undefined ? hosts.map(mskHostRegion).find(r => r !== undefined) : arnRegion(settings.arn),
			clusterOptions: [],
			isReadOnly: settings.access !== 'read-write',
		},
		noAws: isMsk
			? 'AWS was not asked: the cluster was not named by its ARN'
			: 'AWS was not asked: the cluster is not known to be one of MSK',
	};
};
