import type { ReactNode } from 'react';
import { AlarmsScreen } from './screens/alarms-screen.tsx';
import { AuditScreen } from './screens/audit-screen.tsx';
import { BrokerScreen } from './screens/broker-screen.tsx';
import { BrokersScreen } from './screens/brokers-screen.tsx';
import { ChangeScreen } from './screens/change-screen.tsx';
import { ClusterScreen } from './screens/cluster-screen.tsx';
import { ClustersScreen } from './screens/clusters-screen.tsx';
import { FindingScreen } from './screens/finding-screen.tsx';
import { GroupScreen } from './screens/group-screen.tsx';
import { GroupsScreen } from './screens/groups-screen.tsx';
import { JournalScreen } from './screens/journal-screen.tsx';
import { MetricScreen } from './screens/metric-screen.tsx';
import { NewClusterScreen } from './screens/new-cluster-screen.tsx';
import { OverviewScreen } from './screens/overview-screen.tsx';
import { RecordsScreen } from './screens/records-screen.tsx';
import { SettingsScreen } from './screens/settings-screen.tsx';
import { TopicScreen } from './screens/topic-screen.tsx';
import { TopicsScreen } from './screens/topics-screen.tsx';
import type { Place } from './shell/places.ts';

/** Screens by place. */
const screenOf = (place: Place): ReactNode => {
	switch (place.kind) {
		case 'clusters':
			return <ClustersScreen />;
		case 'newCluster':
			return <NewClusterScreen />;
		case 'overview':
			return <OverviewScreen />;
		case 'topics':
			return <TopicsScreen />;
		case 'topic':
			return <TopicScreen name={place.name} />;
		case 'records':
			return <RecordsScreen name={place.name} view={place.view} />;
		case 'settings':
			return <SettingsScreen topics={place.topics} settings={place.settings} />;
		case 'groups':
			return <GroupsScreen />;
		case 'group':
			return <GroupScreen name={place.name} />;
		case 'brokers':
			return <BrokersScreen />;
		case 'cluster':
			return <ClusterScreen />;
		case 'audit':
			return <AuditScreen />;
		case 'finding':
			return <FindingScreen id={place.id} />;
		case 'metric':
			return <MetricScreen name={place.name} broker={place.broker} />;
		case 'alarms':
			return <AlarmsScreen />;
		case 'broker':
			return <BrokerScreen id={place.id} />;
		case 'journal':
			return <JournalScreen />;
		case 'change':
			return <ChangeScreen id={place.id} />;
	}
};

export const ScreenAt = ({ place }: { readonly place: Place }): ReactNode => screenOf(place);
