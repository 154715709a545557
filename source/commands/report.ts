import type { ClusterEvent } from '../model/cluster-event.ts';
import { watchEvents } from '../state/watch-events.ts';
import { printAnswer } from './answer.ts';
import { auditCluster } from './audit.ts';
import { auditGaps } from './audit-verdict.ts';
import type { Command, CommandContext, ConnectedCluster } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { durationOption } from './option-values.ts';
import { reportMarkdown } from './report-text.ts';

const LOOK_MS = 10_000;

export const report: Command = {
	name: 'report',
	summary: 'an incident snapshot as Markdown: cluster, brokers, lag, events, what was changed from here, and the audit',
	usage: '',
	positionals: { least: 0, most: 0 },
	options: [{ name: 'for', value: 'DURATION', summary: 'watch so long first, and tell what happened meanwhile' }],
	examples: [
		{ line: 'msk-tui report > incident.md', says: 'how it stands now' },
		{ line: 'msk-tui report --for 2m > incident.md', says: 'with what happened in two minutes: leaders, ISR, brokers, groups' },
	],
	run: async context => {
		const { arguments: args, output } = context;
		const watchedMs = durationOption(args, 'for') ?? 0;
		const cluster = await context.connect();
		const events = watchedMs === 0 ? [] : await watched(context, cluster, watchedMs);
		const audit = await auditCluster(context, cluster, []);
		const { id, name, bootstrap } = await cluster.info();
		const { changes } = await (await context.changeFiles()).journal.read();
		const text = reportMarkdown({ name, bootstrap, audit, events, watchedMs, changes: changes.filter(c => c.cluster.id === id) });
		return printAnswer(context, cluster, {
			json: () => ({ report: text }),
			table: async () => output.result(`${text}\n`),
			readable: audit.results.filter(r => r.judged > 0).length,
			// The document itself says what is missing, and why.
			gaps: context.isJson ? auditGaps(audit.results) : [],
			code: audit.results.some(r => r.isUnread) ? EXIT.incomplete : EXIT.fine,
		});
	},
};

const watched = async (
	{ output, signal }: CommandContext,
	{ known }: ConnectedCluster,
	forMs: number,
): Promise<readonly ClusterEvent[]> => {
	const events: ClusterEvent[] = [];
	output.progress('watching…');
	for await (const look of watchEvents(known, { intervalMs: LOOK_MS, forMs }, signal)) {
		if (look.failure !== undefined && events.length === 0) throw look.failure;
		events.push(...look.events);
	}
	output.progress(undefined);
	signal.throwIfAborted();
	return events;
};
