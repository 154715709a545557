import type { RecordMask } from '../decoding/mask/mask-record.ts';
import { type DecodedRecord, decodeRecord, recordDocument } from '../decoding/record/record-document.ts';
import { valueText } from '../decoding/value-text.ts';
import type { RecordAccess } from '../operations/record-access.ts';
import type { FoundRecords } from '../operations/scan-records.ts';
import { printable } from '../units/foreign-text.ts';
import { jsonText } from '../units/json.ts';
import type { CommandContext } from './command.ts';
import { cutLine } from './cut-line.ts';
import { asciiText, type Output } from './output.ts';
import { paint } from './table-output.ts';

/** Makes the function that turns found records into the lines to print. */
export const recordLines = ({ isJson, output }: Pick<CommandContext, 'isJson' | 'output'>, { decoder, maskOf }: RecordAccess) => {
	const lineOf = isJson
		? (record: DecodedRecord) => jsonText(recordDocument(record))
		: (record: DecodedRecord) => plainLine(record, output);
	return async (records: FoundRecords): Promise<string> => {
		let text = '';
		for (const record of records) text += `${await lineOf(await decoded(record, decoder, maskOf(record.topic)))}\n`;
		return text;
	};
};

const decoded = (record: FoundRecords[number], decoder: RecordAccess['decoder'], mask: RecordMask | null): Promise<DecodedRecord> =>
	decodeRecord(record, decoder, mask);

/** `2026-11-24T10:00:00.000Z  orders/3@1204  order-17  {"amount":12}`; on a terminal cut to its width. */
const plainLine = async (record: DecodedRecord, output: Output): Promise<string> => {
	const time = record.timestampMs < 0 ? '-'.padEnd(24) : timeText(record.timestampMs);
	const place = `${record.topic}/${record.partition}@${record.offset}`;
	const rest = `  ${place}  ${valueText(record.key)}  ${valueText(record.value)}`;
	const shown = output.isAscii ? asciiText(printable(rest)) : printable(rest);
	const cut = output.isTerminal ? await cutLine(shown, output.width - time.length, output.isAscii ? '~' : '…') : shown;
	return `${output.hasColor ? paint('muted', time) : time}${cut}`;
};

const timeText = (timestampMs: number): string => (timestampMs > 8.64e15 ? String(timestampMs) : new Date(timestampMs).toISOString());
