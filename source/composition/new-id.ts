import { randomBytes } from 'node:crypto';
import { isoText } from '../units/time.ts';

/** Names a change or a run by its time and some chance: `20261124-101502-7f3a`. */
export const newId = (nowMs: number): string =>
	`${isoText(nowMs)
		.replace(/[-:]|\..*/g, '')
		.replace('T', '-')}-${randomBytes(2).toString('hex')}`;
