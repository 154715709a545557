import { type AlarmRow, alarmRows } from '../../model/cloud/alarm-row.ts';
import type { CloudPlace } from '../../model/cloud/cloud-cluster.ts';
import { cloudUnknown } from '../../model/cloud/cloud-unknown.ts';
import { asFailure, Failure } from '../../model/failure.ts';
import type { Gap } from '../../model/unknown.ts';
import type { ReadOptions } from '../../ports/cluster-reader.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import { alarmCommands, usualAction } from './alarm-commands.ts';
import { brokerIds } from './broker-ids.ts';
import { cloudOf } from './cloud-of.ts';

export type AlarmsAnswer = {
	readonly rows: readonly AlarmRow[];
	readonly place: CloudPlace;
	/** Who is told by most alarms of the cluster; what new ones would tell. */
	readonly action: string | undefined;
	readonly gaps: readonly Gap[];
};

/** Reads the alarms of a cluster next to the recommended ones. Rejects with a Failure where they cannot be read. */
export const readAlarms = async (known: KnownCluster, options?: ReadOptions): Promise<AlarmsAnswer> => {
	const cloud = cloudOf(known);
	const place = await cloud.place(options);
	const [alarms, described, brokers] = await Promise.all([
		cloud.readAlarms(options),
		cloud.describe(options).catch(asFailure),
		brokerIds(known, cloud, options).catch(asFailure),
	]);
	const monitored = described instanceof Failure ? { kind: null, level: null } : { kind: described.kind, level: described.monitoringLevel };
	const gaps: Gap[] = [];
	// Without kind and level an alarm may be proposed on a metric that this cluster does not tell.
	if (described instanceof Failure) gaps.push({ path: 'monitoring', failure: described, ...cloudUnknown(described), isDoubt: true });
	if (brokers instanceof Failure) gaps.push({ path: 'brokers', failure: brokers, ...cloudUnknown(brokers) });
	return {
		rows: alarmRows(alarms, monitored, brokers instanceof Failure ? [] : brokers),
		place,
		action: usualAction(alarms),
		gaps,
	};
};

/** The commands that make what is lacking of one line; empty where nothing is. */
export const commandsOf = ({ lacks, brokers }: AlarmRow, { place, action }: Pick<AlarmsAnswer, 'place' | 'action'>): readonly string[] =>
	lacks === null ? [] : alarmCommands(lacks, brokers, place, action);
