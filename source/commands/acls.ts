import { accessTable, aclTable, type RemarkedAcl } from '../columns/acl-columns.ts';
import { rowJson } from '../columns/column.ts';
import { accessTo, aclRemark } from '../model/access.ts';
import { coversResource } from '../model/acl.ts';
import { Failure } from '../model/failure.ts';
import { printAnswer } from './answer.ts';
import type { Command } from './command.ts';
import { printTable, usualColumns } from './table-output.ts';

export const acls: Command = {
	name: 'acls',
	summary: "rules of Kafka's authorizer, and who may read or write a topic by them",
	usage: '',
	positionals: { least: 0, most: 0 },
	options: [
		{ name: 'topic', value: 'TOPIC', summary: 'who may do what with it, by all rules together' },
		{ name: 'group', value: 'GROUP', summary: 'the same for a group' },
		{ name: 'principal', value: 'NAME', summary: 'only rules that hold for it, such as User:billing' },
	],
	examples: [
		{ line: 'msk-tui acls', says: 'every rule, with what is wide open or about nothing that exists' },
		{ line: 'msk-tui acls --topic orders', says: 'who may read or write orders' },
		{ line: 'msk-tui acls --principal User:billing', says: 'what billing may do' },
	],
	run: async context => {
		const { arguments: args, output, signal } = context;
		const [topic, group, principal] = [args.value('topic'), args.value('group'), args.value('principal')];
		if (topic !== undefined && group !== undefined) throw new Failure('usage', 'acls takes a topic or a group, not both.');
		const cluster = await context.connect();
		const { reader } = cluster.known;
		const [told, topics, description] = await Promise.all([
			reader.readAcls({ signal }),
			reader.readTopics(topic === undefined ? null : [topic], { signal }).catch(() => undefined),
			reader.describeCluster({ signal }),
		]);
		if (told.isOff) throw new Failure('unsupported', 'The brokers have no authorizer: whoever connects may do everything.');
		if (topic !== undefined && topics?.failures.get(topic)?.kind === 'notFound') throw topics.failures.get(topic)!;
		const rules = told.rules.filter(r => principal === undefined || r.principal === principal || r.principal === 'User:*');
		const about = topic === undefined ? group : topic;
		const type = topic === undefined ? 'Group' : 'Topic';
		if (about !== undefined) {
			const rows = accessTo(rules, type, about);
			return printAnswer(context, cluster, {
				json: () => ({ access: rows.map(r => rowJson(accessTable, r)) }),
				table: async () => {
					await printTable(output, usualColumns(accessTable.columns), rows);
					if (rows.length === 0) output.result(`no rule lets anybody do anything with ${type.toLowerCase()} ${about}\n`);
					if (!rules.some(r => coversResource(r, type, about)))
						output.notice('nothing is said of it: allow.everyone.if.no.acl.found decides (audit rule SEC-5)');
					output.notice(NOT_IN_RULES);
				},
				readable: 1,
				gaps: [],
			});
		}
		// Without all topics in sight "no such topic" would be a guess.
		const names =
			description.authorizedOperations?.has('Describe') && topics !== undefined ? new Set(topics.topics.map(t => t.name)) : null;
		const rows = rules.map((rule): RemarkedAcl => ({ ...rule, remark: aclRemark(rule, names) }));
		return printAnswer(context, cluster, {
			json: () => ({ acls: rows.map(r => rowJson(aclTable, r)) }),
			table: async () => {
				await printTable(output, usualColumns(aclTable.columns), rows);
				if (rows.length === 0) output.result('no rules\n');
				output.notice(NOT_IN_RULES);
			},
			readable: 1,
			gaps: [],
		});
	},
};

const NOT_IN_RULES = 'Super users stand in no rule, and principals of MSK IAM are bound by policies of IAM instead.';
