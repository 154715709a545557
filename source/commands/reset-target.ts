import { Failure } from '../model/failure.ts';
import type { ResetTarget } from '../operations/plan-group-reset.ts';
import { parseTime } from '../units/time.ts';
import type { CommandContext } from './command.ts';

export const TARGET_FORMS = 'earliest, latest, time:2026-11-24T10:00, time:-15m, offset:1200, shift:-100, group:NAME or file:PATH';

const wrong = (to: string): Failure => new Failure('usage', `--to takes ${TARGET_FORMS}, not "${to}".`);

/** Reads a place in the log as `--to` names it. */
export const resetTarget = async (context: CommandContext, to: string): Promise<ResetTarget> => {
	const colon = to.indexOf(':');
	const [kind, value] = colon < 0 ? [to, ''] : [to.slice(0, colon), to.slice(colon + 1)];
	switch (kind) {
		case 'earliest':
		case 'latest':
			if (colon >= 0) throw wrong(to);
			return { kind };
		case 'time': {
			const point = parseTime(value, context.nowMs());
			if (point === null) throw wrong(to);
			return point === 'beginning' ? { kind: 'earliest' } : point === 'end' ? { kind: 'latest' } : { kind: 'time', atMs: point.atMs };
		}
		case 'offset':
			if (!/^\d+$/.test(value)) throw wrong(to);
			return { kind: 'offset', offset: BigInt(value) };
		case 'shift':
			if (!/^[+-]?\d+$/.test(value)) throw wrong(to);
			return { kind: 'shift', by: BigInt(value.replace(/^\+/, '')) };
		case 'group':
			if (value === '') throw wrong(to);
			return { kind: 'copy', group: value };
		case 'file':
			if (value === '') throw wrong(to);
			return { kind: 'given', offsets: await (await context.changeFiles()).readOffsets(value) };
		default:
			throw wrong(to);
	}
};
