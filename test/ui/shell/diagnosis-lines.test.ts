import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import type { Diagnosis, DiagnosisStep, StepName } from '../../../source/model/diagnosis.ts';
import { Failure } from '../../../source/model/failure.ts';
import { Diagnoser } from '../../../source/state/diagnoser.ts';
import { cellWidth } from '../../../source/ui/display-text.ts';
import { diagnosisLines } from '../../../source/ui/shell/diagnosis-lines.ts';
import { createTheme } from '../../../source/ui/theme.ts';

const plain = createTheme({ hasColour: false, hasUnicode: true });
const ascii = createTheme({ hasColour: false, hasUnicode: false });
const host = 'b-1.orders.abc123.c2.kafka.us-east-1.amazonaws.com';
const failure = new Failure('connection', 'It is refused.', { nextSteps: ['Enable the listener.', 'Look at the port.'] });
const step = (name: StepName, ok: boolean | null, broker: string | null = `${host}:9098`): DiagnosisStep => ({
	...{ step: name, broker, ok, ms: 1, detail: '', warning: null, failure: ok === false ? failure : null },
});
const steps = [step('credentials', null, null), step('name', true), step('tcp', false), step('tls', null), step('sasl', null)];
const shown = new Failure('connection', 'No broker could be reached.', { nextSteps: ['Look at the port.'] });
const text = (lines: readonly string[]) => lines.map(stripVTControlCharacters).map(line => line.trimEnd());

describe('the steps under a failing connection', () => {
	it('end at the one that failed, with what it adds to the failure above', () => {
		assert.deepEqual(text(diagnosisLines({ steps, isDone: true }, shown, { width: 120, height: 10 }, plain)), [
			'  The way there:',
			`  ${host}:9098  name ok  TCP failed`,
			'  It is refused.',
			'  → Enable the listener.',
		]);
	});

	it('shorten the address before the steps', () => {
		const lines = text(diagnosisLines({ steps, isDone: false }, shown, { width: 60, height: 2 }, ascii));
		assert.equal(lines[1], '  b-1:9098  name ok  TCP failed');
		const ip = steps.map(s => ({ ...s, broker: s.broker && '10.20.30.40:9098' }));
		assert.match(text(diagnosisLines({ steps: ip, isDone: true }, shown, { width: 34, height: 2 }, plain))[1]!, /^ {2}10\.20\.30\.40:9098/);
	});

	it('fit whatever room there is', () => {
		const many = Array.from({ length: 60 }, (_, i) => [step('name', true, `b-${i}.x:9098`), step('tcp', false, `b-${i}.x:9098`)]).flat();
		for (let width = 8; width <= 130; width += 9)
			for (let height = -3; height <= 20; height++) {
				const lines = diagnosisLines({ steps: many, isDone: true }, shown, { width, height }, plain);
				assert.ok(lines.length <= Math.max(0, height) && lines.length !== 1);
				for (const line of lines) assert.ok(cellWidth(stripVTControlCharacters(line)) <= width, `${width}: ${line}`);
			}
		assert.match(text(diagnosisLines({ steps: many, isDone: true }, shown, { width: 80, height: 20 }, plain)).join('\n'), /and 56 more/);
	});
});

describe('a diagnosis behind a screen', () => {
	it('runs once for a reason, shows what is known on the way, and survives its own failure', async () => {
		let runs = 0;
		let finish: (diagnosis: Diagnosis) => void = () => {};
		const diagnoser = new Diagnoser(options => {
			runs++;
			options?.onSteps?.([step('name', true)]);
			return new Promise((resolve, reject) => {
				finish = diagnosis => (diagnosis.clusterId === 'broken' ? reject(new Error('broken')) : resolve(diagnosis));
			});
		});
		let told = 0;
		diagnoser.subscribe(() => told++);
		assert.equal(diagnoser.soFar(), undefined);
		diagnoser.run('connection');
		diagnoser.run('connection');
		diagnoser.run('timeout');
		assert.equal(runs, 1);
		assert.deepEqual([diagnoser.soFar()?.isDone, diagnoser.soFar()?.steps.length, told], [false, 1, 2]);
		const diagnosis = {
			steps,
			identity: { authentication: 'tls', principal: null, facts: {}, unknown: [] },
			permissions: [],
			clusterId: null,
		};
		finish(diagnosis);
		await new Promise(resolve => setImmediate(resolve));
		assert.deepEqual([diagnoser.soFar()?.isDone, diagnoser.soFar()?.steps.length], [true, steps.length]);
		diagnoser.run('connection');
		assert.equal(runs, 1);
		diagnoser.run('timeout');
		finish({ ...diagnosis, clusterId: 'broken' });
		await new Promise(resolve => setImmediate(resolve));
		assert.deepEqual([runs, diagnoser.soFar()?.isDone], [2, true]);
	});
});
