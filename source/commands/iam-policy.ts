import { POLICY_ROLES, type PolicyRole, policyFor, policyNotes } from '../model/cloud/iam-policy.ts';
import { Failure } from '../model/failure.ts';
import { mskClusterArn } from '../model/msk-address.ts';
import { cloudOf } from '../operations/cloud/cloud-of.ts';
import { nearNames } from '../units/near-names.ts';
import type { Command, CommandContext } from './command.ts';
import { EXIT } from './exit-codes.ts';

export const iamPolicy: Command = {
	name: 'iam-policy',
	summary: `a policy of IAM with just what a role needs on this cluster: ${POLICY_ROLES.join(', ')}`,
	usage: POLICY_ROLES.join('|'),
	positionals: { least: 1, most: 1 },
	words: POLICY_ROLES,
	options: [
		{ name: 'topic', value: 'TOPIC', summary: 'for this topic; * stands for any characters', isMultiple: true },
		{ name: 'group', value: 'GROUP', summary: 'for this group; the same', isMultiple: true },
		{ name: 'transactional-id', value: 'ID', summary: 'for a producer with transactions', isMultiple: true },
	],
	examples: [
		{
			line: "msk-tui iam-policy consumer --topic orders --group 'billing*' --cluster arn:aws:kafka:eu-west-1:123456789012:cluster/shop/0a1b",
			says: 'AWS is not asked for it: the ARN says everything',
		},
		{ line: 'msk-tui iam-policy reader', says: 'what this program needs to show everything and change nothing' },
	],
	run: async context => {
		const { arguments: args, output } = context;
		const role = roleOf(args.positionals[0]!);
		const topics = args.values('topic');
		const groups = args.values('group');
		const isClient = role === 'consumer' || role === 'producer';
		if (isClient && topics.length === 0) throw new Failure('usage', `A ${role} is for some topics: name them with --topic.`);
		if (role === 'consumer' && groups.length === 0) throw new Failure('usage', 'A consumer is in a group: name it with --group.');
		const wish = {
			role,
			clusterArn: await arnOf(context),
			topics: topics.length === 0 ? ['*'] : topics,
			groups: groups.length === 0 && !isClient ? ['*'] : groups,
			transactionalIds: args.values('transactional-id'),
		};
		output.result(`${JSON.stringify(policyFor(wish), null, 2)}\n`);
		for (const note of policyNotes(wish)) output.notice(note);
		return EXIT.fine;
	},
};

const roleOf = (text: string): PolicyRole => {
	const role = POLICY_ROLES.find(r => r === text);
	if (role !== undefined) return role;
	const near = nearNames(text, POLICY_ROLES);
	throw new Failure('usage', `There is no policy for a ${text}.`, {
		nextSteps: [`${near.length > 0 ? near.join(' or ') : POLICY_ROLES.join(', ')}?`],
	});
};

/** By the option or the config file; else MSK is asked which cluster it is. A UUID is never left open: `*` would hold for the next cluster of that name. */
const arnOf = async (context: CommandContext): Promise<string> => {
	const named = context.arguments.value('cluster');
	if (named !== undefined && mskClusterArn(named) !== undefined) return named;
	if (context.arguments.value('bootstrap') === undefined) {
		const contexts = await (await context.clusterBook()).read();
		const chosen = contexts.find(c => (named === undefined ? c.isCurrent : c.name === named));
		if (chosen?.arn != null) return chosen.arn;
	}
	const cluster = await context.connect();
	return (await cloudOf(cluster.known).place({ signal: context.signal })).arn;
};
