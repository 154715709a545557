import { Cluster } from './cluster/cluster.ts';
import { scenarios } from './scenarios/all-scenarios.ts';
import { Stage } from './stage/stage.ts';
import { realTime, type SandboxTime } from './time.ts';
import { BrokerServer } from './wire/broker-server.ts';

export { scenarios } from './scenarios/all-scenarios.ts';

/** A cluster that runs inside this process. */
export type Sandbox = {
	/** `127.0.0.1:PORT,…` */
	readonly bootstrap: string;
	/** URL of the schema registry; undefined where no record of the scenario needs one. */
	readonly registry: string | undefined;
	/** What its brokers know, for tests that look behind the wire. */
	readonly cluster: Cluster;
	/** What went wrong inside and was nobody's request's fault; empty unless the sandbox has a bug. */
	readonly faults: readonly unknown[];
	/** Ends all connections and the scenario. */
	readonly close: () => Promise<void>;
};

/** Starts three brokers on loopback and plays a scenario on them. Throws a RangeError for a scenario that does not exist. */
export const openSandbox = async (scenarioName = 'shop', time: SandboxTime = realTime): Promise<Sandbox> => {
	const scenario = scenarios.find(s => s.name === scenarioName);
	if (scenario === undefined) throw new RangeError(`there is no scenario ${scenarioName}`);
	const cluster = new Cluster(time);
	const stage = new Stage(cluster);
	const faults: unknown[] = [];
	const servers = new Map(cluster.brokers.map(broker => [broker.id, new BrokerServer(cluster, broker.id, error => faults.push(error))]));
	await Promise.all(
		cluster.brokers.map(async broker => {
			broker.port = (await servers.get(broker.id)?.listen(0)) ?? 0;
		}),
	);
	cluster.onBrokerChange(broker => {
		const server = servers.get(broker.id);
		const done = broker.isUp ? server?.listen(broker.port) : server?.close();
		done?.catch((error: unknown) => faults.push(error));
	});
	scenario.play(stage);
	stage.start();
	const registry =
		stage.schemas.length === 0 ? undefined : await (await import('./registry/registry-server.ts')).openRegistry(stage.schemas);
	return {
		bootstrap: cluster.brokers.map(broker => `127.0.0.1:${broker.port}`).join(','),
		registry: registry?.url,
		cluster,
		faults,
		close: async () => {
			stage.stop();
			await Promise.all([...[...servers.values()].map(server => server.close()), registry?.close()]);
		},
	};
};
