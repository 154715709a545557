import { userInfo } from 'node:os';
import { openChangeJournal } from '../files/change-journal.ts';
import { stateDirectory } from '../files/state-directory.ts';
import type { ConnectionSettings } from '../model/connection-settings.ts';
import type { Platform } from '../model/judgement.ts';
import { isMskHost } from '../model/msk-address.ts';
import { type ChangeParts, changeMaker } from '../operations/apply-change.ts';
import { stepsOf } from '../operations/changes/steps-of.ts';
import type { ClusterChanges } from '../operations/cluster-changes.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { type ClusterIdCheck, otherClusterText } from '../state/cluster-id-check.ts';
import type { WriteLock } from '../state/write-lock.ts';
import { newId } from './new-id.ts';

type Given = {
	readonly settings: ConnectionSettings;
	readonly known: KnownCluster;
	readonly writer: ChangeParts['writer'];
	readonly writeLock: WriteLock;
	readonly idCheck: ClusterIdCheck;
	readonly records: ChangeParts['records'];
	readonly env: Readonly<Record<string, string | undefined>>;
};

/** Puts together what changing a cluster takes. */
export const openChanges = ({ settings, known, writer, writeLock, idCheck, records, env }: Given): ClusterChanges => {
	const platform = platformOf(settings);
	const policy = () => ({ environment: settings.environment, access: writeLock.access(), platform });
	return {
		preview: async (change, options) => {
			const { clusterId } = await known.reader.describeCluster(options);
			const now = policy();
			const isLocked = now.access === 'locked';
			const judgement = await stepsOf(change).judge(
				known,
				change,
				options?.isForPlan === true && !isLocked ? { ...now, access: 'open' } : now,
				options,
			);
			return { judgement, clusterId };
		},
		apply: changeMaker({
			known,
			writer,
			records,
			journal: openChangeJournal(stateDirectory(env)),
			policy,
			clusterName: settings.name,
			otherCluster: () => {
				const other = idCheck.otherCluster();
				return other === undefined ? undefined : otherClusterText(settings.name, other);
			},
			who: async () => ({ osUser: osUser(), principal: principalOf(settings) }),
			newId: () => newId(known.clock.now()),
		}),
		policy,
	};
};

/** What the addresses tell of the cluster; whether provisioned brokers are Express is known to AWS only. */
const platformOf = ({ arn, bootstrap }: ConnectionSettings): Platform => {
	if (bootstrap.some(({ host }) => isMskHost(host) && host.includes('kafka-serverless'))) return 'serverless';
	return arn !== undefined || bootstrap.some(({ host }) => isMskHost(host)) ? 'provisioned' : 'kafka';
};

const osUser = (): string => {
	try {
		return userInfo().username;
	} catch {
		// A user id without a name, as in some containers.
		return String(process.getuid?.() ?? 'unknown');
	}
};

/** Who we are to the cluster, as far as the settings say. */
const principalOf = ({ authentication }: ConnectionSettings): string | null => {
	if (authentication.kind === 'scram') return `User:${authentication.username}`;
	if (authentication.kind !== 'iam') return null;
	const { roleArn, profile } = authentication.aws;
	return roleArn ?? (profile === undefined ? null : `AWS profile ${profile}`);
};
