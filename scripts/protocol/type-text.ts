/** Writes Kafka's messages as TypeScript types. */
import type { TableField } from '../../source/protocol/table.ts';
import type { Message } from './definitions.ts';

const primitive: Readonly<Record<string, string>> = {
	bool: 'boolean',
	int64: 'bigint',
	string: 'string',
	uuid: 'string',
	bytes: 'Buffer',
	records: 'Buffer',
	struct: '',
};

const versionsOf = (low: number, high: number): string => (high === -1 ? `v${low}+` : low === high ? `v${low}` : `v${low}–${high}`);

/** Returns the type declarations of one message, its own first, then its structs, each once. */
export const typesOf = (message: Message): string => {
	const [lowest, highest, , fields] = message.table;
	const texts: string[] = [];
	// A struct is called as in the definition; the message's name goes before it where Kafka left it out, since names are scoped there.
	const nameOf = (struct: readonly TableField[]): string => {
		const name = message.structNames.get(struct)!;
		return name.startsWith(message.name) ? name : message.name + name;
	};
	const write = (struct: readonly TableField[]): void => {
		const lines = struct.map(([name, type, low, high, options, children]) => {
			const base = type.replaceAll('[]', '');
			const depth = (type.length - base.length) / 2;
			const inner = children ? nameOf(children) : (primitive[base] ?? 'number');
			const full = 'readonly '.repeat(Math.min(depth, 1)) + inner + '[]'.repeat(depth);
			const isAlways = low <= lowest && (high === -1 || high >= highest);
			const note = isAlways ? '' : `\t/** ${versionsOf(low, high)} */\n`;
			return `${note}\treadonly ${name}: ${full}${options?.n ? ' | null' : ''};`;
		});
		const body = lines.length > 0 ? `{\n${lines.join('\n')}\n}` : 'Record<string, never>';
		texts.push(`export type ${nameOf(struct)} = ${body};`);
		for (const [, , , , , children] of struct) {
			if (children === undefined || written.has(children)) continue;
			written.add(children);
			write(children);
		}
	};
	const written = new Set<readonly TableField[]>([fields]);
	write(fields);
	return texts.join('\n\n');
};
