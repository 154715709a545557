/** The screens of what AWS knows, in the demo: its account is on loopback, asked for by the real SDK. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { programArguments } from '../helpers/built-program.ts';
import { runInPty } from '../helpers/pty.ts';

const PATIENCE_MS = 60_000;

describe('what AWS knows, on the screens', () => {
	it('goes from brokers to a metric of one over a week, to alarms with their commands, to the cluster', async () => {
		const program = runInPty(process.execPath, programArguments(['demo', 'shop']), { columns: 120, rows: 40 });
		const see = (what: string | RegExp | ((screen: string) => boolean)) => program.waitFor(what, PATIENCE_MS);
		try {
			await see('orders.dlq');
			program.send('4');
			await see(/Brokers {2}3 .*CloudWatch \d\d:\d\d · \$0\.0\d\/h/);
			await see(/use1-az1 +\d+ +\d+ +[\d.]+ KiB +[\d.]+ KiB/);
			program.send('\r');
			await see(/\[If it goes/);
			program.send('\t');
			await see(/CpuUser \+ CpuSystem +\d+% [▁-█]+ /);
			program.send('\r');
			await see(/CpuUser \+ CpuSystem of broker 1 {2}\d\d:\d\d \d+%/);
			await see(/\[1h\]/);
			for (const time of ['3h', '1d', '1w']) {
				program.send('\t');
				await see(`[${time}]`);
			}
			await see(/ 60% ·+/);
			program.send('!');
			await see(/msk-tui metrics CpuUser CpuSystem --broker 1 --since 7d/);
			program.send('\u001B');
			// A key on its heels would be one with alt.
			await see(screen => !screen.includes('The same as a command'));
			program.send('7');
			await see(/ALARM +shop-under-replicated-3 +recommended/);
			await see(/cpu +missing +1.3 +Average > 60, 5 min/);
			program.send('/cpu\r');
			await see(/Alarms {2}1 of \d+/);
			program.send('i');
			await see(/aws cloudwatch put-metric-alarm/);
			program.send('\u001B');
			await see(screen => !screen.includes('put-metric-alarm'));
			program.send('0');
			await see(/State +ACTIVE/);
			await see(/Configuration +shop revision 2 · newer: 3/);
			await see(/UPDATE_BROKER_STORAGE +UPDATE_COMPLETE/);
			program.send('q');
			const { code } = await program.exit;
			assert.equal(code, 0);
		} finally {
			await program.close();
		}
	});
});
