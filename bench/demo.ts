/** The demo as a newcomer starts it: until its first frame is full, and the memory that program and cluster take together. */
import { readFileSync } from 'node:fs';
import { runNode, takeTurns } from './measure.ts';
import { openScreen } from './pty-screen.ts';
import { report, time, times } from './report.ts';

const MOST_MS = 1_000;
const MOST_MIB = 150;
/** Flags come with the settings, sizes with the log dirs: with both a frame is full. */
const LAST_TO_COME = ['URP 3', ' KiB'];

/** The most memory a process ever held, MiB; NaN where /proc is not there. */
const peakMib = (pid: number): number => {
	try {
		return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
	} catch {
		return Number.NaN;
	}
};

export const demo = async (rounds = 7): Promise<void> => {
	const first = openScreen(['demo']);
	for (const text of LAST_TO_COME) await first.shows(text);
	// Only whoever leaves by a key keeps the compiled code for the next start.
	await first.leave();
	let mib = 0;
	const ms = await takeTurns(
		{
			node: async () => (await runNode(['-e', '0'])).ms,
			full: async () => {
				const screen = openScreen(['demo']);
				const shown = await Promise.all(LAST_TO_COME.map(text => screen.shows(text)));
				await screen.quiet(500);
				mib = Math.max(mib, peakMib(screen.pid));
				await screen.close();
				return Math.max(...shown);
			},
		},
		rounds,
	);
	report('Demo', [
		{
			what: 'first full frame of the shop',
			target: `≤ ${time(MOST_MS)}`,
			figure: time(ms.full),
			ratio: times(ms.full, ms.node, 'node -e 0'),
			isMet: ms.full <= MOST_MS,
		},
		{ what: 'most memory (peak RSS)', target: `< ${MOST_MIB} MiB`, figure: `${mib.toFixed(0)} MiB`, isMet: mib < MOST_MIB },
	]);
};

if (import.meta.main) await demo();
