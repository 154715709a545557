/** Resetting, deleting and clearing groups from wherever groups are selected. */
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import type { GroupMember } from '../../model/group.ts';
import type { TopicPartition } from '../../model/partition-key.ts';
import { planGroupReset } from '../../operations/plan-group-reset.ts';
import { planOffsetsRemoval } from '../../operations/plan-offsets-removal.ts';
import { resetTargetFrom } from '../../operations/reset-words.ts';
import { PromptLine } from '../components/prompt-line.tsx';
import { displayText, truncate } from '../display-text.ts';
import { type BoundAction, bindActions } from '../keys/actions.ts';
import { groupChangeActions, groupMemberActions, groupPartitionActions } from '../keys/group-change-actions.ts';
import { frameRegions } from '../layout.ts';
import { useShell } from '../shell/shell-context.ts';

const RESET_HELP = 'earliest · latest · -2h · 2026-11-24T10:00 · offset 1200 · shift -100 · group NAME';

/** What of groups is selected. */
export type GroupSelection = {
	readonly groups: readonly string[];
	/** Only these partitions; absent for all that the group holds offsets of. */
	readonly partitions?: readonly TopicPartition[];
	/** On the screen of one group: the partition under the cursor, where partitions are shown. */
	readonly partition?: TopicPartition | undefined;
	/** The member under the cursor, where members are shown; null where there is none. */
	readonly member?: GroupMember | null | undefined;
};

export type GroupChanges = { readonly actions: readonly BoundAction[]; readonly overlay: ReactNode | undefined };

/** `onDeleted` is told when the only group is gone. */
export const useGroupChanges = (selection: GroupSelection, onDeleted?: () => void): GroupChanges => {
	const { session, changing, size } = useShell();
	const { known } = session;
	const { refusal, propose } = changing;
	const [isAsked, setAsked] = useState(false);
	const latest = useRef({ selection, onDeleted });
	latest.current = { selection, onDeleted };
	// The cursor moves often; a key's reason changes only with these.
	const few = Math.min(2, selection.groups.length);
	const showsMembers = selection.member !== undefined;
	const hasOne = selection.member != null || selection.partition !== undefined;
	// biome-ignore lint/correctness/useExhaustiveDependencies: what is selected draws the footer anew
	const actions = useMemo(() => {
		const now = () => latest.current.selection;
		const common = bindActions(groupChangeActions, {
			refusal: () => refusal,
			groups: () => now().groups,
			reset: () => setAsked(true),
			remove: () => {
				void propose({ kind: 'deleteGroup', group: now().groups[0]! }).then(outcome => {
					if (outcome?.result === 'applied') latest.current.onDeleted?.();
				});
			},
		});
		const removeOffsets = (): void => {
			const [group = ''] = now().groups;
			const { topic } = now().partition!;
			void propose(signal => planOffsetsRemoval(known, { group, topic, partitions: [] }, { signal }));
		};
		const onPartitions = bindActions(groupPartitionActions, {
			refusal: () => refusal,
			topic: () => now().partition?.topic,
			removeOffsets,
		});
		const onMembers = bindActions(groupMemberActions, {
			refusal: () => refusal,
			memberRefusal: () => (now().member == null ? 'no member is selected' : undefined),
			removeMember: () => {
				const { memberId, instanceId } = now().member!;
				void propose({ kind: 'removeMember', group: now().groups[0]!, memberId, instanceId });
			},
		});
		return showsMembers ? [...common.filter(a => a.id !== 'delete-group'), ...onMembers] : hasOne ? [...common, ...onPartitions] : common;
	}, [refusal, propose, few, showsMembers, hasOne, known]);
	const close = useCallback(() => setAsked(false), []);
	const { footer } = frameRegions(size.columns, size.rows);
	const [group = ''] = selection.groups;
	if (!isAsked || footer === undefined || group === '') return { actions, overlay: undefined };
	const { partitions } = selection;
	const give = (text: string): string | undefined => {
		const target = resetTargetFrom(text, known.clock.now());
		if (target === null) return `not "${text}": ${RESET_HELP}`;
		void propose(signal => planGroupReset(known, { group, target, topics: [], partitions: [], exactly: partitions }, { signal }));
		return undefined;
	};
	const who = truncate(displayText(group), 24);
	const label = partitions === undefined ? `${who}: read on from ` : `${who}, ${partitions.length} marked: read on from `;
	const overlay = <PromptLine top={footer} width={size.columns} label={label} help={RESET_HELP} onGive={give} onClose={close} />;
	return { actions, overlay };
};
