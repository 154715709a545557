/** What a person does in an incident, told on the demo's cluster: the built program in a pty at 80x24, without colours. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { cleanEnvironment, programArguments } from '../helpers/built-program.ts';
import { type PtyProgram, runInPty } from '../helpers/pty.ts';

/** Two rounds of the outage that comes every two minutes: one that is missed on a busy machine comes again. */
const LIMIT_MS = 240_000;

const esc = '\u001B';

type Story = {
	readonly see: (what: string | RegExp) => Promise<void>;
	readonly keys: (keys: string) => void;
	readonly screen: () => string;
};

/** Tells a story: keys are sent only when what they act on is there. */
const tell = async (args: readonly string[], story: (told: Story) => Promise<void>, home = '/nonexistent'): Promise<void> => {
	const program: PtyProgram = runInPty(process.execPath, programArguments(args), {
		environment: { NO_COLOR: '1', XDG_CONFIG_HOME: home, XDG_STATE_HOME: join(home, 'state'), MSK_TUI_CLUSTER: '' },
	});
	try {
		await story({ see: what => program.waitFor(what, LIMIT_MS), keys: program.send, screen: program.screen });
		program.send('\u0003');
		assert.equal((await program.exit).code, 0);
		// Bold, dim and inverse remain; a colour would be 30–37, 38, 40–47, 90–97.
		assert.doesNotMatch(program.transcript(), new RegExp(`${esc}\\[(?:\\d+;)*(?:3[0-8]|4[0-8]|9[0-7])(?:;\\d+)*m`));
	} finally {
		await program.close();
	}
};

describe('stories on the demo', { concurrency: true }, () => {
	it('find why billing is late: its members live and read less than comes in', () =>
		tell(['demo', 'shop'], async ({ see, keys }) => {
			await see(/Topics {2}\d/);
			keys('1');
			await see(/^ {3}billing +Stable +2 +1\d,\d{3} +2\dm/m);
			await see(/too far behind|worth a look/);
			keys('3');
			await see(/Groups {2}5 .*too far behind/);
			keys('/billing\r');
			await see(/Groups {2}1 of 5 .*\/billing.*sort/);
			await see(/^ ▌ billing/m);
			keys('\r');
			await see(/billing {2}Stable .* 2 members/);
			await see(/behind 2\dm \(limit 5m\).*not catching up/);
			await see(/lost so far: none/);
			// Every partition and both members alike: it is not one that hangs.
			await see(/orders +0 .* slow +billing-1/);
			await see(/orders +5 .* slow +billing-2/);
		}));

	it('see a broker fail, what it takes along, and that it came back', () =>
		tell(['demo', 'outage'], async ({ see, keys, screen }) => {
			await see(/Topics {2}\d/);
			keys('1');
			await see(/broker 2 is gone: 1 partition offline/);
			await see(/Kafka +. CRITICAL +1 offline/);
			keys('4');
			await see(/^ [ ▌] +2 +not alive/m);
			keys(':broker 2');
			await see(/▌ broker +broker 2/);
			keys('\r');
			await see(/broker 2 {2}not alive/);
			await see(/1 offline already/);
			assert.doesNotMatch(screen(), /nothing goes down/);
			await see(/broker 2 {2}127\.0\.0\.1:\d+ · use1-az2/);
			keys('1');
			await see(/broker 2 is back/);
			await see(/Kafka +. DEGRADED +0 offline/);
		}));

	it('find one topic among ten thousand', () =>
		tell(['demo', 'huge'], async ({ see, keys }) => {
			await see(/Topics {2}10,001/);
			keys('/warehouse audit 07579\r');
			await see(/Topics {2}1 of 10,001 {2}\/warehouse audit 07579.*sort/);
			await see(/^ ▌ warehouse\.audit\.07579/m);
			keys('\r');
			await see(/warehouse\.audit\.07579 {2}10 partitions/);
			await see(/\[Partitions 10\]/);
			keys('q');
			await see(/Topics {2}1 of 10,001/);
		}));

	it('read a refusal, learn the permission, and are not told that what is hidden does not exist', () =>
		tell(['demo', 'denied'], async ({ see, keys }) => {
			await see(/Topics {2}3 .*▲ incomplete/);
			await see(/SIZE unknown: needs ACL Describe on Cluster/);
			keys('i');
			await see('What is not known here, and why');
			await see('kafka-cluster:DescribeCluster');
			keys(esc);
			await see(/^ ▌ orders .*\?/m);
			await see(/i why {2}\? keys$/m);
			keys(':');
			await see('Command');
			await see('more topics and groups may exist than could be read');
			keys('topic shipments');
			await see('nothing matches');
			await see('more topics and groups may exist than could be read');
		}));

	it('add a cluster by the form, each step tested, and stand in it', async () => {
		const home = mkdtempSync(join(tmpdir(), 'msk-tui-story-'));
		const served = spawn(process.execPath, programArguments(['demo', '--serve']), {
			env: cleanEnvironment(),
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		try {
			const bootstrap = await new Promise<string>((resolve, reject) => {
				createInterface({ input: served.stdout }).once('line', resolve);
				served.once('error', reject);
				served.once('close', () => reject(new Error('demo --serve ended by itself')));
			});
			await tell(
				[],
				async ({ see, keys }) => {
					await see('No cluster is known yet.');
					keys('+');
					await see('New cluster');
					keys(`${bootstrap.split(',')[0]}\tshop\t`);
					await see('plaintext, by the port');
					keys('\t\t\t');
					await see(/▌ *Test/);
					keys('\r');
					await see(/▌ *Save and connect/);
					keys('\r');
					await see(/^ shop +PROD +read-only +plaintext/);
					await see(/Topics {2}10/);
				},
				home,
			);
			assert.match(readFileSync(join(home, 'msk-tui', 'config.yaml'), 'utf8'), /^current: shop\nclusters:\n {2}shop:\n {4}bootstrap: /);
		} finally {
			served.kill('SIGKILL');
			rmSync(home, { recursive: true });
		}
	});
});
