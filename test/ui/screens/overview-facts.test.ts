import assert from 'node:assert/strict';
import test from 'node:test';
import type { Controller } from '../../../source/model/cluster.ts';
import { Failure } from '../../../source/model/failure.ts';
import type { GroupLag } from '../../../source/model/lag.ts';
import type { OverviewAnswer } from '../../../source/operations/read-overview.ts';
import type { Throughput } from '../../../source/state/throughput.ts';
import { type FactRow, factRows } from '../../../source/ui/screens/overview-facts.ts';
import { createTheme } from '../../../source/ui/theme.ts';

const theme = createTheme({ hasColour: true, hasUnicode: true });

const kraft: Controller = {
	mode: 'kraft',
	leaderId: 3,
	voters: [1, 2, 3].map(id => ({ id, lag: id === 2 ? 1_204n : 0n })),
	observers: [],
	failure: null,
	unknown: [],
};
const rows = (throughput: Throughput | undefined, controller = kraft, groups?: readonly GroupLag[]): readonly FactRow[] =>
	factRows(
		{ overview: { controller, partitions: {} } as unknown as OverviewAnswer, throughput, groups, scope: { isIam: false }, nowMs: 0 },
		theme,
	);
const measured = { kind: 'measured', perSecond: 1_234, unread: 0, failure: undefined, trend: [1, 2] } as const;

test('says what comes in, what groups commit, and that bytes are not known and why', () => {
	const groups = [
		{
			type: 'classic',
			partitions: [
				{ neverCommitted: false, ratePerSecond: 30 },
				{ neverCommitted: false, ratePerSecond: null },
				{ neverCommitted: true, ratePerSecond: null },
			],
		},
	] as unknown as readonly GroupLag[];
	const [traffic] = rows(measured, kraft, groups);
	assert.equal(traffic!.text, '1.2k records/s in · groups commit ≥30/s · bytes ?');
	assert.deepEqual(
		traffic!.unknown.map(u => u.needs),
		['cloudwatch:GetMetricData'],
	);
});

test('never takes what was not read for nothing', () => {
	const dead = { ...measured, perSecond: 10, unread: 2, failure: new Failure('connection', 'Broker 2 refuses connections.') };
	assert.match(rows(dead)[0]!.text, /^≥10 records\/s in/);
	assert.equal(rows(dead)[0]!.unknown[0]!.reason, 'Broker 2 refuses connections.');
	assert.match(rows({ ...dead, perSecond: undefined })[0]!.text, /^records in \?/);
	assert.match(rows(undefined)[0]!.text, /^records in … · groups commit …/);
	assert.match(rows({ kind: 'tooMany', partitions: 9_000, most: 2_000 })[0]!.text, /^records in \? \(more than 2,000 partitions/);
});

test('says who leads the controllers and how far the others are', () => {
	const text = (controller: Controller): string => rows(measured, controller)[1]!.text;
	assert.equal(text(kraft), 'controller 3 leads · 2 voters, 2 is 1,204 records behind');
	assert.equal(text({ ...kraft, voters: kraft.voters.map(v => ({ ...v, lag: 0n })) }), 'controller 3 leads · 2 voters up to date');
	assert.equal(text({ ...kraft, voters: kraft.voters.map(v => ({ ...v, lag: null })) }), 'controller 3 leads · 2 voters, lag ?');
	assert.equal(text({ ...kraft, leaderId: null }), 'no controller leads');
	assert.equal(text({ ...kraft, mode: null, leaderId: null, unknown: [] }), 'who controls the cluster is not known');
});
