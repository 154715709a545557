import { readFile, writeFile } from 'node:fs/promises';
import { Failure } from '../model/failure.ts';
import type { ChangeFiles, ChangePlan } from '../ports/change-plan.ts';
import { type JsonValue, jsonText } from '../units/json.ts';
import { parseExactly } from '../units/json-reading.ts';
import { openChangeJournal } from './change-journal.ts';
import { changeOf } from './change-text.ts';
import { readOffsets } from './offsets-file.ts';
import { whyNotWritten } from './private-file.ts';
import { stateDirectory } from './state-directory.ts';

const FORMAT = 'msk-tui plan 1';

/** The journal and the plans of this person. */
export const changeFiles = (env: Readonly<Record<string, string | undefined>>): ChangeFiles => ({
	journal: openChangeJournal(stateDirectory(env)),
	writePlan,
	readPlan,
	readOffsets,
});

const writePlan = async (file: string, plan: ChangePlan): Promise<void> => {
	const document = { format: FORMAT, ...plan } as unknown as JsonValue;
	try {
		await writeFile(file, `${jsonText(document, 2)}\n`, { flag: 'wx', mode: 0o600 });
	} catch (cause) {
		const isThere = (cause as { code?: string }).code === 'EEXIST';
		throw new Failure('config', `The plan ${file} cannot be written: ${isThere ? 'there is a file of that name' : whyNotWritten(cause)}.`, {
			cause,
		});
	}
};

const readPlan = async (file: string): Promise<ChangePlan> => {
	try {
		const plan = parseExactly(await readFile(file, 'utf8')) as ChangePlan & { readonly format: string };
		if (plan.format !== FORMAT || typeof plan.cluster?.id !== 'string' || !Array.isArray(plan.losers)) throw new Error('not a plan');
		return { ...plan, change: changeOf(plan.change) };
	} catch (cause) {
		const { code } = cause as { code?: string };
		throw new Failure(
			'usage',
			code === undefined ? `${file} is no plan that msk-tui wrote.` : `The plan ${file} cannot be read (${code}).`,
			{ cause },
		);
	}
};
