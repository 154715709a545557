import type { ClusterContext } from '../../model/cluster-context.ts';
import type { Discovery } from '../../ports/cluster-book.ts';

/**
 * The clusters of the config file with what MSK tells of them, and after them those that only the account knows: named by their ARN, and as
 * careful with them as with one of which nothing is said. Pure.
 */
export const mergeClusters = (contexts: readonly ClusterContext[], found: Discovery | undefined): readonly ClusterContext[] => {
	if (found === undefined) return contexts;
	const byArn = new Map(found.clusters.map(c => [c.arn, c]));
	const known = new Set(contexts.flatMap(c => c.arn ?? []));
	return [
		...contexts.map(context => ({ ...context, msk: byArn.get(context.arn ?? '') ?? null })),
		...found.clusters
			.filter(c => !known.has(c.arn))
			.map(
				(msk): ClusterContext => ({
					...{ name: msk.name, arn: msk.arn, bootstrap: [], authentication: null, environment: 'prod', access: 'read-only' },
					...{ isCurrent: false, seen: null, problem: null, msk, isOnlyFound: true },
				}),
			),
	];
};
