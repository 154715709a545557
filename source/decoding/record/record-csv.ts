import { jsonText } from '../../units/json.ts';
import type { DecodedValue } from '../decoded-value.ts';
import { type DecodedRecord, recordDocument } from './record-document.ts';

const COLUMNS = [
	'topic',
	'partition',
	'offset',
	'timestamp',
	'key',
	'value',
	'headers',
	'sizeBytes',
	'keyFailure',
	'valueFailure',
] as const;

/** The first line of a CSV file of records. */
export const CSV_HEAD = `${COLUMNS.join(',')}\n`;

/**
 * A record as a line of CSV (RFC 4180, lines ended by \n). Text stands as it is, everything else as its JSON; nothing at all between commas is
 * null, `""` an empty text. Headers are one JSON list.
 */
export const recordCsv = (record: DecodedRecord): string => {
	const { topic, partition, offset, timestamp, headers, sizeBytes } = recordDocument(record);
	const cells = [
		quoted(topic as string),
		String(partition),
		String(offset),
		(timestamp as string | null) ?? '',
		sideCell(record.key),
		sideCell(record.value),
		record.headers.length === 0 ? '' : quoted(jsonText(headers!)),
		String(sizeBytes),
		quoted(record.key.failure),
		quoted(record.value.failure),
	];
	return `${cells.join(',')}\n`;
};

const sideCell = ({ kind, value }: DecodedValue): string =>
	value === null && kind === 'null' ? '' : quoted(kind === 'text' && typeof value === 'string' ? value : jsonText(value));

const quoted = (text: string | null): string => (text === null ? '' : /^[^",\r\n]+$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`);
