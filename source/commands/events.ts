import { rowJson } from '../columns/column.ts';
import { EVENT_SEVERITY, eventExtras, eventTable } from '../columns/event-columns.ts';
import { eventText } from '../columns/event-text.ts';
import type { ClusterEvent } from '../model/cluster-event.ts';
import { type EventsLook, watchEvents } from '../state/watch-events.ts';
import { printable } from '../units/foreign-text.ts';
import { jsonText } from '../units/json.ts';
import { isoText } from '../units/time.ts';
import type { Command, CommandContext } from './command.ts';
import { printGaps } from './error-output.ts';
import { EXIT, exitCodeOf, exitCodeOfGaps } from './exit-codes.ts';
import { durationOption, watchInterval, watchSpec } from './option-values.ts';
import { asciiText } from './output.ts';
import { paint } from './table-output.ts';
import { watchReader } from './watch-reader.ts';

const INTERVAL = { usualMs: 10_000, leastMs: 10_000, why: 'each look reads the metadata of all topics' };

export const events: Command = {
	name: 'events',
	summary: 'what changes from now on: leaders, ISR, brokers, topics, groups, each with the time between two looks in which it happened',
	usage: '',
	positionals: { least: 0, most: 0 },
	options: [
		watchSpec('look again every INTERVAL (10s, which is the shortest); events are always watched, with or without it'),
		{ name: 'for', value: 'DURATION', summary: 'end after this time instead of with Ctrl+C' },
	],
	examples: [
		{ line: 'msk-tui events --watch', says: 'a line an event, until Ctrl+C' },
		{ line: 'msk-tui events --watch --for 10m --json', says: 'the events of ten minutes as JSON Lines' },
	],
	run: async context => {
		const { arguments: args, isJson, output } = context;
		const intervalMs = watchInterval(args, INTERVAL) ?? INTERVAL.usualMs;
		const forMs = durationOption(args, 'for');
		const { known } = await context.connect();
		const reading = watchReader(context.signal);
		let last: EventsLook | undefined;
		let saidGaps = '';
		for await (const look of watchEvents(known, { intervalMs, forMs }, reading.signal)) {
			// The first look decides whether there is anything to watch at all.
			if (last === undefined && look.failure !== undefined) throw look.failure;
			last = look;
			for (const event of look.events) output.result(`${isJson ? eventJson(event) : eventLine(context, event)}\n`);
			const gaps = look.gaps.map(g => g.path + g.reason).join();
			if (!isJson && gaps !== saidGaps) printGaps(output, look.gaps, codeOf(look), false);
			saidGaps = gaps;
		}
		reading.end();
		if (reading.isGone()) return EXIT.fine;
		if (last === undefined) return EXIT.interrupted;
		if (isJson) printGaps(output, last.gaps, codeOf(last), true);
		return codeOf(last);
	},
};

/** A watch ends with the code of its last look. */
const codeOf = ({ failure, readable, gaps }: EventsLook): number =>
	failure === undefined ? exitCodeOfGaps(readable, gaps) : exitCodeOf(failure.kind);

const eventJson = (event: ClusterEvent): string => jsonText({ ...rowJson(eventTable, event), ...eventExtras(event) });

/** `2026-11-25T12:00:08Z  critical  broker 2 is gone  (after 11:59:58)`. */
const eventLine = ({ output }: CommandContext, event: ClusterEvent): string => {
	const after = event.kind === 'watching' ? '' : `  (after ${secondText(event.sinceMs).slice(11)}${event.isLate ? ', seen late' : ''})`;
	const text = printable(eventText(event));
	const severity = EVENT_SEVERITY[event.severity];
	const words = `${event.severity.padEnd(8)}  ${output.isAscii ? asciiText(text) : text}`;
	return `${secondText(event.seenMs)}  ${output.hasColor && severity !== undefined ? paint(severity, words) : words}${after}`;
};

const secondText = (atMs: number): string => isoText(atMs).replace(/\.\d+Z$/, 'Z');
