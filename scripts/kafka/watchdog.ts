/**
 * Ends a test cluster when its owner dies, however it dies: `node watchdog.ts CLUSTER_JSON OWNER_PID -Dmsk-tui.cluster=NAME`
 * (the last argument only marks the process). Ends by itself when the cluster was stopped.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { readCluster } from './cluster-file.ts';
import { isAlive } from './java-process.ts';
import { stopCluster } from './stop-cluster.ts';

const path = process.argv[2] ?? '';
const owner = Number(process.argv[3]);

/** Reads the cluster while this process is still the one to watch it; the pid is written down a moment after this process starts. */
const watched = () => {
	const cluster = readCluster(path);
	return cluster && (cluster.watchdogPid ?? process.pid) === process.pid ? cluster : undefined;
};

while (isAlive(owner) && watched()) await delay(500);
const cluster = watched();
if (cluster) await stopCluster(cluster);
