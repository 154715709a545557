import { Failure } from '../../model/failure.ts';
import type { CloudReader } from '../../ports/cloud-reader.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';

/** What AWS knows of a cluster. Throws a Failure of kind unsupported where nothing says that it is one of MSK. */
export const cloudOf = ({ cloud }: KnownCluster): CloudReader => {
	if (cloud !== undefined) return cloud;
	throw new Failure('unsupported', 'AWS is not asked about this cluster: neither an ARN nor a host of MSK says that it is one of MSK.', {
		nextSteps: ['Name it by its ARN: --cluster arn:aws:kafka:REGION:ACCOUNT:cluster/NAME/UUID, or `arn:` in the config file.'],
	});
};
