import type { ConnectionSettings } from '../model/connection-settings.ts';
import { mskClusterArn, mskHostRegion } from '../model/msk-address.ts';
import type { RightScope } from '../model/needed-right.ts';

/** How rights on this cluster are named: as IAM actions on ARNs under IAM, as ACLs elsewhere. */
export const rightScope = ({ arn, authentication, bootstrap }: ConnectionSettings): RightScope => {
	if (authentication.kind !== 'iam') return { isIam: false };
	const cluster = arn === undefined ? undefined : mskClusterArn(arn);
	if (cluster !== undefined)
		return { isIam: true, region: cluster.region, account: cluster.account, clusterName: cluster.name, clusterUuid: cluster.uuid };
	const region = authentication.aws.region ?? bootstrap.map(at => mskHostRegion(at.host)).find(r => r !== undefined);
	return region === undefined ? { isIam: true } : { isIam: true, region };
};
