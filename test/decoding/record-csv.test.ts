import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CSV_HEAD, recordCsv } from '../../source/decoding/record/record-csv.ts';
import { recordDecoder } from '../../source/decoding/record/record-decoder.ts';
import { decodeRecord } from '../../source/decoding/record/record-document.ts';

const decoder = recordDecoder({
	rules: [],
	registries: [],
	schemaFile: async () => Promise.reject(new Error('none')),
	matcher: () => () => false,
});

const csv = async (key: string | null, value: string | Buffer | null, headers: { name: string; value: Buffer | null }[] = []) =>
	recordCsv(
		await decodeRecord(
			{
				topic: 'orders',
				partition: 3,
				offset: 9_007_199_254_740_993n,
				timestampMs: 1_700_000_000_000,
				key: key === null ? null : Buffer.from(key),
				value: typeof value === 'string' ? Buffer.from(value) : value,
				headers,
				sizeBytes: 42,
			},
			decoder,
			null,
		),
	);

test('a record is one line of CSV that tells null, empty, text, JSON and bytes apart', async () => {
	const start = 'orders,3,9007199254740993,2023-11-14T22:13:20.000Z';
	const cells = CSV_HEAD.trim().split(',').length;
	assert.equal((await csv('k', null)).split(',').length, cells);
	assert.equal(await csv('k', null), `${start},k,,,42,,\n`);
	assert.equal(await csv(null, ''), `${start},,"",,42,,\n`);
	assert.equal(await csv('a,"b"', 'two\r\nlines'), `${start},"a,""b""","two\r\nlines",,42,,\n`);
	assert.equal(await csv('k', '{"n":1.50}'), `${start},k,"{""n"":1.50}",,42,,\n`);
	assert.equal(await csv('k', Buffer.from([0xff, 0xfe])), `${start},k,"{""base64"":""//4=""}",,42,,\n`);
	assert.equal(await csv('k', null, [{ name: 'h', value: null }]), `${start},k,,"[{""name"":""h"",""value"":null}]",42,,\n`);
});
