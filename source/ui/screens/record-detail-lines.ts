/** One record as lines: where it stands, its headers, its key, and its value as tree, raw text or hex. Pure. */
import { recordTimeText } from '../../columns/record-columns.ts';
import type { DecodedValue, SchemaFacts } from '../../decoding/decoded-value.ts';
import type { DecodedRecord } from '../../decoding/record/record-document.ts';
import { valueText } from '../../decoding/value-text.ts';
import { printable } from '../../units/foreign-text.ts';
import { jsonText } from '../../units/json.ts';
import { sizeText } from '../../units/size.ts';
import { cellWidth, splitGraphemes } from '../display-text.ts';
import type { Piece } from '../styled-line.ts';

export const FORMS = ['tree', 'raw', 'hex'] as const;
export type RecordForm = (typeof FORMS)[number];
export type DetailLine = readonly Piece[];

/** More nobody reads on a screen; the export has it whole. */
const MOST_CHARACTERS = 1_000_000;
const MOST_HEX_BYTES = 64 * 1024;
const LABEL = 9;

/** The text of a value in a form, with nothing in it that a terminal would obey. */
export const formText = (side: DecodedValue, form: RecordForm): string => {
	if (side.kind === 'null') return 'null';
	if (form === 'hex') return side.raw === null ? 'its bytes are not shown: a mask forbids it' : hexText(side.raw);
	if (form === 'raw') return side.raw === null ? valueText(side) : side.raw.toString();
	return side.kind === 'bytes' && side.raw !== null
		? hexText(side.raw)
		: typeof side.value === 'string'
			? side.value
			: jsonText(side.value, 2);
};

/** `00000010  66 6f 6f 0a … |foo.|` */
const hexText = (bytes: Buffer): string => {
	const lines: string[] = [];
	for (let at = 0; at < Math.min(bytes.length, MOST_HEX_BYTES); at += 16) {
		const row = bytes.subarray(at, at + 16);
		const hex = row.toString('hex').replace(/(..)(?=.)/g, '$1 ');
		const text = row.toString('latin1').replace(/[^\x20-\x7e]/g, '.');
		lines.push(`${at.toString(16).padStart(8, '0')}  ${hex.padEnd(47)}  |${text}|`);
	}
	if (bytes.length > MOST_HEX_BYTES) lines.push(`… ${sizeText(BigInt(bytes.length - MOST_HEX_BYTES))} more`);
	return lines.join('\n');
};

export const detailLines = (record: DecodedRecord, form: RecordForm, width: number): readonly DetailLine[] => {
	const { topic, partition, offset, timestampMs, sizeBytes, key, value, headers } = record;
	const lines: DetailLine[] = [
		labelled('at', [{ text: `${topic}/${partition} @ ${offset}`, style: 'strong' }]),
		labelled('time', [`${recordTimeText(timestampMs)}   ${timestampMs < 0 ? '' : utcText(timestampMs)}`]),
		labelled('size', [sizeText(BigInt(sizeBytes))]),
		...block('key', key.kind === 'null' ? 'null' : printable(valueText(key)), width),
		...factLines(key),
	];
	for (const header of headers) lines.push(...block('header', `${printable(header.name)}: ${printable(valueText(header.value))}`, width));
	lines.push([], labelled('value', [{ text: `${form} · ${kindText(value)}`, style: 'muted' }]), ...factLines(value));
	const text = formText(value, form);
	for (const line of text.slice(0, MOST_CHARACTERS).split('\n'))
		for (const part of chopped(printable(line.replaceAll('\t', '  ')), width - 2)) lines.push(['  ', ...coloured(part, form)]);
	if (text.length > MOST_CHARACTERS) lines.push(['  ', { text: '… cut here; x on the list writes it whole', style: 'muted' }]);
	return lines;
};

const labelled = (label: string, pieces: readonly Piece[]): DetailLine => [
	{ text: ` ${label.padEnd(LABEL - 1)}`, style: 'muted' },
	...pieces,
];

const block = (label: string, text: string, width: number): readonly DetailLine[] =>
	chopped(text, width - LABEL).map((part, i) => labelled(i === 0 ? label : '', [part]));

const factLines = ({ schema, failure }: DecodedValue): readonly DetailLine[] => [
	...(schema === null ? [] : [labelled('', [{ text: schemaText(schema), style: 'muted' }])]),
	...(failure === null ? [] : [labelled('', [{ text: failure, style: 'warning' }])]),
];

const schemaText = ({ source, name, id, subject, version }: SchemaFacts): string =>
	[`schema ${name ?? id}`, name === null ? '' : `id ${id}`, subject ?? '', version === null ? '' : `version ${version}`, `(${source})`]
		.filter(t => t !== '')
		.join(' ');

const kindText = ({ kind, raw }: DecodedValue): string => `${kind}${raw === null ? '' : `, ${sizeText(BigInt(raw.length))}`}`;

const utcText = (timestampMs: number): string => (timestampMs > 8.64e15 ? '' : new Date(timestampMs).toISOString());

/** Field names stand out in a tree. */
const coloured = (line: string, form: RecordForm): readonly Piece[] => {
	const match = form === 'tree' ? /^(\s*)("(?:[^"\\]|\\.)*"):(.*)$/.exec(line) : null;
	return match === null ? [line] : [match[1]!, { text: match[2]!, style: 'accent' }, `:${match[3]}`];
};

/** Cuts a line where the screen ends, sign by sign. */
const chopped = (text: string, width: number): readonly string[] => {
	const room = Math.max(1, width);
	if (/^[ -~]*$/.test(text)) return text === '' ? [''] : (text.match(new RegExp(`.{1,${room}}`, 'g')) ?? ['']);
	const parts: string[] = [];
	let part = '';
	let used = 0;
	for (const sign of splitGraphemes(text)) {
		const cells = cellWidth(sign);
		if (used + cells > room && part !== '') {
			parts.push(part);
			part = '';
			used = 0;
		}
		part += sign;
		used += cells;
	}
	return [...parts, part];
};
