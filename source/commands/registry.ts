import { acls } from './acls.ts';
import { alarms } from './alarms.ts';
import { apply } from './apply.ts';
import { audit } from './audit.ts';
import { auditMute, auditUnmute } from './audit-mute.ts';
import { broker } from './broker.ts';
import { brokers } from './brokers.ts';
import { cluster, operations } from './cluster.ts';
import { clusters } from './clusters.ts';
import type { Command, OptionSpec } from './command.ts';
import { completion } from './completion.ts';
import { demo } from './demo.ts';
import { doctor } from './doctor.ts';
import { events } from './events.ts';
import { group } from './group.ts';
import { groupDelete, groupDeleteOffsets, groupRemoveMember } from './group-changes.ts';
import { groupReset } from './group-reset.ts';
import { groups } from './groups.ts';
import { iamPolicy } from './iam-policy.ts';
import { inspect } from './inspect.ts';
import { journal } from './journal.ts';
import { lag } from './lag.ts';
import { metrics } from './metrics.ts';
import { replay } from './replay.ts';
import { report } from './report.ts';
import { search } from './search.ts';
import { SHARED_OPTIONS } from './shared-options.ts';
import { sizing } from './sizing.ts';
import { tail } from './tail.ts';
import { topic } from './topic.ts';
import { topicAddPartitions, topicClone, topicCreate, topicDelete, topicPurge } from './topic-changes.ts';
import { topicElectLeaders } from './topic-elect-leaders.ts';
import { topicSet } from './topic-set.ts';
import { topics } from './topics.ts';
import { transactions } from './transactions.ts';
import { transactionsAbort } from './transactions-abort.ts';
import { undo } from './undo.ts';

/** Every command there is: help, documentation and dispatch read this one list. */
export const COMMANDS: readonly Command[] = [
	clusters,
	doctor,
	topics,
	topic,
	topicSet,
	topicCreate,
	topicClone,
	topicAddPartitions,
	topicPurge,
	topicElectLeaders,
	topicDelete,
	inspect,
	groups,
	group,
	groupReset,
	groupDelete,
	groupDeleteOffsets,
	groupRemoveMember,
	lag,
	brokers,
	broker,
	cluster,
	operations,
	metrics,
	alarms,
	sizing,
	iamPolicy,
	transactions,
	transactionsAbort,
	tail,
	search,
	replay,
	events,
	audit,
	auditMute,
	auditUnmute,
	report,
	acls,
	apply,
	journal,
	undo,
	demo,
	completion,
];

/**
 * Every option of every command by name. An option means the same wherever it appears, so that `msk-tui --topic orders lag` can be
 * read before the command is known; a test holds us to it.
 */
export const ALL_OPTIONS: ReadonlyMap<string, OptionSpec> = new Map(
	[...SHARED_OPTIONS, ...COMMANDS.flatMap(c => c.options)].map(option => [option.name, option]),
);

/** Finds the command that the words begin with, the longest name first: `topic create` before `topic`. */
export const findCommand = (words: readonly string[]): { readonly command: Command; readonly rest: readonly string[] } | undefined => {
	for (const length of [2, 1]) {
		const name = words.slice(0, length).join(' ');
		const command = words.length >= length ? COMMANDS.find(c => c.name === name) : undefined;
		if (command !== undefined) return { command, rest: words.slice(length) };
	}
	return undefined;
};
