import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findViolations, importsOf } from '../../scripts/check-imports.ts';

const judge = (file: string, source: string) => findViolations(new Map([[file, source]])).map(v => v.text);

describe('check-imports', () => {
	it('fails when it sees no files', () => assert.throws(() => findViolations(new Map()), /saw no files/));
	it('finds static, type-only, re-exported, side-effect and dynamic imports, and no comments', () => {
		const source = `import { a } from './a.ts';\nimport type { B } from "./b.ts";\nexport { c } from './c.ts';\nimport './d.ts';\nimport {\n\te,\n} from './e.ts';\n// import './no.ts'\nconst f = await import('./f.ts');`;
		assert.deepEqual(
			importsOf(source)
				.map(i => `${i.kind} ${i.target}`)
				.sort(),
			['dynamic ./f.ts', 'static ./a.ts', 'static ./c.ts', 'static ./d.ts', 'static ./e.ts', 'type ./b.ts'],
		);
	});
	it('catches violations of each kind', () => {
		assert.match(judge('source/model/a.ts', "import '../units/size.ts'")[0]!, /model must not know units/);
		assert.match(judge('source/operations/a.ts', "import { x } from '../kafka/x.ts'")[0]!, /operations must not know kafka/);
		assert.match(judge('source/commands/a.ts', "await import('../ui/start.ts')")[0]!, /commands must not know ui/);
		assert.match(judge('source/main.ts', "import { x } from './ui/start.ts'")[0]!, /by import\(\) only/);
		assert.match(judge('source/ui/a.tsx', "import { x } from '@aws-sdk/client-sts'")[0]!, /only source\/aws/);
		assert.match(judge('source/commands/a.ts', "import { render } from 'ink'")[0]!, /only source\/ui/);
		assert.match(judge('source/operations/read-x.ts', "import type { W } from '../ports/cluster-writer.ts'")[0]!, /only apply-change/);
		assert.match(judge('source/model/a.ts', "import x from '../../../shared/x.ts'")[0]!, /outside source/);
		assert.match(judge('source/files/a.ts', "await import('yaml')")[0]!, /file of its own/);
		assert.match(judge('source/new/a.ts', "import x from '../model/x.ts'")[0]!, /does not know: new/);
	});
	it('lets through what the picture allows', () => {
		assert.deepEqual(judge('source/main.ts', "await import('./ui/start.ts')"), []);
		assert.deepEqual(judge('source/operations/apply-change.ts', "import type { W } from '../ports/cluster-writer.ts'"), []);
		assert.deepEqual(judge('source/aws/a.ts', "import { x } from '@aws-sdk/client-sts'"), []);
	});
});
