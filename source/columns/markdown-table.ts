import { printable } from '../units/foreign-text.ts';
import type { Column } from './column.ts';

/** Foreign text inside Markdown: no control signs, and nothing that Markdown or HTML would take for its own. */
export const markdownText = (text: string): string => printable(text).replace(/[\\`*_|<>[\]#~]/g, sign => `\\${sign}`);

/** Rows as a table of Markdown; a line that says so where there are none. */
export const markdownTable = <Row>(columns: readonly Column<Row>[], rows: readonly Row[], none: string): string =>
	rows.length === 0
		? none
		: [
				`| ${columns.map(c => c.title).join(' | ')} |`,
				`|${columns.map(c => (c.align === 'right' ? '---:' : '---')).join('|')}|`,
				...rows.map(row => `| ${columns.map(c => markdownText(c.cell(row).text)).join(' | ')} |`),
			].join('\n');
