/** Unlocking and the dialog of a change, over a made-up cluster: what is asked, what is typed, and what is never made. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Change } from '../../../source/model/change.ts';
import type { ChangeVerdict, Judgement, Reason } from '../../../source/model/judgement.ts';
import type { ChangeOutcome } from '../../../source/operations/apply-change.ts';
import { UNLOCKED_MS, WriteLock } from '../../../source/state/write-lock.ts';
import type { ChangeAccess } from '../../../source/ui/shell/use-changing.ts';
import { key, onStage, PlayedCluster, type Stage } from '../../helpers/app-stage.tsx';

const CHANGED: Reason = { code: 'changedSince', weight: 'refuse', text: 'Since the effect was shown: orders id was A and is B now.' };

const judged = (change: Change, asks: ChangeVerdict['asks'], lines = 1): Judgement => ({
	change,
	verdict: { kind: 'confirm', asks, reasons: [{ code: 'x', weight: 'unknown', text: 'Not known: groups.', needs: 'Describe on group *' }] },
	effect: { lines: Array.from({ length: lines }, (_, i) => ({ label: `line ${i + 1}`, text: 'goes', isLoss: true as const })), json: {} },
	isNothing: false,
	conditions: {},
	before: {},
	undo: { changes: [], text: 'it cannot be undone' },
	losers: [],
});

/** Makes what is confirmed; `results` say how each try ends, the last one from then on. */
class PlayedChanges {
	nowMs = 1_000_000;
	asks: ChangeVerdict['asks'] = 'key';
	lines = 1;
	results: ChangeOutcome['result'][] = ['applied'];
	readonly made: Change[] = [];
	/** Previews that wait for an answer. */
	readonly asked: { readonly change: Change; readonly answer: () => void }[] = [];
	readonly lock: WriteLock;

	constructor(access: 'read-only' | 'read-write' | 'locked' = 'read-only') {
		this.lock = new WriteLock(access, () => this.nowMs);
	}

	access(): ChangeAccess {
		return {
			writeLock: this.lock,
			changes: async () => ({
				preview: change =>
					new Promise(resolve => {
						this.asked.push({ change, answer: () => resolve({ judgement: judged(change, this.asks), clusterId: 'C' }) });
					}),
				policy: () => ({ environment: 'prod', access: this.lock.access(), platform: 'kafka' }),
				apply: async ({ change, isConfirmed }) => {
					const judgement = judged(change, this.asks, this.lines);
					const outcome = { judgement, id: null, failures: new Map(), after: null };
					if (!(await isConfirmed(judgement))) return { ...outcome, result: 'unconfirmed' };
					const result = this.results.length > 1 ? this.results.shift()! : this.results[0]!;
					if (result === 'refused')
						return {
							...outcome,
							result,
							judgement: { ...judgement, verdict: { ...judgement.verdict, kind: 'refuse', reasons: [CHANGED] } },
						};
					this.made.push(change);
					return { ...outcome, result, id: 'id-1' };
				},
			}),
		};
	}
}

const play = (
	changes: PlayedChanges,
	story: (stage: Stage) => Promise<void>,
	{ environment = 'prod', rows = 24 }: { readonly environment?: 'prod' | 'dev'; readonly rows?: number } = {},
): Promise<void> =>
	onStage(
		new PlayedCluster(),
		{
			rows,
			props: {
				changing: changes.access(),
				identity: { cluster: 'orders-prod', environment, access: { text: 'read-only', isWritable: false } },
			},
		},
		async stage => {
			await stage.waitFor('orders');
			await stage.settle();
			await story(stage);
		},
	);

describe('unlocking', () => {
	it('takes the name of a cluster of production, and ends by itself', async () => {
		const changes = new PlayedChanges();
		await play(changes, async stage => {
			await stage.press('d');
			assert.match(stage.line(23), /^ refused {2}read-only: press w to unlock/);
			await stage.press('w', 'orders-pro', key.enter);
			assert.match(stage.screen(), /Unlock orders-prod\?/);
			assert.equal(changes.lock.access(), 'read-only');
			await stage.press('d', key.enter);
			await stage.waitFor(/^ orders-prod {2}PROD {2}writable, 15 min/);
			changes.nowMs += 60_000;
			changes.lock.check();
			await stage.waitFor(/^ orders-prod {2}PROD {2}writable, 14 min/);
			changes.nowMs += UNLOCKED_MS;
			changes.lock.check();
			await stage.waitFor(/^ orders-prod {2}PROD {2}read-only\b/);
			await stage.press('d');
			assert.match(stage.line(23), /^ refused {2}read-only: press w to unlock/);
		});
	});

	it('is one key elsewhere, which locks again as well', async () => {
		const changes = new PlayedChanges();
		await play(
			changes,
			async stage => {
				await stage.press('w');
				await stage.waitFor(/DEV {2}writable, 15 min/);
				await stage.press('w');
				await stage.waitFor(/DEV {2}read-only/);
				assert.equal(changes.lock.access(), 'read-only');
			},
			{ environment: 'dev' },
		);
	});

	it('never opens a locked cluster, and says so', async () => {
		const changes = new PlayedChanges('locked');
		await play(changes, async stage => {
			await stage.press('w');
			assert.match(stage.line(23), /^ refused {2}locked: this cluster stays as it is/);
			await stage.press('d');
			assert.match(stage.line(23), /^ refused {2}locked: this cluster stays as it is/);
			assert.match(stage.line(0), /PROD {2}locked/);
		});
	});
});

describe('the dialog of a change', () => {
	it('is made by y, never by enter, and tells its id', async () => {
		const changes = new PlayedChanges('read-write');
		await play(changes, async stage => {
			assert.match(stage.line(0), /PROD {2}writable\b/);
			await stage.press('d');
			await stage.waitFor(/unknown +Not known: groups\. Needs Describe on group \*\./);
			assert.match(stage.line(1), /\[2 Topics\]/, 'one sees which cluster it would hit');
			await stage.press(key.enter, 'x');
			assert.deepEqual(changes.made, []);
			await stage.press('y');
			await stage.waitFor(/^ done {2}delete topic orders · id-1/m);
			assert.deepEqual(changes.made, [{ kind: 'deleteTopic', topic: 'orders' }]);
		});
	});

	it('asks for the name in full where the verdict does, and esc leaves it alone', async () => {
		const changes = new PlayedChanges('read-write');
		changes.asks = 'name';
		await play(changes, async stage => {
			await stage.press('d');
			await stage.waitFor('Type this to apply');
			await stage.press('y', key.enter);
			assert.match(stage.screen(), /Type this to apply/);
			await stage.press(key.esc);
			await stage.waitFor(/left alone: nothing was changed/);
			assert.deepEqual(changes.made, []);
			await stage.press('d', 'orders', key.enter);
			await stage.waitFor(/^ done {2}delete topic orders/m);
			assert.equal(changes.made.length, 1);
		});
	});

	it('shows what was changed meanwhile, and asks again', async () => {
		const changes = new PlayedChanges('read-write');
		changes.results = ['refused', 'applied'];
		await play(changes, async stage => {
			await stage.press('d', 'y');
			await stage.waitFor(/orders id was A and is B now/);
			assert.deepEqual(changes.made, []);
			await stage.press('r');
			await stage.waitFor('Make this change?');
			await stage.press('y');
			await stage.waitFor(/^ done {2}delete topic orders/m);
		});
	});

	it('scrolls what is longer than its box; the question stays', async () => {
		const changes = new PlayedChanges('read-write');
		changes.lines = 30;
		await play(
			changes,
			async stage => {
				await stage.press('d');
				await stage.waitFor(/↓ \d+ more lines/);
				assert.match(stage.screen(), /Make this change\?/);
				await stage.press(' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ');
				assert.match(stage.screen(), /undo +it cannot be undone/);
				assert.match(stage.screen(), /Make this change\?/);
			},
			{ rows: 12 },
		);
	});
});

describe('on a tiny terminal', () => {
	it('nothing is made whose effect does not fit', async () => {
		const changes = new PlayedChanges('read-write');
		changes.asks = 'name';
		await play(
			changes,
			async stage => {
				await stage.press('d');
				await stage.waitFor('→');
				assert.match(stage.screen(), /│ delete topic orders/);
				await stage.resize(80, 6);
				await stage.press('orders', key.enter);
				assert.deepEqual(changes.made, []);
				assert.match(stage.screen(), /refused {2}enlarge the terminal/);
				await stage.resize(80, 24);
				await stage.press(key.enter);
				await stage.waitFor(/^ done {2}delete topic orders/m);
			},
			{ rows: 8 },
		);
	});
});

describe('the editor of settings', () => {
	it('reads the effect of what is typed, shows an old one as such, and changes all that are marked', async () => {
		const changes = new PlayedChanges();
		changes.lock.unlock();
		await play(changes, async stage => {
			await stage.press(' ', ' ', 'e');
			await stage.waitFor(/Retention of 2 topics {2}orders, orders-dlq/);
			await stage.waitFor(/▌ retention\.ms +7d +Kafka's default · not set here/);
			await stage.press(key.enter);
			assert.match(stage.line(23), /^ refused {2}nothing is changed yet/);
			await stage.press(key.ctrl('u'), '3');
			await stage.waitFor('3 is 3 milliseconds; 3d would be days');
			await stage.press('d');
			await stage.waitFor(/what this change does {2}reading…/);
			(await untilAsked(stage, changes, '259200000')).answer();
			await stage.waitFor(/▲ line 1 +goes/);
			await stage.press(key.tab, key.ctrl('u'), '1GiB');
			await stage.waitFor(/what this change does {2}reading anew…[\s\S]*▲ line 1 +goes/);
			const at = stage.find('line 1')!;
			assert.equal(stage.cell(at.x, at.y).isDim, true, 'what belongs to another value looks so');
			const { change, answer } = await untilAsked(stage, changes, '1073741824');
			assert.deepEqual(change, {
				kind: 'topicSettings',
				topics: ['orders', 'orders-dlq'],
				edits: [
					{ name: 'retention.ms', value: '259200000' },
					{ name: 'retention.bytes', value: '1073741824' },
				],
			});
			answer();
			await stage.waitFor(screen => !screen.includes('reading anew'));
			await stage.press(key.enter);
			await stage.waitFor('Make this change?');
			await stage.press('y');
			await stage.waitFor(/^ done {2}set retention\.ms=3d, retention\.bytes=1\.0 GiB of orders, orders-dlq/m);
			assert.deepEqual(changes.made, [change]);
			assert.match(stage.line(2), /^ Topics/, 'one is back where one came from');
		});
	});

	it('makes nothing once the time to change is over', async () => {
		const changes = new PlayedChanges();
		changes.lock.unlock();
		await play(changes, async stage => {
			await stage.press('e');
			await stage.waitFor(/▌ retention\.ms +7d/);
			await stage.press(key.ctrl('u'), '3d');
			changes.nowMs += UNLOCKED_MS;
			changes.lock.check();
			await stage.waitFor(/PROD {2}read-only/);
			await stage.press(key.enter);
			assert.match(stage.line(23), /^ refused {2}read-only: press w to unlock/);
			await stage.press(key.esc);
			await stage.waitFor('payments.audit');
			assert.deepEqual(changes.made, []);
		});
	});
});

/** The preview of a change with this value, once typing has paused. */
const untilAsked = async (stage: Stage, changes: PlayedChanges, value: string) => {
	for (;;) {
		const found = changes.asked.find(a => JSON.stringify(a.change).includes(value));
		if (found !== undefined) return found;
		await stage.idle();
	}
};
