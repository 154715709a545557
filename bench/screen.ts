/** The screen on real brokers, in a pseudo-terminal of 120x40: from start to names, from key to frame, and what goes over the line. */
import { setTimeout as delay } from 'node:timers/promises';
import { withLagLoad, withManyTopics } from './cluster.ts';
import { quantile, runNode, takeTurns } from './measure.ts';
import { openScreen, type PtyScreen } from './pty-screen.ts';
import { type Result, report, time, times } from './report.ts';

/** What Ink alone writes for one key at this size, measured before there was a difference to write (ink.md of the project's notes). */
const PLAIN_INK_BYTES = 5_166;
const ROWS_SHOWN = 35;
/** Typed into the filter: each key looks at all rows again, and the first ones keep most of them. */
const FILTERS = ['many00', '0 7 !3', 'y09', 'nothing', 'm1 !2 !4'];
const ESCAPE = '\u001b';
/** The least that Node can do for a key. */
const ECHO = "process.stdin.setRawMode(true).on('data',d=>process.stdout.write(d));process.stdout.write('>')";

const loaded = async (bootstrap: string, name: string, bytesPerSecond?: number): Promise<PtyScreen> => {
	const screen = openScreen(['--bootstrap', bootstrap], bytesPerSecond === undefined ? {} : { bytesPerSecond });
	await screen.shows(name);
	// The last column to come.
	await screen.shows(' 0 B ');
	await screen.quiet(1000);
	return screen;
};

/** Milliseconds from starting the program to names on the screen, beside Node alone. */
const start = async (bootstrap: string): Promise<readonly Result[]> => {
	const first = openScreen(['--bootstrap', bootstrap]);
	await first.shows('lag030');
	await first.leave();
	const ms = await takeTurns(
		{
			node: async () => (await runNode(['-e', '0'])).ms,
			names: async () => {
				const screen = openScreen(['--bootstrap', bootstrap]);
				const shown = await screen.shows('lag030');
				await screen.close();
				return shown;
			},
		},
		11,
	);
	return [
		{
			what: '300 topics on screen after start',
			target: '≤ 400 ms',
			figure: time(ms.names),
			ratio: times(ms.names, ms.node, 'node -e 0'),
			isMet: ms.names <= 400,
		},
	];
};

const held = (count: number): readonly string[] => Array.from({ length: count }, () => 'j');

/** Keys one at a time, each after the frame of the one before has come and some time has passed. */
const press = async (screen: PtyScreen, keys: readonly string[]): Promise<{ readonly ms: number[]; readonly bytes: number[] }> => {
	const ms: number[] = [];
	const bytes: number[] = [];
	for (const key of keys) {
		const before = screen.bytes();
		const heard = screen.nextByte();
		const pressed = performance.now();
		screen.send(key);
		ms.push((await heard) - pressed);
		await delay(40 + (ms.length % 7) * 5);
		bytes.push(screen.bytes() - before);
	}
	return { ms, bytes };
};

const keysAndBytes = async (bootstrap: string): Promise<readonly Result[]> => {
	const screen = await loaded(bootstrap, 'many00030');
	// The first rates of growth come with the second look at end offsets, and the first figure of our own load after ten seconds.
	await screen.shows('req/s');
	await screen.quiet(11_000);
	const still = screen.bytes();
	await delay(4000);
	const idle = screen.bytes() - still;
	// Once with the topics standing still, once while all 10,000 are read anew every ten seconds, which takes the processor for a while.
	screen.send('R');
	await screen.quiet(500);
	const moves = await press(screen, held(30));
	await press(screen, ['g', ...held(ROWS_SHOWN - 1)]);
	const scrolls = await press(screen, held(300));
	const filtering: number[] = [];
	for (const filter of FILTERS) {
		screen.send('/');
		await screen.quiet(300);
		filtering.push(...(await press(screen, [...filter])).ms);
		screen.send(ESCAPE);
		await screen.quiet(300);
	}
	screen.send('g');
	await screen.quiet(300);
	screen.send('R');
	await screen.quiet(500);
	const refreshing = await press(screen, held(300));
	await screen.close();
	const echo = openScreen([], { script: ECHO });
	await echo.shows('>');
	const echoed = await press(echo, held(100));
	await echo.close();
	const typed = quantile(filtering, 0.99);
	const p50 = quantile(scrolls.ms, 0.5);
	const p99 = quantile(scrolls.ms, 0.99);
	const floor = (share: number, ms: number): string => times(ms, quantile(echoed.ms, share), 'an echo');
	const line = (what: string, bytes: number): Result => ({
		what,
		target: '≤ 350 bytes',
		figure: `${bytes} bytes`,
		ratio: `1/${(PLAIN_INK_BYTES / bytes).toFixed(0)} of plain Ink`,
		isMet: bytes <= 350,
	});
	return [
		{ what: 'key to frame in 10,000 rows, p50', target: '≤ 10 ms', figure: time(p50), ratio: floor(0.5, p50), isMet: p50 <= 10 },
		{ what: 'key to frame in 10,000 rows, p99', target: '≤ 33 ms', figure: time(p99), ratio: floor(0.99, p99), isMet: p99 <= 33 },
		{
			what: '  while they are read anew, p50, p99',
			figure: `${time(quantile(refreshing.ms, 0.5))}, ${time(quantile(refreshing.ms, 0.99))}`,
		},
		{
			what: 'a key of the filter over 10,000 rows, p99',
			target: '≤ 33 ms',
			figure: time(typed),
			ratio: floor(0.99, typed),
			isMet: typed <= 33,
		},
		line('a cursor move', quantile(moves.bytes, 0.5)),
		line('a scrolled line', quantile(scrolls.bytes, 0.5)),
		{ what: 'nothing changes for 4 s', target: '0 bytes', figure: `${idle} bytes`, isMet: idle === 0 },
	];
};

/** Holds `j` for four seconds at the usual repeat rate; how long the screen goes on moving afterwards. */
const slowLine = async (bootstrap: string): Promise<Result> => {
	const screen = await loaded(bootstrap, 'many00030', 16_000);
	const begun = performance.now();
	for (let key = 0; key < 120; key++) {
		screen.send('j');
		await delay(Math.max(0, begun + ((key + 1) * 1000) / 30 - performance.now()));
	}
	const released = performance.now() - 1000 / 30;
	await screen.shows('▌ many00120');
	const lag = Math.max(0, screen.lastByteAt() - released);
	await screen.close();
	return { what: 'holding j for 4 s over 16 kB/s lags', target: '< 300 ms', figure: time(lag), isMet: lag < 300 };
};

export const screen = async (): Promise<void> => {
	const started = await withLagLoad(cluster => start(cluster.bootstrap.PLAINTEXT));
	const used = await withManyTopics(async ({ bootstrap }) => [
		...(await keysAndBytes(bootstrap.PLAINTEXT)),
		await slowLine(bootstrap.PLAINTEXT),
	]);
	report('Screen of 120x40', [...started, ...used]);
};

if (import.meta.main) {
	await screen();
	process.exit();
}
