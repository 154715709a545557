/** Headers by which a copy tells its original and the run that wrote it. Values are texts. */
import type { OutgoingRecord } from '../../ports/record-sink.ts';
import type { DetachedRecord } from '../../records/record-view.ts';

const PREFIX = 'msk-tui.replay.';
export const RUN_HEADER = `${PREFIX}run`;
const TOPIC = `${PREFIX}topic`;
const PARTITION = `${PREFIX}partition`;
const OFFSET = `${PREFIX}offset`;
const TIMESTAMP = `${PREFIX}timestamp`;

type Headers = OutgoingRecord['headers'];

/** The headers of a copy: those of the original, without the marks of an earlier copying, and the new marks. */
export const provenHeaders = ({ topic, partition, offset, timestampMs, headers }: DetachedRecord, run: Buffer): Headers => [
	...headers.filter(h => !h.name.startsWith(PREFIX)),
	{ name: TOPIC, value: Buffer.from(topic) },
	{ name: PARTITION, value: Buffer.from(String(partition)) },
	{ name: OFFSET, value: Buffer.from(String(offset)) },
	{ name: TIMESTAMP, value: Buffer.from(String(timestampMs)) },
	{ name: RUN_HEADER, value: run },
];

/** Which original a record is a copy of, by that run; undefined where it is none. */
export const originOf = (
	{ headers }: Pick<DetachedRecord, 'headers'>,
	run: string,
): { readonly topic: string; readonly partition: number; readonly offset: bigint } | undefined => {
	const text = (name: string): string | undefined => headers.findLast(h => h.name === name)?.value?.toString();
	if (text(RUN_HEADER) !== run) return undefined;
	const [topic, partition, offset] = [text(TOPIC), text(PARTITION), text(OFFSET)];
	if (topic === undefined || !/^\d+$/.test(partition ?? '') || !/^\d+$/.test(offset ?? '')) return undefined;
	return { topic, partition: Number(partition), offset: BigInt(offset!) };
};
