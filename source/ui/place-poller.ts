import type { ClusterSession } from '../state/cluster-session.ts';
import type { ClustersAccess } from './shell/clusters-access.ts';
import type { Place } from './shell/places.ts';

/** What `r` reads anew on a screen; undefined where nothing is read. */
export const pollerOf = (
	session: ClusterSession | undefined,
	clusters: ClustersAccess | undefined,
	place: Place,
	journal: { refresh(): void } | undefined,
): { refresh(): void } | undefined => {
	if (place.kind === 'journal' || place.kind === 'change') return journal;
	if (session === undefined || place.kind === 'clusters') return clusters?.contexts;
	switch (place.kind) {
		case 'newCluster':
			return undefined;
		case 'overview':
			return {
				refresh: () => {
					session.overview.refresh();
					session.groups.refresh();
					session.cloud?.metrics.refresh();
					session.cloud?.alarms.refresh();
				},
			};
		case 'topics':
			return session.topics;
		case 'topic':
			return session.topic(place.name);
		case 'settings':
			return undefined;
		case 'records':
			return { refresh: () => void session.records.of(place.name).browser.refresh() };
		case 'groups':
			return session.groups;
		case 'group':
			return session.group(place.name);
		case 'cluster':
			return session.cloud?.cluster;
		case 'audit':
		case 'finding':
			return session.audit;
		case 'metric':
			return { refresh: () => session.cloud?.refreshCharts() };
		case 'alarms':
			return session.cloud?.alarms;
		case 'brokers':
			return {
				refresh: () => {
					session.brokers.refresh();
					session.cloud?.metrics.refresh();
				},
			};
		case 'broker':
			return {
				refresh: () => {
					session.broker(place.id).refresh();
					session.cloud?.broker(place.id).refresh();
				},
			};
	}
};
