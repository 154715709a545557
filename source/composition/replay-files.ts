import { replayCheckpoints } from '../files/replay-checkpoints.ts';
import { newId } from './new-id.ts';

/** What replays keep on this machine. */
export const replayFiles = (env: Readonly<Record<string, string | undefined>>) => ({ checkpoints: replayCheckpoints(env), newRun: newId });
