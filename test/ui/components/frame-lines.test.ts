import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hintsLine, type Identity, identityLine, noticeLine, tabsLine, titleLine } from '../../../source/ui/components/frame-lines.ts';
import { helpLines } from '../../../source/ui/components/help-lines.ts';
import { boxLines, overlayRegion } from '../../../source/ui/components/overlay.tsx';
import { type PaletteEntry, paletteActions, paletteLine, searchPalette } from '../../../source/ui/components/palette.tsx';
import { sparkline } from '../../../source/ui/components/status.ts';
import { fitTable, headerLine, rowLine, type TableColumn } from '../../../source/ui/components/table-rows.ts';
import { cellWidth } from '../../../source/ui/display-text.ts';
import { bindActions } from '../../../source/ui/keys/actions.ts';
import { listActions } from '../../../source/ui/keys/list-actions.ts';
import { createTheme } from '../../../source/ui/theme.ts';

const theme = createTheme({ hasColour: true, hasUnicode: true });
const ascii = createTheme({ hasColour: false, hasUnicode: false });
const bare = (text: string): string => text.replaceAll(/\u001B\[[\d;]*m/g, '');
const widthOf = (text: string): number => cellWidth(bare(text));

const identity: Identity = {
	cluster: 'orders-prod',
	environment: 'prod',
	access: { text: 'read-only', isWritable: false },
	principal: 'iam ops@123456789012',
	region: 'us-east-1',
	critical: 1,
	warnings: 2,
};
const tabs = ['Overview', 'Topics', 'Groups', 'Brokers', 'Records', 'Access', 'Alarms', 'Audit'].map((title, i) => ({
	title,
	digit: i + 1,
}));
const actions = bindActions(listActions, {
	moveBy: () => {},
	movePages: () => {},
	moveTo: () => {},
	scrollColumns: () => {},
	openFilter: () => {},
	nextSort: () => {},
	reverseSort: () => {},
	toggleMark: () => {},
	isEmpty: () => false,
});

describe('frame lines', () => {
	it('say at 80 columns all the design asks for', () => {
		assert.equal(
			bare(identityLine(identity, 80, theme)),
			' orders-prod PROD read-only  iam ops@123456789012  us-east-1   ● 1 critical ▲ 2 ',
		);
		assert.equal(bare(tabsLine(tabs, 2, 80, theme)), ' 1 Overview [2 Topics] 3 Groups 4 Brokers 5 Records 6 Access 7 Alarms 8 Audit');
		const title = titleLine({ title: 'Topics', shown: 42, total: 1204, details: ['/order'], right: ['sort size ▼'] }, 80, theme);
		assert.match(bare(title), /^ Topics {2}42 of 1,204 {2}\/order {40,}sort size ▼ $/);
	});

	it('never exceed the width and keep the cluster', () => {
		for (let width = 1; width <= 130; width++) {
			for (const look of [theme, ascii]) {
				const lines = [
					identityLine(identity, width, look),
					tabsLine(tabs, 5, width, look),
					titleLine({ title: 'Topics', total: 1204, right: ['sort size'] }, width, look),
					hintsLine(actions, width, look),
					noticeLine({ tone: 'failed', text: 'a long sentence about what happened and what to do next' }, width, look),
				];
				for (const line of lines) assert.ok(widthOf(line) <= width, `${width}: ${bare(line)}`);
			}
			if (width >= 40) assert.match(bare(identityLine(identity, width, theme)), /orders-prod PROD? ?|orders-prod {2}PROD/);
			if (width >= 12) assert.match(bare(tabsLine(tabs, 5, width, theme)), /\[5 Records\]/);
		}
	});

	it('name a state in words, not by colour alone', () => {
		assert.match(bare(noticeLine({ tone: 'refused', text: 'read-only: press w to unlock' }, 80, theme)), /^ refused {2}read-only/);
	});

	it('cannot be painted over by a foreign name', () => {
		assert.doesNotMatch(identityLine({ ...identity, cluster: 'x\u001B]0;owned\u0007' }, 80, theme), /\u001B\]/);
	});

	it('leave out hints that cannot act', () => {
		assert.equal(bare(hintsLine(actions, 80, theme)), ' / filter  s sort');
	});
});

describe('help', () => {
	it('lists a key that cannot act with its reason, whole', () => {
		const lines = helpLines(actions, '', 60, theme).map(bare);
		assert.ok(lines.some(line => line.includes('there is nothing further inside')));
		assert.ok(lines.every(line => cellWidth(line) === 60));
	});

	it('is searched by key, description and reason', () => {
		assert.match(bare(helpLines(actions, 'nowhere', 60, theme).join('')), /^no key matches *$/);
		assert.equal(helpLines(actions, 'half down', 60, theme).length, 2);
		assert.equal(helpLines(actions, 'ctrl+u', 60, theme).length, 2);
	});
});

describe('palette', () => {
	const entries: PaletteEntry[] = [...paletteActions(actions), { id: 't', kind: 'topic', label: 'orders.created', run: () => {} }];

	it('finds a resource by kind and piece of its name', () => {
		assert.equal(searchPalette(entries, 'topic ord')[0]?.item.id, 't');
	});

	it('leaves movement out', () => {
		assert.ok(!entries.some(entry => entry.id === 'action:down'));
	});

	it('paints lines of exactly the width', () => {
		for (const { item, match } of searchPalette(entries, 'o')) {
			for (const isChosen of [true, false])
				for (const width of [20, 40, 72]) assert.equal(widthOf(paletteLine(item, match, isChosen, width, theme)), width, item.id);
		}
	});
});

describe('overlay', () => {
	it('leaves lines 1 and 2 visible and stays on the screen', () => {
		for (const [columns, rows] of [
			[80, 24],
			[120, 40],
			[40, 10],
			[20, 7],
		] as const) {
			for (const lines of [1, 10, 100]) {
				const region = overlayRegion({ columns, rows }, { width: 76, lines });
				assert.ok(region.top >= 2 && region.top + region.height <= rows && region.left >= 0 && region.left + region.width <= columns);
				for (const line of boxLines(region, 'A title', 'a hint', [], 'accent', theme)) assert.equal(widthOf(line), region.width);
			}
		}
	});
});

describe('table lines', () => {
	type Row = { readonly name: string; readonly size: string; readonly flag: string };
	const columns: readonly TableColumn<Row>[] = [
		{
			id: 'name',
			title: 'NAME',
			minWidth: 8,
			maxWidth: 40,
			priority: 0,
			cell: row => row.name,
			compare: (a, b) => a.name.localeCompare(b.name),
		},
		{ id: 'size', title: 'SIZE', minWidth: 7, align: 'right', priority: 1, cell: row => row.size },
		{ id: 'flag', title: 'FLAGS', minWidth: 5, priority: 2, cell: row => ({ text: row.flag, style: 'critical' }) },
	];
	const rows: readonly Row[] = [
		{ name: 'orders', size: '1 MiB', flag: '' },
		{ name: '日本語のトピック名はとても長いことがあります', size: '12 GiB', flag: 'URP' },
		{ name: 'evil\u001B[2Jname', size: '–', flag: '' },
	];

	it('never exceed the width, with any content, and leave a cell free', () => {
		for (let width = 12; width < 100; width++) {
			const fitted = fitTable(columns, rows, width);
			for (const isSelected of [true, false]) {
				for (const row of rows) {
					const line = rowLine(row, columns, fitted, theme, { width, isSelected, isMarked: true, scrolled: 0 });
					assert.ok(widthOf(line) < width, `${width}: ${bare(line)}`);
					assert.doesNotMatch(line, /\u001B\[2J/);
				}
			}
			assert.ok(widthOf(headerLine(columns, fitted, { columnId: 'name', isDescending: false }, theme)) < width);
		}
	});

	it('show the cursor, the mark and the sort sign without colour too', () => {
		const fitted = fitTable(columns, rows, 60);
		assert.match(
			bare(rowLine(rows[0]!, columns, fitted, ascii, { width: 60, isSelected: true, isMarked: true, scrolled: 0 })),
			/^\*> orders/,
		);
		assert.match(bare(headerLine(columns, fitted, { columnId: 'name', isDescending: true }, theme)), /^ {3}NAME▼/);
	});

	it('scroll the flexible column only as far as there is text', () => {
		const long: Row = { name: 'abcdefghijklmnopqrstuvwxyz', size: '1', flag: '' };
		const fitted = fitTable(columns, [long], 30);
		const line = bare(rowLine(long, columns, fitted, theme, { width: 30, isSelected: false, isMarked: false, scrolled: 999 }));
		assert.match(line, /xyz {2,}/);
	});

	it('draws values as bars, with gaps where nothing is known', () => {
		assert.equal(sparkline([0, undefined, 4, 8], theme), '▁ ▅█');
		assert.equal(sparkline([0, 0], theme), '▁▁');
	});
});
