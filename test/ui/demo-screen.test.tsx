/** The foundation as a whole: a made-up screen with 10,000 rows. Bytes are counted, not milliseconds: they are the same in every run. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTheme } from '../../source/ui/theme.ts';
import { DemoApp, demoTopics } from '../helpers/demo-app.tsx';
import { key, mount, type TerminalHarness } from '../helpers/terminal-harness.tsx';

const topics = demoTopics(10_000);

const withScreen = async (options: Parameters<typeof mount>[1], test: (screen: TerminalHarness) => Promise<void>): Promise<void> => {
	const screen = await mount(<DemoApp topics={topics} />, options);
	try {
		await test(screen);
	} finally {
		await screen.close();
	}
};

describe('bytes at 120x40 with 10,000 rows', () => {
	it('a cursor move takes at most 350', () =>
		withScreen({ columns: 120, rows: 40 }, async screen => {
			for (let i = 0; i < 30; i++) {
				const bytes = await screen.bytesOf(() => screen.press('j'));
				assert.ok(bytes > 0 && bytes <= 350, `${bytes} bytes`);
			}
		}));

	it('a scrolled line takes at most 350, down and up', () =>
		withScreen({ columns: 120, rows: 40 }, async screen => {
			await screen.press('G');
			for (let i = 0; i < 36; i++) await screen.press('k');
			for (let i = 0; i < 20; i++) {
				const bytes = await screen.bytesOf(() => screen.press('k'));
				assert.ok(bytes > 0 && bytes <= 350, `up: ${bytes} bytes`);
			}
			for (let i = 0; i < 34; i++) await screen.press('j');
			for (let i = 0; i < 15; i++) {
				const bytes = await screen.bytesOf(() => screen.press('j'));
				assert.ok(bytes > 0 && bytes <= 350, `down: ${bytes} bytes`);
			}
		}));

	it('nothing is written when nothing changes', () =>
		withScreen({ columns: 120, rows: 40 }, async screen => {
			assert.equal(await screen.bytesOf(() => screen.press('z')), 0, 'a key nobody wants');
			assert.equal(await screen.bytesOf(() => screen.press('k', 'g', key.pageUp)), 0, 'up at the top');
			assert.equal(await screen.bytesOf(() => screen.idle()), 0);
		}));

	it('keys that arrive together are drawn once', () =>
		withScreen({ columns: 120, rows: 40 }, async screen => {
			const bytes = await screen.bytesOf(() => screen.press('j'.repeat(20)));
			assert.ok(bytes <= 350, `${bytes} bytes`);
			assert.match(screen.line(24), /▌/);
		}));
});

for (const [columns, rows] of [
	[80, 24],
	[120, 40],
] as const) {
	describe(`the screen at ${columns}x${rows}`, () => {
		it('fills the terminal and shows what the design asks for', () =>
			withScreen({ columns, rows }, async screen => {
				assert.match(screen.line(0), /^ orders-prod {1,2}PROD {1,2}read-only {2}iam ops@123456789012 {2}us-east-1 +● 1 critical ▲ 2$/);
				assert.match(screen.line(1), /^ 1 Overview \[2 Topics\] 3 Groups/);
				assert.match(screen.line(2), /^ Topics {2}10,000/);
				assert.match(screen.line(3), /^ {3}NAME +PART +ISR +SIZE/);
				assert.match(screen.line(4), /^ ▌ orders.created/);
				assert.match(screen.line(rows - 1), /^ enter open {2}\/ filter {2}s sort/);
				const badge = screen.find('PROD')!;
				assert.equal(screen.cell(badge.x, badge.y).background, 'palette 1');
				assert.equal(screen.cell(5, 4).isInverse, true);
				assert.equal(screen.cell(5, 5).isInverse, false);
			}));

		it('filters as one types, even when it all arrives at once', () =>
			withScreen({ columns, rows }, async screen => {
				await screen.press('/ord !dlq');
				await screen.waitFor(/Topics {2}[\d,]+ of 10,000/);
				assert.match(screen.line(rows - 1), /^ \/ord !dlq/);
				assert.doesNotMatch(screen.screen(), /dlq\./);
				await screen.press(key.esc);
				assert.match(screen.line(2), /^ Topics {2}10,000/);
				await screen.press('/dlq\rj');
				assert.match(screen.line(2), /\/dlq/);
				assert.match(screen.line(5), /▌/, 'j after enter moves');
			}));

		it('opens help over the body, searchable, with reasons', () =>
			withScreen({ columns, rows }, async screen => {
				await screen.press('?');
				assert.match(screen.line(0), /orders-prod/);
				assert.match(screen.line(1), /\[2 Topics\]/);
				assert.ok(screen.find('read-only: press w to unlock'));
				await screen.press('audit');
				assert.ok(screen.find('Show audit findings'));
				assert.equal(screen.find('Tail this topic'), undefined);
				await screen.press(key.esc);
				assert.equal(screen.find('Keys of this screen'), undefined);
			}));

		it('finds actions and topics in the palette', () =>
			withScreen({ columns, rows }, async screen => {
				await screen.press(':delete', key.enter);
				assert.ok(screen.find('Delete it from orders-prod?'));
				await screen.press('orders.create', key.enter);
				assert.ok(screen.find('Type this to apply'), 'the name is not typed in full');
				await screen.press('d', key.enter);
				assert.match(screen.line(rows - 1), /^ done {2}deleted orders.created/);
			}));

		it('keeps the selected row when the order changes', () =>
			withScreen({ columns, rows }, async screen => {
				await screen.press('j', 's', 's', 'S');
				assert.match(screen.screen(), /▌ payments\.created/);
			}));

		it('is whole after any resize', () =>
			withScreen({ columns, rows }, async screen => {
				for (const [c, r] of [
					[60, 12],
					[20, 5],
					[10, 1],
					[200, 60],
					[79, 24],
					[columns, rows],
				] as const) {
					await screen.press('j');
					await screen.resize(c, r);
					await screen.press('g');
					const other = await mount(<DemoApp topics={topics} />, { columns: c, rows: r });
					assert.equal(screen.screen(), other.screen(), `${c}x${r}`);
					await other.close();
				}
			}));
	});
}

describe('without colour and Unicode', () => {
	it('every sign has a stand-in of plain ASCII', () =>
		withScreen({ theme: createTheme({ hasColour: false, hasUnicode: false }) }, async screen => {
			await screen.press('j', ' ', '?');
			assert.doesNotMatch(screen.screen(), /[^\u0020-\u007E\n]/);
			await screen.press(key.esc, ':', 'topic');
			assert.doesNotMatch(screen.screen(), /[^\u0020-\u007E\n]/);
		}));
});
