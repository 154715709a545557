import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';

if (!hasJava() && process.env.CI) throw new Error('Java is missing: the generated protocol can not be compared');
const skip = hasJava() ? false : 'Java 17 or newer is missing: the generated protocol is not compared with its definitions';

it('the committed protocol tables are what Apache Kafka’s definitions make', { skip }, () => {
	const folder = mkdtempSync(join(tmpdir(), 'msk-tui-protocol-'));
	try {
		const { status, stderr } = spawnSync(process.execPath, ['scripts/generate-protocol.ts', folder], { encoding: 'utf8' });
		assert.equal(status, 0, stderr);
		const committed = 'source/protocol/generated';
		assert.deepEqual(readdirSync(folder).sort(), readdirSync(committed).sort());
		for (const file of readdirSync(folder))
			assert.ok(readFileSync(join(folder, file), 'utf8') === readFileSync(join(committed, file), 'utf8'), `${file}: npm run generate`);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});
