/** The contract of ClusterReader on a real Kafka (MSK_TUI_TEST_KAFKA_VERSION chooses which). */
import { after } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import type { HeldTool } from '../../scripts/kafka/java-process.ts';
import type { OpenedCluster } from '../../source/composition.ts';
import { openAsAdmin, until } from '../helpers/open-reader.ts';
import { openWriter } from '../helpers/open-writer.ts';
import { sharedBroker } from '../helpers/real-broker.ts';
import { clusterReaderContract } from './cluster-reader.ts';
import type { ContractGround } from './contract-ground.ts';

if (!hasJava() && process.env.CI) throw new Error('Java is missing: tests with a real Kafka can not run');
const skip = hasJava() ? false : 'Java 17 or newer is missing: not tested against a real Kafka';

const mark = `contract-${process.pid}-${Date.now().toString(36)}`;
const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;

let opened: OpenedCluster | undefined;
let ledger: HeldTool | undefined;
let writing: Awaited<ReturnType<typeof openWriter>> | undefined;
after(async () => {
	await writing?.close();
	await ledger?.end();
	await opened?.close();
});

const openGround = async (): Promise<ContractGround> => {
	const sinceMs = Date.now();
	const broker = await sharedBroker();
	opened = await openAsAdmin(broker.cluster);
	writing = await openWriter(opened.settings);
	const { reader } = opened.known;
	const compactedTopic = `${mark}-compacted`;
	await broker.fixture(
		'batch',
		`compacted ${compactedTopic} 10 4`,
		`topic ${mark} 3 3 retention.ms=3600000 min.insync.replicas=1`,
		`records ${mark} 300`,
		`groups ${mark}- 1 ${mark} 10`,
		`topic ${mark}-append 1 1 message.timestamp.type=LogAppendTime`,
		`records ${mark}-append 50 100 lz4`,
		...CODECS.flatMap(codec => [`topic ${mark}-${codec} 1 1`, `records ${mark}-${codec} 50 100 ${codec}`]),
	);
	ledger = await broker.hold('transactions', `${mark}-ledger`);
	await until(
		'compaction',
		async () => {
			const [time] = (await reader.readRecordTimes([{ topic: compactedTopic, partition: 0, offset: 0n }])).values();
			return time?.ok === true && time.value.offset > 0n;
		},
		90_000,
	);
	return {
		reader,
		source: (await opened.records()).source,
		writer: writing.writer,
		probe: opened,
		ledgerTopic: `${mark}-ledger`,
		brokers: broker.cluster.brokers,
		topic: mark,
		group: `${mark}-0000`,
		codecs: new Map(CODECS.map(codec => [codec, `${mark}-${codec}`])),
		appendTimeTopic: `${mark}-append`,
		compactedTopic,
		sinceMs,
	};
};

clusterReaderContract('the contract of ClusterReader on a real Kafka', openGround, skip);
