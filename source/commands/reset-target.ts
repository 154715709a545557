import { Failure } from '../model/failure.ts';
import type { ResetTarget } from '../operations/plan-group-reset.ts';
import { resetTargetFrom } from '../operations/reset-words.ts';
import type { CommandContext } from './command.ts';

export const TARGET_FORMS = 'earliest, latest, time:2026-11-24T10:00, time:-15m, offset:1200, shift:-100, group:NAME or file:PATH';

const FILE = /^file:(.+)$/;

/** Reads a place in the log as `--to` names it. */
export const resetTarget = async (context: CommandContext, to: string): Promise<ResetTarget> => {
	const file = FILE.exec(to)?.[1];
	if (file !== undefined) return { kind: 'given', offsets: await (await context.changeFiles()).readOffsets(file) };
	const target = resetTargetFrom(to, context.nowMs());
	if (target === null) throw new Failure('usage', `--to takes ${TARGET_FORMS}, not "${to}".`);
	return target;
};
