/** The keys of a form. */
import type { Action } from './actions.ts';

/** Is what a form offers. */
export type FormContext = {
	readonly move: (by: 1 | -1) => void;
	/** What enter does on the chosen line. */
	readonly enter: () => void;
	/** Undefined where nothing is chosen from. */
	readonly choose: (by: 1 | -1) => void;
	readonly choiceRefusal: () => string | undefined;
	readonly enterRefusal: () => string | undefined;
	readonly leave: () => void;
};

const input = { changes: false, scope: 'input' } as const;

/** Lists the actions of a form. */
export const formActions: readonly Action<FormContext>[] = [
	{
		...input,
		id: 'form-enter',
		keys: ['enter'],
		label: 'go on',
		description: 'Go to the next field, or do what the line says',
		hint: 1,
		disabledReason: c => c.enterRefusal(),
		run: c => c.enter(),
	},
	{ ...input, id: 'form-next', keys: ['tab', 'down'], label: 'next', description: 'Next field', hint: 2, run: c => c.move(1) },
	{
		...input,
		id: 'form-previous',
		keys: ['shift+tab', 'up'],
		label: 'previous',
		description: 'Previous field',
		hint: 3,
		run: c => c.move(-1),
	},
	{
		...input,
		id: 'form-choose',
		keys: ['right', 'space'],
		label: 'choose',
		description: 'Next choice of the field',
		hint: 4,
		disabledReason: c => c.choiceRefusal(),
		run: c => c.choose(1),
	},
	{
		...input,
		id: 'form-choose-back',
		keys: ['left'],
		label: 'choose',
		description: 'Previous choice of the field',
		disabledReason: c => c.choiceRefusal(),
		run: c => c.choose(-1),
	},
	{
		...input,
		id: 'form-leave',
		keys: ['esc'],
		label: 'leave',
		description: 'Leave the form; what was typed stays until the program ends',
		hint: 5,
		run: c => c.leave(),
	},
];
