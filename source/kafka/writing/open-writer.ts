import type { ClusterWriter } from '../../ports/cluster-writer.ts';
import type { ClusterLink } from '../cluster-link.ts';
import { commitOffsets, deleteGroup, deleteOffsets, removeMember } from './group-writes.ts';
import type { ProducerWay } from './kafkajs-way.ts';
import { abortTransaction, electLeaders } from './leader-writes.ts';
import { addPartitions, alterTopicSettings, createTopic, deleteRecords, deleteTopic } from './topic-writes.ts';

/** Makes the one thing that can change the cluster of a link. */
export const openWriter = (link: ClusterLink, way: ProducerWay): ClusterWriter => ({
	alterTopicSettings: (topics, edits, options) => alterTopicSettings(link, topics, edits, options),
	createTopic: (topic, options) => createTopic(link, topic, options),
	deleteTopic: topic => deleteTopic(link, topic),
	addPartitions: (topic, total, options) => addPartitions(link, topic, total, options),
	deleteRecords: below => deleteRecords(link, below),
	commitOffsets: (group, offsets) => commitOffsets(link, group, offsets),
	deleteOffsets: (group, topic, partitions) => deleteOffsets(link, group, topic, partitions),
	deleteGroup: group => deleteGroup(link, group),
	removeMember: (group, member) => removeMember(link, group, member),
	electLeaders: partitions => electLeaders(link, partitions),
	abortTransaction: end => abortTransaction(link, end),
	openSink: async options => (await import('./kafkajs-sink.ts')).openKafkajsSink(link, way, options),
});
