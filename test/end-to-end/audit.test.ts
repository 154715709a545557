/** `msk-tui audit` on a real Kafka: what it finds, what it ends with, and what it keeps. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import { runProgram } from '../helpers/built-program.ts';
import { type SharedBroker, sharedBroker } from '../helpers/real-broker.ts';
import { unexplainedNulls } from '../helpers/unexplained-nulls.ts';

const skip = hasJava() ? false : 'Java 17 or newer is missing: not tested against a real Kafka';

const mark = `${process.pid}-${Date.now().toString(36)}`;
/** The reader may see topics of this beginning. */
const lonely = `orders-audit-${mark}`;
const endless = `audit-endless-${mark}`;

type Row = { id: string; status: string; severity: string; resources: { name: string; value: string }[]; muted?: unknown };
type Document = {
	summary: Record<string, number>;
	findings: Row[];
	comparison?: Record<string, { id: string; resource: { name: string } }[]>;
};

describe('msk-tui audit', { skip }, () => {
	let broker: SharedBroker;
	let bootstrap: string;
	const folder = mkdtempSync(join(tmpdir(), 'audit-'));
	before(async () => {
		broker = await sharedBroker();
		bootstrap = broker.cluster.bootstrap.PLAINTEXT;
		await broker.fixture('batch', `topic ${lonely} 1 1`, `topic ${endless} 2 3 retention.ms=-1 retention.bytes=-1`);
	});
	after(async () => {
		await broker?.fixture('batch', `delete-topic ${endless}`);
		rmSync(folder, { recursive: true, force: true });
	});

	const run = (...args: readonly string[]) => runProgram([...args, '--bootstrap', bootstrap], { XDG_STATE_HOME: folder });
	const document = async (...args: readonly string[]): Promise<{ readonly code: number | null; readonly found: Document }> => {
		const { stdout, code, stderr } = await run('audit', '--json', ...args);
		assert.notEqual(stdout, '', stderr);
		return { code, found: JSON.parse(stdout) as Document };
	};

	it('tells every rule once or more, with the findings on what is wrong, and explains every null', async () => {
		const { found } = await document();
		assert.deepEqual(unexplainedNulls(found), []);
		const of = (id: string) => found.findings.filter(r => r.id === id && r.status === 'finding').flatMap(r => r.resources);
		assert.ok(of('DUR-1').some(at => at.name === lonely && at.value === 'replication factor 1'));
		assert.ok(of('STO-6').some(at => at.name === endless));
		assert.ok(of('SEC-3').length === broker.cluster.brokers.length);
		for (const id of ['AVL-1', 'AVL-2', 'AVL-7', 'DUR-9', 'SEC-16'])
			assert.deepEqual(
				found.findings.filter(r => r.id === id).map(r => r.status),
				['pass'],
				id,
			);
		const counted = Object.values(found.summary).reduce((sum, n) => sum + n, 0);
		assert.equal(counted, found.findings.length);
	});

	it('ends as the contract says: 1 where the condition holds, 0, 2 for a rule there is none of, 4 and 6 for what may not be read', async () => {
		assert.equal((await run('audit', '--fail-on', 'critical', '--rule', 'DUR-1')).code, 1);
		assert.equal((await run('audit', '--fail-on', 'critical', '--rule', 'AVL-2')).code, 0);
		const unknown = await run('audit', '--rule', 'DUR-111');
		assert.equal(unknown.code, 2);
		assert.match(unknown.stderr, /no rule DUR-111[\s\S]*DUR-11/);
		assert.equal((await run('audit', '--json', '--format', 'markdown')).code, 2);
		// Nobody asked AWS, but whoever names a rule wants its answer.
		assert.equal((await run('audit', '--rule', 'CAP-1')).code, 4);
		const { credentials, tls, bootstrap: listeners } = broker.cluster;
		const { username, password } = credentials.scram.reader;
		const asReader = (...args: readonly string[]) =>
			runProgram(
				[
					'audit',
					...args,
					'--bootstrap',
					listeners.SCRAM,
					'--auth',
					'scram',
					'--username',
					username,
					'--password-from',
					'env:PASSWORD',
					'--tls-ca',
					tls.ca,
				],
				{ PASSWORD: password, XDG_STATE_HOME: folder },
			);
		const refused = await asReader('--rule', 'SEC-6');
		assert.equal(refused.code, 4);
		assert.match(refused.stdout, /not assessed: SEC-6[\s\S]*needs .*DescribeCluster/);
		assert.equal((await asReader('--fail-on', 'critical', '--rule', 'AVL-3')).code, 6);
	});

	it('keeps a run, and says what is new and resolved since', async () => {
		const file = join(folder, 'run.json');
		await run('audit', '--rule', 'DUR-1', '--snapshot', file);
		assert.equal(statSync(file).mode & 0o777, 0o600);
		await broker.fixture('batch', `delete-topic ${lonely}`);
		const { found } = await document('--rule', 'DUR-1', '--compare', file);
		assert.ok(
			found.comparison?.resolved?.some(f => f.id === 'DUR-1' && f.resource.name === lonely),
			JSON.stringify(found.comparison),
		);
		assert.ok(!found.comparison?.new?.some(f => f.resource.name === lonely));
	});

	it('accepts a finding for a time with a reason, aloud, and never without one', async () => {
		const on = ['--rule', 'STO-6', '--fail-on', 'high'];
		const resource = ['--resource', `topic:${endless}`];
		assert.equal((await run('audit', 'mute', 'STO-6', ...resource, '--until', '30d')).code, 2);
		assert.equal((await run('audit', 'mute', 'STO-6', ...resource, '--until', '30d', '--reason', 'kept by law')).code, 0);
		const own = (rows: readonly Row[]) => rows.filter(r => r.resources.some(at => at.name === endless));
		const muted = own((await document(...on)).found.findings);
		assert.deepEqual(
			muted.map(r => [r.status, r.muted === undefined]),
			[['finding', false]],
		);
		assert.equal(statSync(join(folder, 'msk-tui', 'audit-mutes.json')).mode & 0o777, 0o600);
		assert.equal((await run('audit', 'unmute', 'STO-6', ...resource)).code, 0);
		const { code, found } = await document(...on);
		assert.deepEqual([code, own(found.findings).map(r => r.muted === undefined)], [1, [true]]);
	});

	it('writes Markdown for a ticket', async () => {
		const { stdout } = await run('audit', '--format', 'markdown');
		for (const text of [
			/^# Audit of /m,
			/^## Findings$/m,
			/^### high: STO-6 /m,
			/msk-tui topic set audit-endless-\S+ retention\.ms=7d --read-write --bootstrap=/,
			/^## Not assessed$/m,
		])
			assert.match(stdout, text);
	});

	it('reports an incident as Markdown, with what stands, who lags and what the audit says', async () => {
		const { stdout } = await run('report', '--for', '1s');
		for (const text of [
			/^# Report of /m,
			/^- Kafka: \*\*\w+\*\*$/m,
			/^\| ID \| HOST /m,
			/^## Consumer groups that are not fine$/m,
			/^## What happened\n\n(?!Nobody watched)/m,
			/^## What was changed from here\n\nnothing$/m,
			/^# Audit$/m,
		])
			assert.match(stdout, text);
	});

	it('tells who may read or write a topic, by all rules together', async () => {
		const { stdout, code } = await run('acls', '--topic', endless, '--json');
		assert.equal(code, 0);
		const { access } = JSON.parse(stdout) as { access: { principal: string; reads: boolean; writes: boolean }[] };
		const of = (principal: string) => access.filter(a => a.principal === principal).map(a => [a.reads, a.writes]);
		assert.deepEqual([of('User:operator'), of('User:reader')], [[[true, true]], []]);
		assert.equal((await run('acls', '--topic', `ghost-${mark}`)).code, 2);
		assert.match((await run('acls')).stdout, /^User:operator +Allow +All +Topic +\* .*every Topic$/m);
	});
});
