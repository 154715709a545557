import type { ClusterRequest } from '../composition.ts';
import { clusterContexts } from '../files/cluster-contexts.ts';
import { draftAuthentication, draftEntry, draftMistake, draftSources } from '../files/cluster-draft.ts';
import { configPath, readConfigFile, readConfigText } from '../files/config-file.ts';
import { resolveConnectionSettings } from '../files/connection-settings-resolution.ts';
import { writePrivately } from '../files/private-file.ts';
import { openSeenClusters } from '../files/seen-clusters.ts';
import { stateDirectory } from '../files/state-directory.ts';
import { systemClock } from '../ports/clock.ts';
import type { ClusterBook } from '../ports/cluster-book.ts';
import { lookUp } from './aws-side.ts';
import { probeWithSettings } from './probe.ts';

/** The clusters of the config file. */
export const openClusterBook = (request: Omit<ClusterRequest, 'options'>): ClusterBook => {
	const env = request.env ?? process.env;
	const reading = { path: request.configPath, env, ...(request.warn && { warn: request.warn }) };
	const file = configPath(reading);
	const seen = openSeenClusters(stateDirectory(env), file);
	return {
		file,
		// A list without what is remembered is better than none.
		read: async () => clusterContexts(await readConfigFile(reading), env, await seen.all().catch(() => new Map())),
		authenticationOf: draftAuthentication,
		mistakeIn: draftMistake,
		probe: (draft, prompt) => ({
			diagnose: async options => {
				const asked = { ...request, prompt };
				// Of an ARN, MSK tells the brokers.
				const settings = resolveConnectionSettings(await lookUp(draftSources(draft, file), asked));
				return probeWithSettings(settings, asked).diagnose(options);
			},
		}),
		add: async (draft, clusterId) => {
			const { extendConfig } = await import('../files/config-extension.ts');
			const source = await readConfigText(file);
			const cluster = { name: draft.name, entry: draftEntry(draft) };
			await writePrivately(file, await extendConfig(source ?? '', file, cluster), source, 'config file');
			if (clusterId !== null) await seen.remember(draft.name, clusterId, systemClock.now()).catch(() => {});
		},
		forget: seen.forget,
	};
};
