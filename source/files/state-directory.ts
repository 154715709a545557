import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where what the program remembers lies (journal, checkpoints, copies too large for the clipboard): `$XDG_STATE_HOME/msk-tui`. */
export const stateDirectory = (env: Readonly<Record<string, string | undefined>>): string =>
	join(env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local', 'state'), 'msk-tui');
