/** The screens over a made-up cluster: what stands where, at which moment, and who is asked. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Failure } from '../../../source/model/failure.ts';
import { IDLE_MS } from '../../../source/state/idle-pause.ts';
import { createTheme } from '../../../source/ui/theme.ts';
import { key, onStage, PlayedCluster } from '../../helpers/app-stage.tsx';
import { broker, partition, topic } from '../../helpers/fake-reader.ts';

describe('the first frame', () => {
	it('stands before the first answer, and keys work', async () => {
		const cluster = new PlayedCluster();
		cluster.hold('readTopics');
		await onStage(cluster, {}, async stage => {
			assert.match(stage.line(0), /^ orders-prod {2}PROD {2}read-only {2}iam ops$/);
			assert.match(stage.line(1), /^ 1 Overview \[2 Topics\] 3 Groups 4 Brokers( \d \w+)*$/);
			assert.match(stage.screen(), /reading topics…/);
			await stage.press('?');
			assert.match(stage.screen(), /Keys of this screen/);
			await stage.press(key.esc);
			cluster.release('readTopics');
			await stage.waitFor('payments.audit');
		});
	});

	it('is whole after a hundred sizes while it loads, and so is the screen that comes', async () => {
		const cluster = new PlayedCluster();
		cluster.hold('readTopics');
		await onStage(cluster, {}, async stage => {
			for (let i = 0; i < 100; i++) await stage.resize(20 + ((i * 37) % 180), 5 + ((i * 13) % 50));
			await stage.resize(80, 24);
			assert.equal(stage.screen().match(/reading topics…/g)?.length, 1, 'no torn frame is left');
			assert.equal(cluster.count('readTopics'), 1, 'a size is no reason to ask again');
			cluster.release('readTopics');
			await stage.waitFor('payments.audit');
			await stage.settle();
			assert.equal(stage.screen().match(/ NAME.* PART/g)?.length, 1);
			assert.match(stage.line(0), /^ orders-prod/);
			assert.match(stage.line(23), /^ enter open .*\? keys$/);
		});
	});

	it('shows names first, slow columns as …, and a late answer does not move the cursor or the filter', async () => {
		const cluster = new PlayedCluster();
		cluster.hold('readLogDirs');
		await onStage(cluster, {}, async stage => {
			await stage.waitFor(/orders-dlq .*…/);
			await stage.press('/ord', key.enter, 'j');
			assert.match(stage.line(5), /^ ▌ orders-dlq .*…/);
			assert.match(stage.line(2), /Topics {2}2 of 3 {2}\/ord/);
			cluster.release('readLogDirs');
			await stage.settle();
			assert.match(stage.line(5), /^ ▌ orders-dlq .*1\.0 MiB/);
			assert.match(stage.line(2), /Topics {2}2 of 3 {2}\/ord/);
			// A rate takes two looks.
			assert.equal(stage.screen().match(/B +…/g)?.length, 2);
		});
	});

	it('of a topic shows each answer as it comes, and says what is still being read', async () => {
		const cluster = new PlayedCluster();
		await onStage(cluster, {}, async stage => {
			await stage.settle();
			cluster.hold('readLogDirs');
			cluster.hold('listGroups');
			await stage.press(key.enter);
			await stage.waitFor(/▌ +0 .* 200 .*…/);
			await stage.press(key.tab, key.tab);
			assert.match(stage.screen(), /\[Consumers\]\n.*\n {3}reading the groups…/);
			cluster.release('readLogDirs');
			cluster.release('listGroups');
			await stage.settle();
			assert.match(stage.screen(), /\[Consumers \d\]\n.*\n ▌ /);
		});
	});

	it('says why nothing can be read, tries again, and recovers without a restart', async () => {
		const cluster = new PlayedCluster();
		cluster.failure = new Failure('connection', 'b-1.example:9098 refuses connections.', { nextSteps: ['Check the port.'] });
		await onStage(cluster, {}, async stage => {
			await stage.settle();
			assert.match(stage.screen(), /● Not connected\n {2}b-1\.example:9098 refuses connections\.\n\n {2}→ Check the port\./);
			assert.match(stage.screen(), /tried again by itself/);
			cluster.failure = undefined;
			await stage.press('r');
			await stage.waitFor('payments.audit');
			assert.doesNotMatch(stage.screen(), /Not connected/);
		});
	});
});

describe('a refresh', () => {
	it('that fails keeps the rows, says so with their time, and clears when one succeeds', async () => {
		const cluster = new PlayedCluster();
		await onStage(cluster, {}, async stage => {
			await stage.settle();
			cluster.failure = new Failure('timeout', 'b-2 did not answer within 30s.');
			await stage.press('r');
			await stage.settle();
			assert.match(stage.line(2), /refresh failed as of \d\d:\d\d:\d\d/);
			assert.match(stage.line(23), /failed {2}b-2 did not answer within 30s\. .*\? keys$/);
			assert.match(stage.screen(), /orders-dlq/);
			cluster.failure = undefined;
			await stage.press('r');
			await stage.settle();
			assert.doesNotMatch(stage.screen(), /failed/);
		});
	});

	it('keeps the selected row selected when others appear above it', async () => {
		const cluster = new PlayedCluster();
		await onStage(cluster, {}, async stage => {
			await stage.settle();
			await stage.press('j');
			assert.match(stage.line(5), /^ ▌ orders-dlq/);
			cluster.topics = [topic('alerts', [partition(0)]), ...cluster.topics];
			await stage.press('r');
			await stage.settle();
			assert.match(stage.screen(), /^ ▌ orders-dlq/m);
			assert.match(stage.line(2), /Topics {2}4/);
		});
	});

	it('writes nothing while nothing changes', async () => {
		const cluster = new PlayedCluster();
		await onStage(cluster, {}, async stage => {
			await stage.settle();
			const before = cluster.count('readTopics');
			cluster.nowMs += 3_000;
			const bytes = await stage.bytesOf(async () => {
				await stage.press('r');
				await stage.settle();
			});
			assert.equal(cluster.count('readTopics'), before + 1);
			assert.equal(bytes, 0);
		});
	});

	it('asks for all topics once for every screen that shows them, and for nothing again on a way back', async () => {
		const cluster = new PlayedCluster();
		await onStage(cluster, {}, async stage => {
			await stage.settle();
			await stage.press('1');
			await stage.settle();
			await stage.press('4');
			await stage.settle();
			assert.equal(cluster.count('readTopics'), 1 + 1, 'all topics once, and those of the groups on Overview');
			const before = cluster.total;
			await stage.press('2', '4', '1', '2');
			await stage.settle();
			assert.equal(cluster.total, before);
			cluster.nowMs += 3_000;
			await stage.press('r', 'r', 'r', 'r');
			await stage.settle();
			assert.equal(cluster.count('readTopics'), 3, 'a key that is leant on asks once');
		});
	});

	it('asks nothing once no key came for ten minutes, says so, and goes on with any key', async () => {
		const cluster = new PlayedCluster();
		await onStage(cluster, {}, async stage => {
			await stage.settle();
			cluster.nowMs += IDLE_MS - 1_000;
			stage.polled.idle.check();
			await stage.settle();
			assert.doesNotMatch(stage.screen(), /paused/);
			cluster.nowMs += 2_000;
			stage.polled.idle.check();
			await stage.waitFor(/^ paused, since no key came for 10 min; any key resumes/m);
			assert.match(stage.line(2), /paused as of/);
			const before = cluster.total;
			await stage.press('j');
			await stage.settle();
			assert.doesNotMatch(stage.screen(), /paused/);
			assert.ok(cluster.total > before, 'it reads at once');
		});
	});

	it('keeps the pause of R when a key ends the other one', async () => {
		const cluster = new PlayedCluster();
		await onStage(cluster, {}, async stage => {
			await stage.settle();
			await stage.press('R');
			cluster.nowMs += IDLE_MS;
			stage.polled.idle.check();
			const before = cluster.total;
			await stage.press('j');
			await stage.settle();
			assert.match(stage.line(2), /paused as of/);
			assert.equal(cluster.total, before);
		});
	});

	it('tells the load it causes, without a tick while it is much the same, and a throttle as long as it lasts', async () => {
		const cluster = new PlayedCluster();
		await onStage(cluster, { columns: 120 }, async stage => {
			await stage.settle();
			const meter = stage.polled.load!;
			const look = (times: number, requests: number) => {
				for (let i = 0; i < times; i++) {
					cluster.load.requests += requests;
					meter.look();
				}
			};
			look(15, 24);
			await stage.waitFor(/ 13 req\/s/);
			const bytes = await stage.bytesOf(async () => look(30, 28));
			assert.equal(bytes, 0, '14 is much the same as 13');
			cluster.load.throttles++;
			cluster.load.lastThrottle = { address: 'b-1:9092', ms: 1_200 };
			look(1, 24);
			await stage.waitFor(/throttled 1\.2 s {2}13 req\/s/);
			look(20, 0);
			await stage.waitFor(/ 0 req\/s/);
			assert.doesNotMatch(stage.line(0), /throttled/);
			await stage.press('R');
			assert.doesNotMatch(stage.line(0), /req\/s/);
			assert.equal(await stage.bytesOf(async () => look(30, 9)), 0, 'a screen that stands still is left alone');
			await stage.press('R');
			look(5, 9);
			await stage.waitFor(/ req\/s/);
		});
	});

	it('paused: says so in the title, also on screens opened later, which read once', async () => {
		const cluster = new PlayedCluster();
		await onStage(cluster, {}, async stage => {
			await stage.settle();
			await stage.press('R');
			assert.match(stage.line(2), /paused as of/);
			await stage.press('3');
			await stage.settle();
			assert.match(stage.line(2), /Groups {2}2 .*paused as of/);
			assert.equal(cluster.count('listGroups'), 1);
			const before = cluster.total;
			await stage.press('2');
			await stage.settle();
			assert.equal(cluster.total, before, 'what is paused is shown as it was');
			await stage.press(key.enter);
			await stage.settle();
			assert.match(stage.line(2), /^ orders {2}3 partitions .*paused as of/, 'a place that was never seen is read once');
			await stage.press(key.esc);
			await stage.settle();
			const resumed = cluster.total;
			await stage.press('R');
			await stage.settle();
			assert.doesNotMatch(stage.line(2), /paused/);
			assert.ok(cluster.total > resumed);
		});
	});
});

describe('what is not known', () => {
	it('is ? with the missing right beside the keys, and every reason behind i', async () => {
		const cluster = new PlayedCluster();
		cluster.isRestricted = true;
		await onStage(cluster, {}, async stage => {
			await stage.settle();
			assert.match(stage.line(4), /orders .* \? +… +7d/);
			assert.match(stage.line(2), /▲ incomplete {2}sort name/);
			assert.match(stage.line(23), /SIZE unknown: needs ACL Describe on Cluster.* i why {2}\? keys$/);
			await stage.press('i');
			assert.match(stage.screen(), /What is not known here, and why/);
			assert.match(stage.screen(), /Not authorised: Describe on the log dirs/);
			await stage.press(key.esc);
			assert.doesNotMatch(stage.screen(), /What is not known/);
		});
	});

	it('leaves i without work, and says so, while all is known', async () => {
		await onStage(new PlayedCluster(), {}, async stage => {
			await stage.settle();
			await stage.press('i');
			assert.match(stage.line(23), /refused {2}everything shown here is known/);
		});
	});
});

describe('going about', () => {
	it('starts what is shown and stops what is left', async () => {
		const cluster = new PlayedCluster();
		await onStage(cluster, {}, async stage => {
			await stage.settle();
			await stage.press('3');
			await stage.settle();
			assert.match(stage.line(1), /2 Topics \[3 Groups\]/);
			const { topics, groups } = stage.polled;
			let topicsHeard = 0;
			topics.subscribe(() => topicsHeard++);
			topics.refresh();
			await stage.settle();
			assert.equal(topicsHeard, 0, 'the topics are not read while the groups are shown');
			assert.notEqual(groups.snapshot().value, undefined);
			await stage.press(key.enter);
			await stage.settle();
			assert.match(stage.line(2), /billing {2}Stable · classic · range · 1 member · coordinator 2/);
			const listed = cluster.count('listGroups');
			groups.refresh();
			await stage.settle();
			assert.equal(cluster.count('listGroups'), listed, 'nor the list of groups while one is shown');
		});
	});

	it('drops an answer that comes after one has left', async () => {
		const cluster = new PlayedCluster();
		cluster.hold('readTopics');
		await onStage(cluster, {}, async stage => {
			await stage.press('4', '3');
			cluster.release('readTopics');
			await stage.settle();
			assert.match(stage.line(2), /Groups {2}2/);
			assert.equal(stage.polled.topics.snapshot().value, undefined);
		});
	});

	it('comes back to the row, filter, order and marks one left', async () => {
		await onStage(new PlayedCluster(), {}, async stage => {
			await stage.settle();
			await stage.press('/ord', key.enter, 'S', 'g', ' ');
			assert.match(stage.line(2), /Topics {2}2 of 3 {2}\/ord {2}1 marked .*sort name ▼/);
			const before = stage.screen();
			assert.match(stage.line(5), /^ ▌ orders /);
			await stage.press(key.enter);
			await stage.settle();
			assert.match(stage.line(2), /^ orders {2}3 partitions · RF 3/);
			await stage.press(key.esc);
			await stage.settle();
			assert.equal(stage.screen(), before);
			await stage.press('3');
			await stage.settle();
			await stage.press('2');
			await stage.settle();
			assert.equal(stage.screen(), before, 'by way of a tab as well');
		});
	});

	it('esc first takes back filter and marks, then goes back, and at the root does nothing', async () => {
		await onStage(new PlayedCluster(), {}, async stage => {
			await stage.settle();
			const root = stage.screen();
			await stage.press(key.enter);
			await stage.settle();
			await stage.press(key.tab, key.tab, '/zzz', key.enter);
			assert.match(stage.screen(), /nothing matches the filter/);
			await stage.press(key.esc);
			assert.match(stage.screen(), /\[Consumers 2\]/);
			await stage.press(key.esc);
			await stage.settle();
			assert.equal(stage.screen(), root);
			await stage.press(key.esc, key.esc);
			assert.equal(stage.screen(), root);
		});
	});

	it('opens a group from the palette without its screen having been seen, by a name that is still to be read', async () => {
		const cluster = new PlayedCluster();
		await onStage(cluster, {}, async stage => {
			await stage.settle();
			await stage.press(':group bill');
			await stage.waitFor(/▌ group {4}billing/);
			await stage.press(key.enter);
			await stage.settle();
			assert.match(stage.line(2), /^ billing {2}Stable/);
			assert.match(stage.line(1), /\[3 Groups\]/);
			await stage.press(key.esc);
			await stage.settle();
			assert.match(stage.line(2), /^ Topics {2}3/);
		});
	});

	it('reads topics for the palette where another tab was first, and leaves that one running', async () => {
		const cluster = new PlayedCluster();
		await onStage(cluster, { props: { start: { kind: 'groups' } } }, async stage => {
			await stage.settle();
			await stage.press(':topic dlq');
			await stage.waitFor(/▌ topic {4}orders-dlq/);
			await stage.press(key.esc);
			const before = cluster.count('listGroups');
			await stage.press('r');
			await stage.settle();
			assert.equal(cluster.count('listGroups'), before + 1);
		});
	});
});

describe('keys', () => {
	it('are all in help: every action that can be reached, with its keys', async () => {
		await onStage(new PlayedCluster(), { columns: 100, rows: 90 }, async stage => {
			await stage.settle();
			const actions = stage.session.layers.reachable();
			assert.ok(actions.length > 25);
			await stage.press('?');
			for (const action of actions) assert.ok(stage.screen().includes(action.description), action.id);
		});
	});

	it('c copies the name, or all that are marked, and says so briefly', async () => {
		await onStage(new PlayedCluster(), {}, async stage => {
			await stage.settle();
			const copied = (): string[] =>
				[...stage.output.text.matchAll(/\x1b\]52;c;([^\x07]+)\x07/g)].map(m => Buffer.from(m[1]!, 'base64').toString());
			await stage.press('c');
			assert.deepEqual(copied(), ['orders']);
			assert.match(stage.line(23), /^ done {2}sent to your clipboard: orders$/);
			await stage.press(' ', ' ', 'c');
			assert.deepEqual(copied(), ['orders', 'orders\norders-dlq']);
			assert.match(stage.line(23), /2 marked rows/);
			await stage.press(key.esc, 'g', key.enter);
			await stage.settle();
			await stage.press(key.tab, '/retention.ms', key.enter, 'c');
			assert.equal(copied().at(-1), 'retention.ms=604800000');
		});
	});

	it('! shows the same as a command, with the filter and without options of the screen', async () => {
		await onStage(new PlayedCluster(), {}, async stage => {
			await stage.settle();
			await stage.press('/dlq', key.enter, '!');
			assert.match(stage.screen(), /msk-tui topics '\*dlq\*' --cluster orders-prod {2}/);
			await stage.press(key.esc, '3');
			await stage.settle();
			await stage.press(key.enter);
			await stage.settle();
			await stage.press('!');
			assert.match(stage.screen(), /msk-tui lag billing --per-partition --cluster orders-prod/);
		});
	});

	it("I shows and hides Kafka's internal topics", async () => {
		await onStage(new PlayedCluster(), {}, async stage => {
			await stage.settle();
			assert.doesNotMatch(stage.screen(), /__consumer_offsets/);
			await stage.press('I');
			await stage.settle();
			assert.match(stage.line(2), /Topics {2}4 {2}with internal/);
			assert.match(stage.screen(), /__consumer_offsets/);
			await stage.press('I');
			await stage.settle();
			assert.doesNotMatch(stage.screen(), /__consumer_offsets/);
		});
	});

	it('that cannot act say why', async () => {
		await onStage(new PlayedCluster(), { props: { start: { kind: 'broker', id: 1 } } }, async stage => {
			await stage.settle();
			await stage.press(key.tab);
			assert.match(stage.line(3), /\[Log dirs 1\]/);
			await stage.press(key.enter);
			assert.match(stage.line(23), /refused {2}there is nothing further inside/);
		});
	});

	it('q goes back and at the root quits; ctrl+c quits from inside an input line', async () => {
		for (const keys of [
			[key.enter, 'q', 'q'],
			['/x', key.ctrl('c')],
		]) {
			await onStage(new PlayedCluster(), {}, async stage => {
				await stage.settle();
				await stage.press(...keys);
				await stage.session.waitUntilExit();
			});
		}
	});
});

describe('a thousand brokers', () => {
	it('are listed, counted and filtered, and every line fits', async () => {
		const cluster = new PlayedCluster();
		cluster.brokers = Array.from({ length: 1_000 }, (_, i) => ({
			...broker(i + 1),
			host: `b-${i + 1}.a-cluster-with-a-long-name.abcdef.c2.kafka.us-east-1.amazonaws.com`,
		}));
		await onStage(cluster, {}, async stage => {
			await stage.settle();
			await stage.press('4');
			await stage.settle();
			assert.match(stage.line(2), /Brokers {2}1,000/);
			await stage.press('G');
			assert.match(stage.screen(), /^ ▌ +1000 /m);
			await stage.press('/777', key.enter);
			assert.match(stage.line(2), /1 of 1,000/);
			await stage.press(key.enter);
			await stage.settle();
			assert.match(stage.line(2), /777/);
			await stage.press('1');
			await stage.settle();
			assert.match(stage.screen(), /orders-prod/);
			for (let y = 0; y < 24; y++) assert.ok(stage.line(y).length <= 80);
		});
	});
});

describe('the overview', () => {
	it('draws no verdict of now from a look that failed, and keeps what was known in sight', async () => {
		const cluster = new PlayedCluster();
		await onStage(cluster, { props: { start: { kind: 'overview' } } }, async stage => {
			await stage.settle();
			assert.match(stage.screen(), /Kafka +\S+ (OK|CRITICAL|DEGRADED) /);
			cluster.failure = new Failure('connection', 'None of the 3 broker addresses answers.');
			await stage.press('r');
			await stage.settle();
			assert.match(stage.screen(), /Kafka +\S+ UNKNOWN +last known at \d\d:\d\d:\d\d: (OK|CRITICAL|DEGRADED) · 0 offline/);
			assert.match(stage.screen(), /Consumers +\S+ UNKNOWN +last known/);
		});
	});
});

describe('a broker', () => {
	it('opens from the list and says what goes down with it, worst first', async () => {
		await onStage(new PlayedCluster(), { props: { start: { kind: 'brokers' } } }, async stage => {
			await stage.settle();
			await stage.press(key.enter);
			await stage.settle();
			assert.match(stage.line(2), /^ broker 1 .*b-1:9092 · az1/);
			assert.match(stage.line(3), /\[If it goes 4\] {2}Log dirs 1 {2}Config /);
			assert.match(stage.line(4), /partitions: 1 OFFLINE · 5 a copy less · 5 leaders move/);
			assert.match(stage.line(6), /^ ▌ payments\.audit +OFFLINE +1 +0 +2 0/);
			await stage.press(key.enter);
			await stage.settle();
			assert.match(stage.line(2), /^ payments\.audit {2}1 partition/);
		});
	});

	it('says nothing of what goes down where topics may be hidden', async () => {
		const cluster = new PlayedCluster();
		cluster.isRestricted = true;
		await onStage(cluster, { props: { start: { kind: 'broker', id: 1 } } }, async stage => {
			await stage.settle();
			assert.match(stage.line(4), /what goes down is not known: not all topics can be seen/);
		});
	});
});

describe('a group', () => {
	it('shows lag, age, owner and total by partition, and keeps the five that matter at 80 columns', async () => {
		await onStage(new PlayedCluster(), { props: { start: { kind: 'group', name: 'billing' } } }, async stage => {
			await stage.settle();
			assert.match(stage.line(3), /\[Partitions 3\] {2}Members 1/);
			assert.match(stage.line(4), /TOPIC +P .*LAG +BEHIND +RATE\/S +TREND +VERDICT +MEMBER/);
			assert.match(stage.line(5), /^ ▌ orders +0 .* 60 +1m .*learning 1\/10 +billing-1/);
			assert.match(stage.screen(), /total lag 180 · behind 1m/);
			assert.match(stage.screen(), /lost so far: none/);
			await stage.press(key.enter);
			await stage.settle();
			assert.match(stage.line(2), /^ orders {2}3 partitions/);
		});
	});

	it('of a name that fills the line keeps its state in sight', async () => {
		const cluster = new PlayedCluster();
		const name = `connect-${'sink-'.repeat(30)}0`;
		cluster.groups = [{ name, committed: 200n, topic: 'orders', partitions: 1 }];
		await onStage(cluster, { props: { start: { kind: 'group', name } } }, async stage => {
			await stage.settle();
			assert.match(stage.line(2), /^ connect-sink-[^ ]*… {2}Stable · classic · range · 1 member · coordinator 2 *$/);
		});
	});
});

describe('sizes and modes', () => {
	it('goes down to 20x5 and back without a trace', async () => {
		await onStage(new PlayedCluster(), {}, async stage => {
			await stage.settle();
			const before = stage.screen();
			for (const [columns, rows] of [
				[20, 5],
				[40, 10],
				[1, 1],
				[20, 2],
				[200, 60],
			] as const) {
				await stage.resize(columns, rows);
				assert.equal(stage.screen().split('\n').length, rows);
				if (rows === 5) assert.match(stage.screen(), /^ ▌ orders/m);
			}
			await stage.resize(80, 24);
			assert.equal(stage.screen(), before);
		});
	});

	it('says every state without colour and without Unicode', async () => {
		const cluster = new PlayedCluster();
		cluster.isRestricted = true;
		await onStage(cluster, { theme: createTheme({ hasColour: false, hasUnicode: false }) }, async stage => {
			for (const keys of ['', '3', '4', '2\r', '\t', '\t', '3\r']) {
				if (keys !== '') await stage.press(...keys.split(''));
				await stage.settle();
				assert.doesNotMatch(stage.screen(), /[^\x00-\x7f]/);
			}
			assert.doesNotMatch(stage.output.text, /\x1b\[(?:\d+;)*(?:3[0-7]|4[0-7]|9[0-7])(?:;\d+)*m/);
			await stage.press('2', key.esc);
			await stage.settle();
			assert.match(stage.screen(), /! incomplete/);
		});
	});

	for (const [columns, rows] of [
		[80, 24],
		[120, 40],
		[200, 60],
		[40, 10],
		[20, 5],
	] as const)
		it(`fills ${columns}x${rows} on every screen, help, palette and command`, async () => {
			await onStage(new PlayedCluster(), { columns, rows }, async stage => {
				for (const keys of ['2', key.enter, key.tab, '3', key.enter, '4', '?', key.esc, ':', key.esc, '!', key.esc]) {
					await stage.press(keys);
					await stage.settle();
					assert.match(stage.line(0), /^ orders-prod/, `after ${JSON.stringify(keys)}`);
				}
			});
		});
});
