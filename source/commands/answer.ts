import type { Gap } from '../model/unknown.ts';
import { documentText, type JsonDocument } from '../units/json.ts';
import type { CommandContext, ConnectedCluster } from './command.ts';
import { envelope } from './envelope.ts';
import { printGaps } from './error-output.ts';
import { exitCodeOfGaps } from './exit-codes.ts';

/** What a command found. */
export type Answer = {
	readonly json: () => JsonDocument;
	readonly table: () => Promise<void>;
	/** How many rows could be read, shown or not; with none and only rights missing the answer is a refusal (4). */
	readonly readable: number;
	readonly gaps: readonly Gap[];
	/** Overrules the code that the gaps would give. */
	readonly code?: number | undefined;
	/** One line also on a terminal, instead of an indented document: for streams. */
	readonly isLine?: boolean;
};

/** Prints an answer in the form asked for, what it lacks on stderr, and gives the exit code. */
export const printAnswer = async (context: CommandContext, cluster: ConnectedCluster, answer: Answer): Promise<number> => {
	const code = answer.code ?? exitCodeOfGaps(answer.readable, answer.gaps);
	if (context.isJson) {
		const document = envelope(context.nowMs(), await cluster.info(), answer.json(), answer.gaps);
		// Blanks are for eyes: half of what 10,000 partitions would push through a pipe.
		context.output.result(`${documentText(document, context.output.isTerminal && !answer.isLine ? 2 : 0)}\n`);
	} else await answer.table();
	printGaps(context.output, answer.gaps, code, context.isJson);
	return code;
};
