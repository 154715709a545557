/** Moves of replicas and elections of leaders are answered alike by the sandbox and by a real Kafka. */
import { errorName } from '../../source/protocol/error-codes.ts';
import { until } from '../helpers/open-reader.ts';
import { WireClient } from '../helpers/wire-client.ts';
import { agreesWithKafka } from './agreement.ts';

const topic = `replicas-${process.pid}-${Date.now().toString(36)}`;
const LONG_MS = 60_000;
const [PREFERRED, UNCLEAN] = [0, 1];

const live = async (bootstrap: string): Promise<readonly unknown[]> => {
	const seen: unknown[] = [];
	const told = (what: string, ...answers: readonly unknown[]): void => void seen.push([what, ...answers]);
	const client = await WireClient.open(bootstrap);
	const move = async (name: string, ...wishes: readonly (readonly [number, readonly number[] | null])[]) => {
		const partitions = wishes.map(([partitionIndex, replicas]) => ({ partitionIndex, replicas }));
		const answer = await client.ask('AlterPartitionReassignments', 0, { topics: [{ name, partitions }], timeoutMs: LONG_MS });
		return [
			errorName(answer.errorCode),
			answer.responses.map(t => t.partitions.map(p => [p.partitionIndex, errorName(p.errorCode)] as const).sort()),
		];
	};
	const moving = async (names: readonly string[] | null) => {
		const topics = names?.map(name => ({ name, partitionIndexes: [0, 1] })) ?? null;
		const answer = await client.ask('ListPartitionReassignments', 0, { topics, timeoutMs: LONG_MS });
		return [errorName(answer.errorCode), answer.topics.filter(t => t.name === topic)];
	};
	const elect = async (electionType: number, name: string, partitions: readonly number[]) => {
		const request = { electionType, topicPartitions: [{ topic: name, partitions }], timeoutMs: LONG_MS };
		const { errorCode, replicaElectionResults } = await client.ask('ElectLeaders', 2, request);
		return [
			errorName(errorCode),
			replicaElectionResults.map(t => t.partitionResult.map(p => [p.partitionId, errorName(p.errorCode)] as const).sort()),
		];
	};
	const partition = async (index: number) => {
		const { topics } = await client.ask('Metadata', 9, { topics: [{ name: topic }], allowAutoTopicCreation: false });
		const found = topics[0]?.partitions.find(p => p.partitionIndex === index);
		return [found?.leaderId, found?.replicaNodes, [...(found?.isrNodes ?? [])].sort()];
	};
	const reaches = async (index: number, leader: number, replicas: readonly number[]): Promise<void> => {
		const wanted = JSON.stringify([leader, replicas, [...replicas].sort()]);
		let now = '';
		await until(
			`${topic}-${index} at ${wanted}`,
			async () => {
				now = JSON.stringify(await partition(index));
				return now === wanted;
			},
			LONG_MS,
		).catch((error: unknown) => {
			throw new Error(`stays at ${now}`, { cause: error });
		});
		told(`partition ${index}`, now);
	};
	try {
		const assignments = [
			{ partitionIndex: 0, brokerIds: [1, 2] },
			{ partitionIndex: 1, brokerIds: [2, 3] },
		];
		const fresh = { name: topic, numPartitions: -1, replicationFactor: -1, assignments };
		await client.ask('CreateTopics', 7, { topics: [fresh], timeoutMs: LONG_MS });
		await reaches(0, 1, [1, 2]);
		await reaches(1, 2, [2, 3]);
		told('nothing moves', await moving([topic]), await moving([`${topic}-missing`]), await moving([]));
		told('no such topic', await move(`${topic}-missing`, [0, [1]]));
		told('bad wishes', await move(topic, [0, []], [1, [2, 2]], [7, [1]]));
		told('a stranger', await move(topic, [0, [1, 99]]), await move(topic, [0, [1, -1]]));
		told('nothing to give up', await move(topic, [0, null], [7, null]));
		told('another order', await move(topic, [0, [2, 1]]));
		await reaches(0, 1, [2, 1]);
		told('elections', await elect(PREFERRED!, topic, [0, 1, 7]), await elect(PREFERRED!, `${topic}-missing`, [0]));
		await reaches(0, 2, [2, 1]);
		told('an unclean one without need', await elect(UNCLEAN!, topic, [0, 1]));
		told('fewer', await move(topic, [0, [1]]));
		await reaches(0, 1, [1]);
		told('more, and elsewhere', await move(topic, [0, [3, 1]], [1, [1, 2]]));
		await reaches(0, 1, [3, 1]);
		await reaches(1, 2, [1, 2]);
		told('away from all', await move(topic, [1, [3]]));
		await reaches(1, 3, [3]);
		await until('the end of all moves', async () => JSON.stringify(await moving(null)) === '["NONE",[]]', LONG_MS);
		told('the end', await moving(null), await moving([topic]));
	} finally {
		await client.ask('DeleteTopics', 6, { topics: [{ name: topic }], timeoutMs: LONG_MS }).catch(() => {});
		client.close();
	}
	return seen;
};

agreesWithKafka('moves of replicas and elections', live);
