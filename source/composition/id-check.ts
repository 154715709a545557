import type { ClusterRequest } from '../composition.ts';
import { openSeenClusters } from '../files/seen-clusters.ts';
import { stateDirectory } from '../files/state-directory.ts';
import type { ConnectionSettings } from '../model/connection-settings.ts';
import { systemClock } from '../ports/clock.ts';
import { ClusterIdCheck, otherClusterText } from '../state/cluster-id-check.ts';

/** Compares the cluster's id with the one remembered of its context, and warns aloud when it is another. */
export const idCheckOf = (
	settings: ConnectionSettings,
	{ env = process.env, warn, hasScreen }: Omit<ClusterRequest, 'options'>,
): ClusterIdCheck => {
	const { configFile, name } = settings;
	if (configFile === undefined) return new ClusterIdCheck(undefined, systemClock.now);
	const seen = openSeenClusters(stateDirectory(env), configFile);
	const check = new ClusterIdCheck(
		{
			recall: async () => (await seen.all()).get(name),
			remember: clusterId => seen.remember(name, clusterId, systemClock.now()),
		},
		systemClock.now,
	);
	check.subscribe(() => {
		const trouble = check.trouble();
		if (trouble !== undefined) warn?.([trouble.message, ...trouble.nextSteps].join(' '));
		const other = check.otherCluster();
		if (other !== undefined && hasScreen !== true)
			warn?.(`${otherClusterText(name, other)} If that is right: msk-tui clusters --forget ${name}`);
	});
	return check;
};
