import { transportOptions } from '../../source/kafka/authentication/transport-options.ts';
import { openCluster } from '../../source/kafka/open-cluster.ts';
import type { ConnectionSettings } from '../../source/model/connection-settings.ts';
import type { ClusterWriter } from '../../source/ports/cluster-writer.ts';

/** What changes a plaintext cluster, on connections of its own; the program hands it to apply-change alone. */
export const openWriter = async (
	settings: ConnectionSettings,
): Promise<{ readonly writer: ClusterWriter; readonly close: () => Promise<void> }> => {
	const cluster = openCluster(settings, transportOptions(settings, { tls: {} }));
	return { writer: await cluster.writer(), close: () => cluster.close() };
};
