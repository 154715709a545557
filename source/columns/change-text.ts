import { type Change, type ChangeKind, namesText, subjectsOf } from '../model/change.ts';
import { settingText } from '../units/setting-value.ts';

/** Says a change in some words, for a list: `set retention.ms=3d of orders`. */
export const changeText = (change: Change): string => {
	switch (change.kind) {
		case 'topicSettings':
			return `set ${change.edits.map(e => (e.value === null ? `${e.name} to the default` : `${e.name}=${settingText(e.name, e.value)}`)).join(', ')} of ${namesText(change.topics)}`;
		case 'replayRecords':
			return `write records of ${namesText([...new Set(change.ranges.map(r => r.topic))])} again, into ${change.topic}`;
		case 'createTopic':
			return `create topic ${change.topic}`;
		case 'deleteTopic':
			return `delete topic ${change.topic}`;
		case 'addPartitions':
			return `raise ${change.topic} to ${change.total} partitions`;
		case 'purgeRecords':
			return `delete old records of ${change.topic}`;
		case 'resetOffsets':
			return `set offsets of group ${change.group}`;
		case 'deleteOffsets':
			return `delete offsets of group ${change.group} on ${change.topic}`;
		case 'deleteGroup':
			return `delete group ${change.group}`;
		case 'removeMember':
			return `remove member ${change.instanceId ?? change.memberId} of group ${change.group}`;
		case 'electLeaders':
			return `elect preferred leaders of ${namesText(subjectsOf(change))}`;
		case 'abortTransaction':
			return `abort the transaction of producer ${change.producerId} on ${namesText(subjectsOf(change))}`;
	}
};

/** What kind of change it is, as a heading. */
export const CHANGE_TITLES: Readonly<Record<ChangeKind, string>> = {
	topicSettings: 'Change settings',
	createTopic: 'Create a topic',
	deleteTopic: 'Delete a topic',
	addPartitions: 'Add partitions',
	purgeRecords: 'Delete records',
	resetOffsets: 'Set offsets of a group',
	deleteOffsets: 'Delete offsets of a group',
	deleteGroup: 'Delete a group',
	removeMember: 'Remove a member',
	replayRecords: 'Replay records',
	electLeaders: 'Elect preferred leaders',
	abortTransaction: 'Abort a transaction',
};
