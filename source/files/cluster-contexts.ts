import type { ClusterContext, SeenCluster } from '../model/cluster-context.ts';
import { hostPortText } from '../model/connection-settings.ts';
import { asFailure, type Failure } from '../model/failure.ts';
import type { ClusterConfig } from './cluster-config.ts';
import type { Config } from './config-file.ts';
import { resolveConnectionSettings } from './connection-settings-resolution.ts';
import { neededFromAws } from './which-cluster.ts';

/** The clusters of a config file in its order, with what is remembered of each. Pure. */
export const clusterContexts = (
	config: Config,
	env: Readonly<Record<string, string | undefined>>,
	seen: ReadonlyMap<string, SeenCluster>,
): readonly ClusterContext[] => {
	const current = env.MSK_TUI_CLUSTER || config.current;
	return [...config.clusters].map(([name, cluster]) => {
		const { authentication, problem } = resolved(config, name, cluster);
		return {
			name,
			arn: cluster.arn ?? null,
			bootstrap: cluster.bootstrap?.map(hostPortText) ?? [],
			authentication,
			environment: cluster.environment ?? 'prod',
			access: cluster.access ?? 'read-only',
			isCurrent: name === current,
			seen: seen.get(name) ?? null,
			problem,
		};
	});
};

const resolved = (config: Config, name: string, cluster: ClusterConfig): Pick<ClusterContext, 'authentication' | 'problem'> => {
	let problem: Failure;
	const sources = { options: { cluster: name }, env: {}, config };
	try {
		// What an ARN leads to is known once MSK has been asked.
		if (neededFromAws(sources).arn !== null) return { authentication: cluster.auth?.kind ?? null, problem: null };
		return { authentication: resolveConnectionSettings(sources).authentication.kind, problem: null };
	} catch (error) {
		problem = asFailure(error);
		if (problem.kind === 'bug') throw error;
	}
	return { authentication: cluster.auth?.kind ?? null, problem };
};
