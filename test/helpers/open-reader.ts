import type { TestCluster } from '../../scripts/kafka/cluster-file.ts';
import { type OpenedCluster, openKnownCluster } from '../../source/composition.ts';

/** Opens a test cluster as the super user, over plaintext. */
export const openAsAdmin = (cluster: TestCluster): Promise<OpenedCluster> =>
	openKnownCluster({ options: { bootstrap: cluster.bootstrap.PLAINTEXT }, env: {} });

/** Opens a test cluster as the user with few rights, over SCRAM (see the rights in scripts/kafka/java/ClusterSetup.java). */
export const openAsReader = (cluster: TestCluster): Promise<OpenedCluster> =>
	openKnownCluster({
		options: {
			bootstrap: cluster.bootstrap.SCRAM,
			auth: 'scram',
			username: cluster.credentials.scram.reader.username,
			passwordFrom: 'env:PASSWORD',
			tlsCa: cluster.tls.ca,
		},
		env: { PASSWORD: cluster.credentials.scram.reader.password },
	});

/** Waits until `condition` holds, looking every few milliseconds; fails with `what` when it does not within the patience. */
export const until = async (what: string, condition: () => boolean | Promise<boolean>, patienceMs = 60_000): Promise<void> => {
	const end = performance.now() + patienceMs;
	while (!(await condition())) {
		if (performance.now() > end) throw new Error(`gave up waiting for ${what}`);
		await new Promise(resolve => setTimeout(resolve, 25));
	}
};
