import type { ClusterRequest } from '../composition.ts';
import type { ConnectionSettings } from '../model/connection-settings.ts';
import { isMskHost } from '../model/msk-address.ts';
import type { CloudReader } from '../ports/cloud-reader.ts';
import { awsHooks } from './aws-side.ts';

export type { FixedAws } from '../aws/cloud/cloud-calls.ts';

/**
 * What AWS knows of a cluster; undefined where neither an ARN nor a host of MSK says that AWS has it. The SDK is loaded with the first
 * question. A person is asked for the code of an MFA device only where connecting has asked for it already: a figure is not worth a dialog.
 */
export const cloudOf = (settings: ConnectionSettings, request: Pick<ClusterRequest, 'mfaCode' | 'fixedAws'>): CloudReader | undefined => {
	const { authentication, bootstrap, aws = {} } = settings;
	const arn = settings.arn ?? request.fixedAws?.arn;
	const hosts = bootstrap.map(at => at.host).filter(isMskHost);
	if (arn === undefined && hosts.length === 0) return undefined;
	const hooks = authentication.kind === 'iam' ? awsHooks(request) : {};
	let opened: Promise<CloudReader> | undefined;
	const cloud = (): Promise<CloudReader> => {
		opened ??= import('../aws/cloud/open-cloud.ts').then(({ openCloud }) =>
			openCloud({ aws, hosts, arn, fixed: request.fixedAws?.open }, hooks),
		);
		return opened;
	};
	return {
		place: async options => (await cloud()).place(options),
		describe: async options => (await cloud()).describe(options),
		readOperations: async options => (await cloud()).readOperations(options),
		readConfiguration: async (configuration, options) => (await cloud()).readConfiguration(configuration, options),
		readTargetVersions: async options => (await cloud()).readTargetVersions(options),
		readScramSecrets: async options => (await cloud()).readScramSecrets(options),
		readAlarms: async options => (await cloud()).readAlarms(options),
		readMetrics: async (queries, window, options) => (await cloud()).readMetrics(queries, window, options),
	};
};
