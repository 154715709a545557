/** Loaded into the program by `--import`: writes what memory it holds after a collection, one line of JSON every few seconds. */
import { appendFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
setInterval(() => {
	collect();
	const { rss, heapUsed, external } = process.memoryUsage();
	const line = { atMs: Date.now(), rss, heapUsed, external, resources: process.getActiveResourcesInfo().length };
	appendFileSync(process.env.MEMORY_PROBE_FILE, `${JSON.stringify(line)}\n`);
}, 5_000).unref();
