/** The decisions behind the screens, each as a table: they need no terminal. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { topicTable } from '../../../source/columns/topic-columns.ts';
import { Failure } from '../../../source/model/failure.ts';
import type { GroupLag } from '../../../source/model/lag.ts';
import type { LagSample } from '../../../source/model/lag-verdict.ts';
import type { TopicSummary } from '../../../source/model/topic-summary.ts';
import type { Gap } from '../../../source/model/unknown.ts';
import type { Snapshot } from '../../../source/state/poller.ts';
import { cellWidth } from '../../../source/ui/display-text.ts';
import { clashingKeys } from '../../../source/ui/keys/actions.ts';
import { globalActions } from '../../../source/ui/keys/global-actions.ts';
import { groupChangeActions, groupPartitionActions } from '../../../source/ui/keys/group-change-actions.ts';
import { listActions, paneActions } from '../../../source/ui/keys/list-actions.ts';
import { toRecordsActions } from '../../../source/ui/keys/record-actions.ts';
import { clustersActions, screenActions, topicsActions } from '../../../source/ui/keys/screen-actions.ts';
import { topicChangeActions } from '../../../source/ui/keys/topic-change-actions.ts';
import { nounColumns, rowUnknowns, shownUnknown } from '../../../source/ui/noun-columns.ts';
import { valueInWords } from '../../../source/ui/screens/config-words.ts';
import { groupGrowth, groupSummary } from '../../../source/ui/screens/group-summary.ts';
import { trendBars } from '../../../source/ui/screens/trend-bars.ts';
import { failureLines } from '../../../source/ui/shell/failure-lines.ts';
import { fittedTitle } from '../../../source/ui/shell/fitted-title.ts';
import { freshnessPieces } from '../../../source/ui/shell/freshness.ts';
import { explain, gapsNote } from '../../../source/ui/shell/gaps-note.ts';
import { headlessCommand, type ListView } from '../../../source/ui/shell/headless-command.ts';
import { type Place, placeKey, reducePlaces, tabOf } from '../../../source/ui/shell/places.ts';
import { wrapText } from '../../../source/ui/shell/wrap-text.ts';
import type { Piece } from '../../../source/ui/styled-line.ts';
import { createTheme } from '../../../source/ui/theme.ts';
import { shellWord } from '../../../source/units/shell-word.ts';

const plain = createTheme({ hasColour: false, hasUnicode: true });
const textOf = (pieces: readonly Piece[]): string => pieces.map(p => (typeof p === 'string' ? p : p.text)).join('');

describe('places', () => {
	const orders: Place = { kind: 'topic', name: 'orders' };
	const billing: Place = { kind: 'group', name: 'billing' };

	it('go deeper, back, and to the list of a tab', () => {
		let places: readonly Place[] = [{ kind: 'topics' }];
		const go = (event: Parameters<typeof reducePlaces>[1]): string => {
			places = reducePlaces(places, event);
			return places.map(placeKey).join(' > ');
		};
		assert.equal(go({ type: 'back' }), 'topics');
		assert.equal(go({ type: 'open', place: orders }), 'topics > topic orders');
		assert.equal(go({ type: 'open', place: orders }), 'topics > topic orders');
		assert.equal(go({ type: 'open', place: billing }), 'topics > topic orders > group billing');
		assert.equal(tabOf(places), 3, 'the tab is that of what is shown');
		assert.equal(go({ type: 'back' }), 'topics > topic orders');
		assert.equal(tabOf(places), 2);
		assert.equal(go({ type: 'tab', digit: 4 }), 'brokers');
		assert.equal(go({ type: 'tab', digit: 9 }), 'brokers', 'a tab without a screen');
	});
});

describe('headlessCommand', () => {
	const cases: readonly (readonly [Place, readonly string[], ListView | string | undefined, string])[] = [
		[{ kind: 'topics' }, [], undefined, 'msk-tui topics'],
		[{ kind: 'topics' }, ['--cluster', 'prod'], 'ord', "msk-tui topics '*ord*' --cluster prod"],
		// Two words are two conditions, which a pattern cannot say.
		[{ kind: 'topics' }, [], 'ord !dlq', 'msk-tui topics'],
		[{ kind: 'topic', name: 'orders' }, ['--slow', '--ascii', '--no-color'], undefined, 'msk-tui topic orders'],
		[{ kind: 'groups' }, [], 'bill', 'msk-tui lag --all'],
		[{ kind: 'group', name: "it's $HOME" }, [], undefined, "msk-tui lag 'it'\\''s $HOME' --per-partition"],
		[{ kind: 'topics' }, [], { filter: 'dlq', showsInternal: true }, "msk-tui topics '*dlq*' --internal"],
		[{ kind: 'topics' }, [], { sort: { columnId: 'name', isDescending: false } }, 'msk-tui topics'],
		[{ kind: 'topics' }, [], { sort: { columnId: 'name', isDescending: true } }, 'msk-tui topics --sort -name'],
		[{ kind: 'topics' }, [], { sort: { columnId: 'sizeBytes', isDescending: true } }, 'msk-tui topics --sort sizeBytes'],
		[{ kind: 'topics' }, [], { sort: { columnId: 'sizeBytes', isDescending: false } }, 'msk-tui topics --sort -sizeBytes'],
		[{ kind: 'clusters' }, ['--cluster', 'a', '--config', 'c.yaml'], undefined, 'msk-tui clusters --config c.yaml'],
		[{ kind: 'newCluster' }, ['--cluster=a', '--config=c.yaml'], undefined, 'msk-tui clusters --config=c.yaml'],
		[{ kind: 'journal' }, ['--cluster=a'], undefined, 'msk-tui journal'],
		[{ kind: 'change', id: '20261124-101502-7f3a' }, ['--cluster=a'], undefined, 'msk-tui journal 20261124-101502-7f3a'],
		[{ kind: 'brokers' }, ['--bootstrap', 'b-1:9098,b-2:9098'], undefined, 'msk-tui brokers --bootstrap b-1:9098,b-2:9098'],
	];
	for (const [place, started, given, expected] of cases) {
		const view = typeof given === 'string' ? { filter: given } : given;
		it(expected, () => assert.equal(headlessCommand(place, started, view), expected));
	}

	it('quotes for a POSIX shell what needs it', () => {
		assert.deepEqual(['a.b-c_d', '', 'a b', '$x', "'", '*'].map(shellWord), ['a.b-c_d', "''", "'a b'", "'$x'", "''\\'''", "'*'"]);
	});
});

describe('freshnessPieces', () => {
	const atMs = new Date(2026, 10, 25, 12, 4, 11).getTime();
	const fresh: Snapshot<number> = { value: 1, atMs, failure: undefined, isReading: false, isPaused: false };
	const gone = new Failure('connection', 'gone');
	const cases: readonly (readonly [string, Snapshot<unknown>, boolean, string])[] = [
		['fresh', fresh, false, ''],
		['reading again', { ...fresh, isReading: true }, false, ''],
		['failed', { ...fresh, failure: gone }, false, 'refresh failed as of 12:04:11'],
		['failed and paused: the failure matters more', { ...fresh, failure: gone, isPaused: true }, false, 'refresh failed as of 12:04:11'],
		['never read: the body says it', { ...fresh, value: undefined, atMs: undefined, failure: gone }, false, ''],
		['paused', { ...fresh, isPaused: true }, false, 'paused as of 12:04:11'],
		['paused before the first answer', { ...fresh, value: undefined, atMs: undefined, isPaused: true }, false, 'paused'],
		['overdue', fresh, true, 'no new answer as of 12:04:11'],
	];
	for (const [name, snapshot, isOld, expected] of cases) it(name, () => assert.equal(textOf(freshnessPieces(snapshot, isOld)), expected));
});

describe('gaps', () => {
	const gap = (path: string, reason: string, needs: string | null): Gap => ({
		path,
		reason,
		needs,
		failure: new Failure('authorization', reason),
	});

	it('are said in one line', () => {
		assert.equal(gapsNote(undefined), undefined);
		assert.equal(gapsNote([]), undefined);
		assert.equal(gapsNote([gap('a', 'Hidden.', null)]), 'Hidden.');
		assert.equal(gapsNote([gap('a', 'Hidden.', 'X'), gap('b', 'Gone.', null)]), 'Hidden. Needs X. (+1 more gap)');
		assert.equal(gapsNote([gap('a', 'A.', null), gap('b', 'B.', null), gap('c', 'C.', null)]), 'A. (+2 more gaps)');
	});

	it('of one reason are told once', () => {
		assert.deepEqual(
			explain([
				{ subject: 'SIZE', reason: 'denied', needs: 'X' },
				{ subject: 'FREE', reason: 'denied', needs: 'X' },
				{ subject: 'SIZE', reason: 'denied', needs: 'X' },
				{ subject: 'LEADERS', reason: 'denied', needs: null },
			]),
			[
				{ subjects: ['SIZE', 'FREE'], reason: 'denied', needs: 'X' },
				{ subjects: ['LEADERS'], reason: 'denied', needs: null },
			],
		);
	});
});

describe('noun columns', () => {
	const row: TopicSummary = {
		name: 'orders',
		isInternal: false,
		partitions: 3,
		replicationFactor: 3,
		fewestInSync: 3,
		underReplicated: 0,
		offline: 0,
		underMinIsr: 0,
		minInsyncReplicas: 2,
		sizeBytes: null,
		recordsPerSecond: null,
		retentionMs: undefined,
		retentionBytes: null,
		cleanupPolicy: 'delete',
		unknown: [
			{ field: 'recordsPerSecond', reason: 'needs two looks', needs: null },
			{ field: 'sizeBytes', reason: 'Not authorised.', needs: 'ACL Describe on Cluster' },
			{ field: 'retentionBytes', reason: 'the broker did not tell', needs: null },
		],
	};

	it('keep the order asked for, and leave out what the noun does not have', () => {
		const columns = nounColumns(topicTable, { sizeBytes: 9, name: [24, 120], nothere: 3 });
		assert.deepEqual(
			columns.map(c => [c.id, c.minWidth, c.maxWidth, c.isDescendingFirst]),
			[
				['sizeBytes', 9, undefined, true],
				['name', 24, 120, false],
			],
		);
		assert.deepEqual(columns[0]!.cell(row), { text: '?', style: 'muted' });
		assert.deepEqual(columns[1]!.cell(row), { text: 'orders', style: undefined });
	});

	it('say why the first shown value is unknown: the missing right before the reason', () => {
		const cases: readonly (readonly [readonly string[], string | undefined])[] = [
			[['name'], undefined],
			[['name', 'retentionMs'], undefined],
			[['name', 'sizeBytes'], 'SIZE unknown: needs ACL Describe on Cluster'],
			[['retentionBytes'], 'RETAIN B unknown: the broker did not tell'],
		];
		for (const [ids, expected] of cases) assert.equal(shownUnknown(topicTable, ids, row), expected);
		assert.equal(shownUnknown(topicTable, ['sizeBytes'], undefined), undefined);
		assert.equal(shownUnknown(topicTable, ['sizeBytes'], { ...row, unknown: [] }), 'SIZE is not known');
	});

	it('list what is unknown among the columns of a screen only', () => {
		assert.deepEqual(
			rowUnknowns(topicTable, ['name', 'sizeBytes', 'retentionMs'], row).map(u => u.subject),
			['SIZE'],
		);
	});
});

describe('trendBars', () => {
	const cases: readonly (readonly [string, readonly (number | undefined)[], string])[] = [
		['no history', [], ''],
		['nothing to read', [0, 0, 0], '▁▁▁'],
		['a few records are no mountain', [0, 3, 0, 1], '▁▂▁▁'],
		['a great lag that stands still', [910_398, 910_398, 910_398], '▄▄▄'],
		['a great lag that grows by a percent', [900_000, 903_000, 906_000, 910_000], '▂▃▅█'],
		['caught up', [700, 350, 0], '█▅▁'],
		['a look that failed', [100, undefined, 200], '▂ █'],
	];
	for (const [name, values, expected] of cases) it(name, () => assert.equal(trendBars(values, plain), expected));
});

describe('groupSummary', () => {
	const group = {
		group: 'billing',
		members: 2,
		lag: 3000n,
		lost: 0n,
		behindMs: 60_000,
		unassigned: [],
		partitions: [],
	} as unknown as GroupLag;
	const trend = (...lags: readonly number[]): LagSample[] =>
		lags.map((lag, i) => ({ atMs: i * 5000, committed: 0n, lag: BigInt(lag), end: BigInt(lag), begin: 0n, behindMs: 60_000 + i * 5000 }));
	const lines = (over: Partial<GroupLag>, ...trends: LagSample[][]): string[] =>
		groupSummary({ ...group, ...over }, trends).map(line => textOf(line).trim());

	it('tells the direction of the whole group, once there is one', () => {
		assert.equal(groupGrowth([]), null);
		assert.equal(groupGrowth([trend(1, 2, 3)]), null, 'three looks are no direction');
		assert.deepEqual(lines({}, trend(100)), ['total lag 3,000 · behind 1m', 'lost so far: none']);
		const growing = trend(1000, 1500, 2000, 2500);
		assert.equal(lines({}, growing, growing)[0], 'total lag 3,000 · behind 1m · rising 200/s, not catching up');
		assert.equal(lines({}, trend(4500, 4000, 3500, 3000))[0], 'total lag 3,000 · behind 1m · falling 100/s, caught up in about 30s');
		assert.equal(lines({}, trend(4000, 4000, 4000, 4000))[0], 'total lag 3,000 · behind 1m · steady');
		assert.equal(lines({ lag: 0n, behindMs: 0 }, trend(10, 0, 0, 0))[0], 'total lag 0');
	});

	it('does not alarm about a group that keeps up, and does about one whose age is unknown', () => {
		const growing = trend(0, 8, 16, 24);
		assert.equal(lines({ lag: 24n, behindMs: 1000 }, growing)[0], 'total lag 24 · behind 1s');
		assert.match(lines({ lag: 24n, behindMs: null }, growing)[0]!, /rising/);
	});

	it('never says none or 0 out of ignorance', () => {
		assert.deepEqual(lines({ lag: null, lost: null, behindMs: null }), ['total lag ?', 'lost so far: ?']);
		assert.match(lines({ lost: 400n })[1]!, /^400 offsets lost/);
		assert.match(lines({ unassigned: ['orders/1', 'orders/2'] })[1]!, /2 partitions that no member owns/);
	});
});

describe('valueInWords', () => {
	const cases: readonly (readonly [string, string | null, string | undefined])[] = [
		['retention.ms', '604800000', '7d'],
		['retention.ms', '-1', 'no limit'],
		['retention.bytes', '-1', 'no limit'],
		['segment.bytes', '1073741824', '1.0 GiB'],
		['flush.messages', '9223372036854775807', 'no limit'],
		['local.retention.ms', '-2', 'as retention.ms'],
		['min.insync.replicas', '2', undefined],
		['cleanup.policy', 'delete', undefined],
		['retention.ms', null, undefined],
		['segment.jitter.ms', '0', undefined],
	];
	for (const [name, value, expected] of cases) it(`${name}=${value}`, () => assert.equal(valueInWords(name, value), expected));
});

describe('fittedTitle', () => {
	const title = {
		title: 'connect-a-very-long-name-of-a-sink',
		details: ['Stable', '', { text: '2 marked', style: 'accent' as const }],
		alerts: [{ text: '▲ incomplete', style: 'warning' as const }],
		sort: ['sort behind ▼'],
	};
	const cases: readonly (readonly [number, string])[] = [
		[100, ' connect-a-very-long-name-of-a-sink  Stable  2 marked                   ▲ incomplete  sort behind ▼'],
		[80, ' connect-a-very-long-name-of-a-sink  Stable  2 marked              ▲ incomplete'],
		[60, ' connect-a-very-long-name-…  Stable  2 marked  ▲ incomplete'],
	];
	for (const [width, expected] of cases)
		it(`at ${width}`, () => assert.equal(stripVTControlCharacters(fittedTitle(title, width, plain)).trimEnd(), expected));

	it('never exceeds the line', () => {
		for (let width = 1; width < 120; width++)
			assert.ok(cellWidth(stripVTControlCharacters(fittedTitle(title, width, plain))) <= width, String(width));
	});
});

describe('wrapText', () => {
	it('breaks at blanks, and a long word where the line ends', () => {
		assert.deepEqual(wrapText('one two three', 7), ['one two', 'three']);
		assert.deepEqual(wrapText('arn:aws:kafka', 5), ['arn:a', 'ws:ka', 'fka']);
		assert.deepEqual(wrapText('', 5), ['']);
		assert.deepEqual(wrapText('日本語', 4), ['日本', '語']);
		assert.deepEqual(wrapText('a\u001B[31mb', 80), ['a␛[31mb'], 'what is foreign cannot paint');
	});
});

describe('failureLines', () => {
	const failure = new Failure('connection', 'b-1.example.com:9098 refuses connections.', {
		nextSteps: ['Check the port, and whether the broker is up.', 'Check the security group.'],
	});

	it('fit whatever room there is, what happened first', () => {
		for (let width = 1; width <= 120; width += 7)
			for (let height = 1; height <= 24; height++) {
				const lines = failureLines(failure, { width, height }, false, plain);
				assert.ok(lines.length <= height);
				for (const line of lines) assert.ok(cellWidth(stripVTControlCharacters(line)) <= Math.max(width, 4), `${width}: ${line}`);
			}
		assert.deepEqual(failureLines(failure, { width: 80, height: 2 }, false, plain).map(stripVTControlCharacters), [
			'  ● Not connected',
			'  b-1.example.com:9098 refuses connections.',
		]);
	});

	it('do not promise another try while paused', () => {
		assert.match(failureLines(failure, { width: 80, height: 24 }, true, plain).at(-1)!, /paused/);
	});
});

describe('the keys of a screen', () => {
	it('are claimed once', () => {
		// The screen's esc is asked before the one that works everywhere, on purpose.
		const everywhere = globalActions.map(a => ({ ...a, keys: a.keys.filter(k => k !== 'esc') }));
		const common = [...listActions, ...paneActions, ...screenActions, ...everywhere];
		assert.deepEqual(clashingKeys([...common, ...topicsActions, ...toRecordsActions, ...topicChangeActions]), []);
		assert.deepEqual(clashingKeys([...common, ...clustersActions]), []);
		assert.deepEqual(clashingKeys([...common, ...groupChangeActions, ...groupPartitionActions]), []);
	});
});
