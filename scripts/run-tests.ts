/**
 * Runs the test suite: `npm test [-- PATH…]`. Without paths every file under test/.
 * Tests that need the real broker skip themselves aloud where Java is missing, and fail in CI (see test/helpers/real-broker.ts).
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

const asked = process.argv.slice(2);
const options = asked.filter(a => a.startsWith('--'));
const paths = asked.filter(a => !a.startsWith('--'));
const files = (paths.length > 0 ? paths : ['test']).flatMap(p => (/\.tsx?$/.test(p) ? [p] : globSync(`${p}/**/*.test.{ts,tsx}`))).sort();
if (files.length === 0) {
	console.error('msk-tui: no test file found');
	process.exit(1);
}
const result = spawnSync(
	process.execPath,
	['--import', 'tsx', '--test', '--test-concurrency=2', '--test-timeout=300000', ...options, ...files],
	{ stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production' } },
);
process.exit(result.status ?? 1);
