/** Judges ending a transaction that hangs. Pure. */
import { type AbortTransaction, namesText } from '../model/change.ts';
import type { ChangePolicy, Judgement, Reason } from '../model/judgement.ts';
import { partitionKey } from '../model/partition-key.ts';
import type { OpenTransaction } from '../model/transaction.ts';
import { groupedText } from '../units/count.ts';
import { ageText } from '../units/duration.ts';
import type { UnknownFact } from './retention-facts.ts';
import { unknownReasons } from './unknown-reasons.ts';
import { weigh } from './verdict.ts';

export type AbortFacts = {
	/** The producer's transaction as it is open now; undefined where nothing of it is seen. */
	readonly open: OpenTransaction | undefined;
	readonly unknown: readonly UnknownFact[];
};

const refuse = (code: string, text: string): Reason => ({ code, weight: 'refuse', text });

/** Only what no coordinator will ever end may be ended from outside: a live transaction would be torn in two. */
const stateReasons = ({ open, unknown }: AbortFacts): readonly Reason[] => {
	if (open === undefined)
		return unknown.length === 0 ? [] : [refuse('notSeen', 'Whether it is still open cannot be seen, so that nothing is aborted.')];
	if (open.verdict === 'open') {
		const within = open.timeoutMs === null ? 'at its timeout' : `at its timeout of ${ageText(open.timeoutMs)}`;
		return [
			refuse(
				'notHanging',
				`${open.transactionalId === null ? 'Its coordinator' : `The coordinator of ${open.transactionalId}`} has it under way and ends it ${within}: stop the producer, or let it end.`,
			),
		];
	}
	if (open.verdict === 'unknown') {
		const why = open.unknown.find(u => u.field === 'verdict')?.reason ?? 'It may be ending just now.';
		return [refuse('notHanging', `Whether it hangs is not proven. ${why}`)];
	}
	return [];
};

export const judgeAbort = (change: AbortTransaction, facts: AbortFacts, policy: ChangePolicy): Judgement => {
	const { open } = facts;
	const isNothing = open === undefined && facts.unknown.length === 0;
	const asked = change.partitions.map(p => ({
		...p,
		key: partitionKey(p.topic, p.partition) as string,
		now: open?.partitions.find(o => o.topic === p.topic && o.partition === p.partition),
	}));
	const heldBack = asked.reduce((sum, p) => sum + (p.now?.heldBack ?? 0n), 0n);
	const reasons: readonly Reason[] = [
		...(policy.platform === 'serverless' ? [refuse('mskServerless', 'MSK Serverless does not let transactions be aborted.')] : []),
		...stateReasons(facts),
		{
			code: 'dropsRecords',
			weight: 'warn',
			text: 'What the transaction wrote is never given to read_committed consumers, and nobody can commit it any more.',
		},
		...unknownReasons(facts.unknown),
	];
	return {
		change,
		verdict: weigh({ policy, reasons: isNothing ? [] : reasons, isNothing, isFinal: true }),
		effect: {
			lines: [
				...asked.map(p => ({
					label: p.key,
					text:
						p.now === undefined
							? 'nothing of it is open any more'
							: `open since offset ${groupedText(p.offset)}${p.now.heldBack === null ? '' : `, holds back ${groupedText(p.now.heldBack)} offsets`}`,
					isLoss: true as const,
				})),
				{
					label: 'sets free',
					text: `≤ ${groupedText(heldBack)} offsets for read_committed consumers of ${namesText([...new Set(asked.map(p => p.topic))])}`,
				},
			],
			json: {
				producerId: change.producerId,
				heldBack,
				partitions: asked.map(({ topic, partition, offset, now }) => ({
					topic,
					partition,
					startOffset: offset,
					heldBack: now?.heldBack ?? null,
					...((now?.heldBack ?? null) === null && {
						unknown: [{ field: 'heldBack', reason: 'nothing of it is seen to be held back there', needs: null }],
					}),
				})),
			},
		},
		isNothing,
		conditions: abortConditions(
			change,
			new Map(asked.flatMap(p => (p.now?.startOffset == null ? [] : [[p.key, p.now.startOffset] as const]))),
		),
		before: Object.fromEntries(asked.map(p => [p.key, p.now?.startOffset ?? null])),
		undo: { changes: [], text: 'it cannot be undone: an aborted transaction stays aborted' },
		losers: [],
	};
};

/** Where the producer's transaction begins on each partition now. */
export const abortConditions = ({ producerId, partitions }: AbortTransaction, starts: ReadonlyMap<string, bigint>) =>
	Object.fromEntries(
		partitions.map(p => {
			const key = partitionKey(p.topic, p.partition);
			return [`${key} open transaction of producer ${producerId}`, starts.get(key)?.toString() ?? null];
		}),
	);
