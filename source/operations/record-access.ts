import type { RecordMask } from '../decoding/mask/mask-record.ts';
import type { RecordDecoder } from '../decoding/record/record-decoder.ts';
import type { RecordSource } from '../ports/record-source.ts';

/** What reading, judging and showing records takes. */
export type RecordAccess = {
	readonly source: RecordSource;
	readonly decoder: RecordDecoder;
	/** What nobody may see of a topic's records; null where nothing is hidden. */
	readonly maskOf: (topic: string) => RecordMask | null;
	/** Bytes a second that a scan may take unless somebody says otherwise; null for no limit. */
	readonly scanRate: number | null;
};
