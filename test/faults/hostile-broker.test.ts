/**
 * A broker whose answers are spoiled: lengths, counts, ends too early, other correlation ids. Whatever it sends, our client answers or says
 * clearly why not. MSK_TUI_FUZZ_ROUNDS makes it longer, MSK_TUI_FUZZ_SEED plays one run again.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openWithSettings } from '../../source/composition.ts';
import { Failure } from '../../source/model/failure.ts';
import type { ClusterReader } from '../../source/ports/cluster-reader.ts';
import type { RecordSource } from '../../source/ports/record-source.ts';
import { openSandbox } from '../../source/sandbox/open-sandbox.ts';
import { settingsFor } from '../kafka/authentication/dial.ts';
import { seeded } from '../protocol/random-message.ts';
import { fuzzPlan } from './fuzz-plan.ts';
import { openHostileCluster } from './hostile-broker.ts';

const GAVE_UP = new Failure('incomplete', 'enough');

/** Asks everything; each question alone must come to an end. */
const questions = (reader: ClusterReader, source: RecordSource): readonly (() => Promise<unknown>)[] => {
	const partitions = ['orders', 'payments'].flatMap(topic => [0, 1, 2].map(partition => ({ topic, partition })));
	const group = { group: 'billing', type: 'classic', state: 'Stable', protocolType: 'consumer', coordinator: 1 } as const;
	return [
		() => reader.describeCluster(),
		() => reader.readController(),
		() => reader.readTopics(null),
		() =>
			reader.readConfigs(
				[
					{ type: 'topic', name: 'orders' },
					{ type: 'broker', name: '1' },
				],
				null,
			),
		() => reader.readOffsets(partitions.map(p => ({ ...p, target: 'latest' }))),
		() => reader.readLogDirs([1, 2, 3]),
		() => reader.listGroups(),
		() => reader.findGroups(['billing', 'checkout']),
		() => reader.describeGroups([group]),
		() => reader.readCommits([group]),
		() => reader.readRecordTimes(partitions.map(p => ({ ...p, offset: 5n }))),
		() => reader.listTransactions({}),
		() => reader.readProducers(partitions),
		() => reader.readAcls(),
		() => reader.readReassignments(),
		async () => {
			// A scan waits for a leader that does not come; only its reader gives up.
			const ranges = partitions.map(p => ({ ...p, fromOffset: 0n, endOffset: 20n }));
			const patience = new AbortController();
			const ending = setTimeout(() => patience.abort(GAVE_UP), 300);
			try {
				for await (const _event of source.scan(ranges, { isolation: 'read_committed', bytesPerSecond: null, signal: patience.signal }));
			} finally {
				clearTimeout(ending);
			}
		},
	];
};

describe('a hostile broker', () => {
	const { rounds, seed } = fuzzPlan(6);
	it(`is answered by clear errors alone (seed ${seed}, ${rounds} rounds)`, async () => {
		const sandbox = await openSandbox('quiet');
		let refused = 0;
		let answered = 0;
		const round = async (n: number): Promise<void> => {
			const random = seeded(seed + n);
			const hostile = await openHostileCluster(sandbox, random, 2 + random(12));
			const bootstrap = [...hostile.at.values()];
			const told = new Map([...hostile.at]);
			const settings = { ...settingsFor(bootstrap[0]!, { timeoutMs: 2_000 }), bootstrap, addressMap: told };
			const opened = await openWithSettings(settings, { env: {} });
			try {
				const { source } = await opened.records();
				for (const ask of questions(opened.known.reader, source)) {
					const error = await ask().then(
						() => undefined,
						(reason: unknown) => reason,
					);
					if (error === undefined) answered++;
					else {
						refused++;
						assert.ok(
							error instanceof Failure && error.message.length > 5,
							`round ${n} of seed ${seed}: ${String((error as Error)?.stack)}`,
						);
					}
				}
			} finally {
				await opened.close();
				await hostile.close();
			}
		};
		try {
			const WORKERS = 6;
			let next = 0;
			await Promise.all(
				Array.from({ length: WORKERS }, async () => {
					while (next < rounds) await round(next++);
				}),
			);
		} finally {
			await sandbox.close();
		}
		assert.ok(process.memoryUsage().arrayBuffers < 128 * 1024 * 1024, 'memory is not given for what a length claims');
		assert.ok(refused > 0 && answered > 0, `${refused} refused, ${answered} answered`);
	});
});
