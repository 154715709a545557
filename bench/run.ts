/** Runs benchmarks: `npm run bench -- start-up|lag|effect|screen|demo|metadata|where|records|replay|audit|load|soak|all`. They print figures and test nothing. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const names = ['start-up', 'lag', 'effect', 'screen', 'demo', 'metadata', 'where', 'records', 'replay', 'audit', 'load', 'soak'];
const asked = process.argv.slice(2);
// A soak takes half an hour: only when it is named.
const chosen = asked.includes('all') ? names.filter(name => name !== 'soak') : asked;
if (chosen.length === 0 || chosen.some(name => !names.includes(name))) {
	console.error(`npm run bench -- ${names.join('|')}|all`);
	process.exit(2);
}
// Each in a process of its own: what one leaves in memory is not the next one's burden.
for (const name of chosen) {
	const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], { stdio: 'inherit' });
	if (status !== 0) process.exitCode = 1;
}
