/** Deleting, purging, creating, cloning and growing topics from wherever topics are selected. */
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { asFailure } from '../../model/failure.ts';
import { RETENTION } from '../../operations/changes/setting-fields.ts';
import { planElection } from '../../operations/plan-election.ts';
import { planClone, planCreate, planPurge } from '../../operations/plan-topic-change.ts';
import { cloneNameFrom, createFrom, partitionsFrom, purgeTargetFrom } from '../../operations/topic-change-words.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import type { ChangePlanner } from '../../state/changes/change-talk.ts';
import { PromptLine } from '../components/prompt-line.tsx';
import { type BoundAction, bindActions } from '../keys/actions.ts';
import { topicChangeActions } from '../keys/topic-change-actions.ts';
import { frameRegions } from '../layout.ts';
import { useShell } from '../shell/shell-context.ts';

type Asked = 'purge' | 'addPartitions' | 'clone' | 'create';

type Prompt = {
	readonly label: string;
	readonly help: string;
	/** Works out the change of what was typed. Throws a usage Failure when it is none. */
	readonly plan: (text: string, topic: string, known: KnownCluster) => ChangePlanner;
};

const PROMPTS: Readonly<Record<Asked, Prompt>> = {
	purge: {
		label: 'purge up to ',
		help: 'what lies before it is deleted: latest · -2d · 2026-11-24T10:00 · offset 1200',
		plan: (text, topic, known) => {
			const target = purgeTargetFrom(text, known.clock.now());
			return signal => planPurge(known, { topic, target, partitions: [] }, { signal });
		},
	},
	addPartitions: {
		label: 'partitions in all ',
		help: 'Kafka takes none away again',
		plan: (text, topic) => ({ kind: 'addPartitions', topic, total: partitionsFrom(text) }),
	},
	clone: {
		label: 'name of the clone ',
		help: 'as many partitions and replicas, the same settings, no records',
		plan: (text, topic, known) => {
			const name = cloneNameFrom(text);
			return signal => planClone(known, topic, name, { signal });
		},
	},
	create: {
		label: 'create ',
		help: 'NAME · partitions=6 · replicas=3 · settings such as retention.ms=3d',
		plan: (text, _topic, known) => {
			const ask = createFrom(text);
			return signal => planCreate(known, ask, { signal });
		},
	},
};

export type TopicChanges = { readonly actions: readonly BoundAction[]; readonly overlay: ReactNode | undefined };

/** `topics` are those that are selected, `setting` of the one that is shown; `onDeleted` is told when it is gone. */
export const useTopicChanges = (
	topics: readonly string[],
	{ setting, onDeleted }: { readonly setting?: string | undefined; readonly onDeleted?: () => void } = {},
): TopicChanges => {
	const { session, changing, size, open } = useShell();
	const { known } = session;
	const { refusal, propose } = changing;
	const [asked, setAsked] = useState<Asked>();
	const latest = useRef({ topics, setting, onDeleted });
	latest.current = { topics, setting, onDeleted };
	// What is selected changes with every step of the cursor; only how many there are is told by a key's reason.
	const few = Math.min(2, topics.length);
	// biome-ignore lint/correctness/useExhaustiveDependencies: how many are selected draws the footer anew
	const actions = useMemo(
		() =>
			bindActions(topicChangeActions, {
				refusal: () => refusal,
				topics: () => latest.current.topics,
				ask: setAsked,
				edit: () => {
					const { topics: chosen, setting: name } = latest.current;
					open({ kind: 'settings', topics: chosen, settings: name === undefined || RETENTION.includes(name) ? RETENTION : [name] });
				},
				electLeaders: () => {
					const { topics: chosen } = latest.current;
					void propose(signal => planElection(known, { topics: chosen, partitions: [] }, { signal }));
				},
				remove: () => {
					const topic = latest.current.topics[0]!;
					void propose({ kind: 'deleteTopic', topic }).then(outcome => {
						if (outcome?.result === 'applied') latest.current.onDeleted?.();
					});
				},
			}),
		[known, refusal, propose, open, few],
	);
	const close = useCallback(() => setAsked(undefined), []);
	const { footer } = frameRegions(size.columns, size.rows);
	if (asked === undefined || footer === undefined) return { actions, overlay: undefined };
	const { label, help, plan } = PROMPTS[asked];
	const give = (text: string): string | undefined => {
		try {
			void propose(plan(text, latest.current.topics[0] ?? '', known));
			return undefined;
		} catch (error) {
			return asFailure(error).message;
		}
	};
	const overlay = <PromptLine key={asked} top={footer} width={size.columns} label={label} help={help} onGive={give} onClose={close} />;
	return { actions, overlay };
};
