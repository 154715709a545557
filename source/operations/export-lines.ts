import { CSV_HEAD, recordCsv } from '../decoding/record/record-csv.ts';
import { decodeRecord, recordDocument } from '../decoding/record/record-document.ts';
import { Failure } from '../model/failure.ts';
import { jsonText } from '../units/json.ts';
import type { ExportFormat } from './export-formats.ts';
import type { RecordAccess } from './record-access.ts';
import type { FoundRecords } from './scan-records.ts';

/** What a new file begins with. */
export const exportHead = (format: ExportFormat): string => (format === 'csv' ? CSV_HEAD : '');

/** Throws a Failure where records of these topics may not stand in a file of this format. */
export const requireExportable = (format: ExportFormat, topics: Iterable<string>, { maskOf }: RecordAccess): void => {
	if (format !== 'raw') return;
	for (const topic of topics)
		if (maskOf(topic) !== null)
			throw new Failure('refused', `The config file masks records of ${topic}, which bytes as they are would show.`, {
				nextSteps: ['--format jsonl and --format csv keep what is masked hidden'],
			});
};

const LINE_FEED = Buffer.from('\n');
const NOTHING = Buffer.alloc(0);

/** Makes the function that turns found records into what a file of records takes: decoded and masked, or the values' bytes. */
export const exportLines = (format: ExportFormat, { decoder, maskOf }: RecordAccess): ((records: FoundRecords) => Promise<Buffer>) => {
	if (format === 'raw') return async records => Buffer.concat(records.flatMap(({ value }) => [value ?? NOTHING, LINE_FEED]));
	const lineOf = format === 'csv' ? recordCsv : (record: Parameters<typeof recordCsv>[0]) => `${jsonText(recordDocument(record))}\n`;
	return async records => {
		let text = '';
		for (const record of records) text += lineOf(await decodeRecord(record, decoder, maskOf(record.topic)));
		return Buffer.from(text);
	};
};
