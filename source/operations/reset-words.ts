/** Reads a place in a log as somebody types it, on a screen or behind `--to`. */
import { parseTime } from '../units/time.ts';
import type { ResetTarget } from './plan-group-reset.ts';

/**
 * `earliest`, `latest`, `-2h`, `2026-11-24T10:00`, `offset 1200`, `shift -100`, `group NAME`; a colon may stand in place of the blank, and
 * `time` before a time. Null for anything else.
 */
export const resetTargetFrom = (text: string, nowMs: number): ResetTarget | null => {
	const typed = text.trim();
	const [, kind = '', value = ''] = /^(\w+)[\s:]+(\S+)$/.exec(typed) ?? [];
	switch (kind) {
		case 'offset':
			return /^\d+$/.test(value) ? { kind, offset: BigInt(value) } : null;
		case 'shift':
			return /^[+-]?\d+$/.test(value) ? { kind, by: BigInt(value.replace(/^\+/, '')) } : null;
		case 'group':
			return { kind: 'copy', group: value };
		case 'time':
			return timeTarget(value, nowMs);
		default:
			return typed === 'earliest' || typed === 'latest' ? { kind: typed } : timeTarget(typed, nowMs);
	}
};

const timeTarget = (text: string, nowMs: number): ResetTarget | null => {
	const point = parseTime(text, nowMs);
	if (point === null) return null;
	return point === 'beginning' ? { kind: 'earliest' } : point === 'end' ? { kind: 'latest' } : { kind: 'time', atMs: point.atMs };
};
