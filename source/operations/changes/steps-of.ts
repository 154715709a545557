import type { Change, ChangeKind } from '../../model/change.ts';
import { abortChange } from './abort-change.ts';
import type { ChangeSteps } from './change-steps.ts';
import { deleteGroupChange, deleteOffsetsChange, removeMemberChange, resetChange } from './group-changes.ts';
import { electLeadersChange } from './leader-changes.ts';
import { replayChange } from './replay-change.ts';
import { settingsChange } from './settings-change.ts';
import { addPartitionsChange, createChange, deleteChange, purgeChange } from './topic-changes.ts';

const STEPS: { readonly [K in ChangeKind]: ChangeSteps<Extract<Change, { kind: K }>> } = {
	topicSettings: settingsChange,
	createTopic: createChange,
	deleteTopic: deleteChange,
	addPartitions: addPartitionsChange,
	purgeRecords: purgeChange,
	resetOffsets: resetChange,
	deleteOffsets: deleteOffsetsChange,
	deleteGroup: deleteGroupChange,
	removeMember: removeMemberChange,
	electLeaders: electLeadersChange,
	abortTransaction: abortChange,
	replayRecords: replayChange,
};

/** How a change is judged and read back. */
export const stepsOf = (change: Change): ChangeSteps<Change> => STEPS[change.kind] as unknown as ChangeSteps<Change>;
