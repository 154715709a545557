import { inspectionJson } from '../columns/inspection-json.ts';
import { inspectionFacts } from '../columns/inspection-text.ts';
import { topicAdvice } from '../columns/topic-advice.ts';
import type { DecodedValue } from '../decoding/decoded-value.ts';
import { valueText } from '../decoding/value-text.ts';
import { Failure } from '../model/failure.ts';
import type { HotKey, TopicInspection } from '../model/topic-sample.ts';
import type { Gap } from '../model/unknown.ts';
import type { RecordAccess } from '../operations/record-access.ts';
import { printable } from '../units/foreign-text.ts';
import { parseSize, sizeText } from '../units/size.ts';
import { printAnswer } from './answer.ts';
import type { Arguments, Command } from './command.ts';
import { asciiText, type Output } from './output.ts';
import { RATE_OPTION, rateOption } from './record-options.ts';
import { gapsOfCoverage } from './scan-report.ts';
import { paint } from './table-output.ts';

const USUAL_SAMPLE = '64MiB';
/** What a topic's headers and keys take in memory grows with the sample. */
const MOST_SAMPLE_BYTES = 4n * 1024n ** 3n;
/** A key that fewer of the records with a key have is not hot. */
const HOT_SHARE = 0.01;
const SHOWN_KEYS = 5;

export const inspect: Command = {
	name: 'inspect',
	summary: 'what producers do to a topic, by a sample of its newest records, and what they could do better',
	usage: 'TOPIC',
	positionals: { least: 1, most: 1 },
	options: [{ name: 'sample', value: 'SIZE', summary: `read about SIZE over all partitions (${USUAL_SAMPLE})` }, RATE_OPTION],
	examples: [
		{ line: 'msk-tui inspect orders', says: 'codecs, batches, sizes, keys, skew, what compression would save, and advice' },
		{ line: 'msk-tui inspect orders --sample 512MiB --json', says: 'by a larger sample, for a script' },
	],
	run: async context => {
		const { arguments: args, output, signal } = context;
		const sampleBytes = sampleOption(args);
		const cluster = await context.connect();
		const access = await cluster.records();
		const { inspectTopic } = await import('../operations/inspect-topic.ts');
		const { inspection, unread, holes } = await inspectTopic(cluster.known.reader, access.source, args.positionals[0]!, {
			sampleBytes,
			bytesPerSecond: rateOption(args, access.scanRate),
			nowMs: context.nowMs(),
			signal,
			onProgress: bytes =>
				output.showsProgress && output.progress(`${sizeText(BigInt(bytes))} of ${sizeText(BigInt(sampleBytes))} sampled`),
		}).finally(() => output.progress(undefined));
		const keys = await shownKeys(inspection, access);
		return printAnswer(context, cluster, {
			json: () =>
				inspectionJson(
					inspection,
					keys.map(({ hot, decoded }) => ({ ...hot, key: decoded.value })),
				),
			table: async () => printFacts(output, inspection, keys),
			readable: inspection.writes.length,
			gaps: [...gapsOfCoverage({ unread, holes }, cluster), ...(context.isJson && inspection.sample.records === 0 ? NO_SHARES : [])],
		});
	},
};

/** Shares of nothing are null in the document itself, and so explained in its own list. */
const NO_SHARES: readonly Gap[] = ['idempotentShare', 'transactionalShare'].map(path => {
	const failure = new Failure('incomplete', 'no record was sampled');
	return { path, failure, reason: failure.message, needs: null, isDoubt: true };
});

type ShownKey = { readonly hot: HotKey; readonly decoded: DecodedValue };

/** The hot keys, decoded and masked like those of records. */
const shownKeys = async ({ topic, sample }: TopicInspection, { decoder, maskOf }: RecordAccess): Promise<readonly ShownKey[]> => {
	const keyed = sample.records - sample.nullKeys;
	const hot = sample.hotKeys.filter(({ records }) => records > 1 && records >= keyed * HOT_SHARE).slice(0, SHOWN_KEYS);
	const mask = maskOf(topic);
	return Promise.all(
		hot.map(async one => {
			const decoded = await decoder.decode({ topic, key: one.key, value: null, headers: [] }, 'key');
			return { hot: one, decoded: mask === null ? decoded : mask.key(decoded) };
		}),
	);
};

const printFacts = (output: Output, inspection: TopicInspection, keys: readonly ShownKey[]): void => {
	const facts = inspectionFacts(
		inspection,
		keys.map(({ hot, decoded }) => ({ ...hot, text: valueText(decoded) })),
	);
	const advice = topicAdvice(inspection);
	const shown = (text: string): string => (output.isAscii ? asciiText(printable(text)) : printable(text));
	const width = Math.max(...facts.map(({ title }) => title.length));
	for (const { title, text } of facts) output.result(`${title.padEnd(width)}  ${shown(text)}\n`);
	output.result(`\nadvice${advice.length === 0 ? ': none, by this sample' : ''}\n`);
	for (const { text, evidence } of advice) {
		const because = shown(`  ${evidence}`);
		output.result(`${shown(text)}\n${output.hasColor ? paint('muted', because) : because}\n`);
	}
};

const sampleOption = (args: Arguments): number => {
	const text = args.value('sample') ?? USUAL_SAMPLE;
	const bytes = parseSize(text);
	if (bytes === null || bytes < 1n || bytes > MOST_SAMPLE_BYTES)
		throw new Failure('usage', `--sample takes a size up to ${sizeText(MOST_SAMPLE_BYTES)} such as ${USUAL_SAMPLE}, not "${text}".`);
	return Number(bytes);
};
