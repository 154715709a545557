import type { Gap } from '../model/unknown.ts';
import type { JsonDocument, JsonObject, JsonValue } from '../units/json.ts';
import { isoText } from '../units/time.ts';

/** The cluster as every JSON document names it. `id` is Kafka's own, null when it was not told. */
export type ClusterInfo = { readonly id: string | null; readonly name: string; readonly bootstrap: readonly string[] };

/** The document around every answer; `unknown` lists what was asked for and could not be read, and is empty when nothing was. */
export const envelope = <Answer extends JsonDocument>(
	atMs: number,
	cluster: ClusterInfo,
	answer: Answer,
	gaps: readonly Gap[],
): Answer & { readonly at: string; readonly cluster: JsonObject; readonly unknown: JsonValue } => ({
	at: isoText(atMs),
	cluster: {
		...cluster,
		...(cluster.id === null && {
			unknown: [{ field: 'id', reason: 'the cluster did not tell its id', needs: 'kafka-cluster:DescribeCluster' }],
		}),
	},
	...answer,
	unknown: gaps.map(({ path, reason, needs }) => ({ path, reason, needs })),
});
