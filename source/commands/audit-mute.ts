import type { AuditMute, AuditResource, ResourceType } from '../model/audit-result.ts';
import { Failure } from '../model/failure.ts';
import { parseDuration } from '../units/duration.ts';
import { isoText, parseTime } from '../units/time.ts';
import { requireRule } from './audit.ts';
import type { Arguments, Command, CommandContext } from './command.ts';
import { EXIT } from './exit-codes.ts';

const RESOURCE_TYPES: readonly ResourceType[] = ['cluster', 'broker', 'topic', 'group', 'transaction', 'acl', 'alarm', 'secret'];

const RESOURCE_OPTION = { name: 'resource', value: 'TYPE:NAME', summary: 'only on this: topic:orders, broker:2, group:billing' } as const;

/** `topic:orders`; undefined where none is given. */
const resourceOption = (args: Arguments): AuditResource | undefined => {
	const text = args.value('resource');
	if (text === undefined) return undefined;
	const [, word, name] = /^(\w+):(.+)$/s.exec(text) ?? [];
	const type = RESOURCE_TYPES.find(t => t === word);
	if (type === undefined || name === undefined)
		throw new Failure('usage', `--resource takes a type and a name such as topic:orders, not "${text}".`, {
			nextSteps: [`types are ${RESOURCE_TYPES.join(', ')}`],
		});
	return { type, name };
};

/** `30d` from now on, or a day. */
const untilOption = (text: string | undefined, nowMs: number): number => {
	const ms = text === undefined ? null : parseDuration(text);
	const time = text === undefined || ms !== null ? null : parseTime(text, nowMs);
	const untilMs = ms !== null ? nowMs + ms : time !== null && typeof time === 'object' ? time.atMs : undefined;
	if (untilMs === undefined) throw new Failure('usage', '--until takes how long, such as 30d, or a day such as 2027-01-31.');
	if (untilMs <= nowMs) throw new Failure('usage', '--until is in the past.');
	return untilMs;
};

const clusterId = async (context: CommandContext): Promise<string> => {
	const { id } = await (await context.connect()).info();
	if (id === null) throw new Failure('incomplete', 'The cluster did not tell its id, by which accepted findings are kept.');
	return id;
};

const onText = (resource: AuditResource | undefined): string =>
	resource === undefined ? 'wherever it is found' : `on ${resource.type} ${resource.name}`;

export const auditMute: Command = {
	name: 'audit mute',
	summary: 'accept a finding for a time, with a reason; it stays in every list and counts apart',
	usage: 'RULE',
	positionals: { least: 1, most: 1 },
	options: [
		RESOURCE_OPTION,
		{ name: 'reason', value: 'TEXT', summary: 'why it is accepted' },
		{ name: 'until', value: 'TIME', summary: '30d from now on, or a day such as 2027-01-31' },
	],
	examples: [
		{ line: 'msk-tui audit mute DUR-1 --resource topic:scratch --reason "test data" --until 90d', says: 'nobody minds losing it' },
	],
	run: async context => {
		const { arguments: args, output } = context;
		const rule = args.positionals[0]!.toUpperCase();
		requireRule(rule);
		const resource = resourceOption(args);
		const reason = args.value('reason')?.trim() ?? '';
		if (reason === '') throw new Failure('usage', '--reason is missing: nothing is accepted without one.');
		const untilMs = untilOption(args.value('until'), context.nowMs());
		const mute: AuditMute = { rule, reason, untilMs, ...(resource && { resource }) };
		const files = await context.auditFiles();
		await files.mute(await clusterId(context), mute);
		output.notice(`${rule} ${onText(resource)} is accepted until ${isoText(untilMs).slice(0, 10)}; kept in ${files.mutesPath}`);
		return EXIT.fine;
	},
};

export const auditUnmute: Command = {
	name: 'audit unmute',
	summary: 'let an accepted finding count again',
	usage: 'RULE',
	positionals: { least: 1, most: 1 },
	options: [RESOURCE_OPTION],
	examples: [{ line: 'msk-tui audit unmute DUR-1 --resource topic:scratch', says: 'it counts again' }],
	run: async context => {
		const { arguments: args, output } = context;
		const rule = args.positionals[0]!.toUpperCase();
		requireRule(rule);
		const resource = resourceOption(args);
		const taken = await (await context.auditFiles()).unmute(await clusterId(context), rule, resource);
		output.notice(taken === 0 ? `${rule} ${onText(resource)} was not accepted` : `${rule} ${onText(resource)} counts again`);
		return taken === 0 ? EXIT.usage : EXIT.fine;
	},
};
