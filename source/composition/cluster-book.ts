import type { ClusterRequest } from '../composition.ts';
import { clusterContexts } from '../files/cluster-contexts.ts';
import { draftAuthentication, draftEntry, draftMistake, draftSources } from '../files/cluster-draft.ts';
import { configPath, readConfigFile, readConfigText } from '../files/config-file.ts';
import { resolveConnectionSettings } from '../files/connection-settings-resolution.ts';
import { writePrivately } from '../files/private-file.ts';
import { openSeenClusters } from '../files/seen-clusters.ts';
import { stateDirectory } from '../files/state-directory.ts';
import { arnRegion } from '../model/msk-address.ts';
import { systemClock } from '../ports/clock.ts';
import type { ClusterBook } from '../ports/cluster-book.ts';
import { awsHooks, lookUp } from './aws-side.ts';
import { probeWithSettings } from './probe.ts';

/** The clusters of the config file. */
export const openClusterBook = (request: Omit<ClusterRequest, 'options'> & Partial<Pick<ClusterRequest, 'options'>>): ClusterBook => {
	const env = request.env ?? process.env;
	const reading = { path: request.configPath, env, ...(request.warn && { warn: request.warn }) };
	const file = configPath(reading);
	const seen = openSeenClusters(stateDirectory(env), file);
	return {
		file,
		// A list without what is remembered is better than none.
		read: async () => clusterContexts(await readConfigFile(reading), env, await seen.all().catch(() => new Map())),
		discover: async regions => {
			const { discoverClusters } = await import('../aws/cloud/discover.ts');
			const { profile, region, roleArn } = request.options ?? {};
			const aws = {
				...(profile !== undefined && { profile }),
				...(region !== undefined && { region }),
				...(roleArn !== undefined && { roleArn }),
			};
			if (regions.length > 0 || region !== undefined) return discoverClusters(aws, regions, awsHooks(request));
			// Where a person's clusters are there may be more of them.
			const named = [...(await readConfigFile(reading)).clusters.values()].flatMap(c =>
				c.arn === undefined ? [] : (arnRegion(c.arn) ?? []),
			);
			const { awsRegion } = await import('../aws/credentials.ts');
			const own = await awsRegion(aws, []).catch(error => {
				if (named.length === 0) throw error;
				return undefined;
			});
			return discoverClusters(aws, [...(own === undefined ? [] : [own]), ...named], awsHooks(request));
		},
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
