import type { AccessRow } from '../model/access.ts';
import type { AclRule } from '../model/acl.ts';
import { byValue, notApplicableCell, textCell } from './cells.ts';
import type { Column, NounTable } from './column.ts';

/** A rule with what is noteworthy about it. */
export type RemarkedAcl = AclRule & { readonly remark: string | null };

const word = <Row>(id: string, title: string, priority: number, value: (row: Row) => string): Column<Row> => ({
	id,
	title,
	align: 'left',
	priority,
	cell: row => textCell(value(row)),
	compare: byValue(value),
	json: value,
});

/** Rules of the authorizer. */
export const aclTable: NounTable<RemarkedAcl> = {
	noun: 'acls',
	unknownOf: () => [],
	columns: [
		word('principal', 'PRINCIPAL', 0, r => r.principal),
		{
			...word<RemarkedAcl>('permission', 'PERMISSION', 2, r => r.permission),
			cell: r => textCell(r.permission, r.permission === 'Deny' ? 'warning' : undefined),
		},
		word('operation', 'OPERATION', 0, r => r.operation),
		word('resourceType', 'ON', 1, r => r.resourceType),
		word('resourceName', 'NAME', 0, r => r.resourceName),
		word('patternType', 'PATTERN', 2, r => r.patternType),
		word('host', 'HOST', 4, r => r.host),
		{
			id: 'remark',
			title: 'REMARK',
			align: 'left',
			priority: 1,
			cell: r => (r.remark === null ? notApplicableCell : textCell(r.remark, 'warning')),
			compare: byValue(r => r.remark ?? ''),
			json: r => r.remark ?? '',
		},
	],
};

/** Who may do what with one resource. */
export const accessTable: NounTable<AccessRow> = {
	noun: 'access',
	unknownOf: () => [],
	columns: [
		word('principal', 'PRINCIPAL', 0, r => r.principal),
		word('host', 'HOST', 3, r => r.host),
		{ ...word<AccessRow>('reads', 'READS', 0, r => (r.allowed.has('Read') ? 'yes' : '–')), json: r => r.allowed.has('Read') },
		{ ...word<AccessRow>('writes', 'WRITES', 0, r => (r.allowed.has('Write') ? 'yes' : '–')), json: r => r.allowed.has('Write') },
		{ ...word<AccessRow>('allowed', 'MAY', 1, r => [...r.allowed].join(' ')), json: r => [...r.allowed] },
		{ ...word<AccessRow>('denied', 'DENIED', 2, r => [...r.denied].join(' ') || '–'), json: r => [...r.denied] },
	],
	jsonOnly: { rules: r => r.rules.map(rule => ({ ...rule })) },
};
