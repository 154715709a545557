import type { RecordAccess } from '../../operations/record-access.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import type { RecordExports } from '../../ports/record-export.ts';

/** What reading records takes of a session. */
export type RecordsCluster = {
	readonly known: KnownCluster;
	readonly records: () => Promise<RecordAccess>;
	/** Undefined where nothing can be written. */
	readonly exports?: RecordExports | undefined;
};
