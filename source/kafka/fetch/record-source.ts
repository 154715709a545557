import type { RecordSource } from '../../ports/record-source.ts';
import type { ClusterLink } from '../cluster-link.ts';
import type { Dial, Explain } from '../connections.ts';
import { OwnConnections } from './own-connections.ts';
import { RecordScanner } from './record-scanner.ts';

/** Reads the records of a cluster; each scan has connections of its own. */
export const recordSource = (link: ClusterLink, dial: Dial, explain: Explain, timeoutMs: number): RecordSource => ({
	scan: (ranges, options) => new RecordScanner(link, new OwnConnections(dial, explain, timeoutMs), ranges, options).scan(),
});
