import type { DetailSection } from '../../columns/change-detail.ts';
import { cellWidth, displayText } from '../display-text.ts';
import { wrapText } from '../shell/wrap-text.ts';
import { paintLine } from '../styled-line.ts';
import type { Theme } from '../theme.ts';

const MARGIN = 2;
const GAP = 2;
/** A label that takes more than this share of the line stands above its text. */
const MOST_LABEL = 0.4;

/** Sections as painted lines: labels in one column, long texts wrapped beside them. Pure. */
export const detailLines = (sections: readonly DetailSection[], width: number, theme: Theme): readonly string[] => {
	const labels = sections.flatMap(s => s.lines.map(l => cellWidth(displayText(l.label))));
	const column = Math.min(Math.max(0, ...labels), Math.floor(width * MOST_LABEL));
	const indent = MARGIN + column + GAP;
	const out: string[] = [];
	for (const { title, lines } of sections) {
		if (out.length > 0) out.push('');
		for (const text of wrapText(title, width - 1)) out.push(paintLine([' ', { text, style: 'heading' }], width, theme));
		for (const { label, text, severity } of lines) {
			const labelWidth = cellWidth(displayText(label));
			const isAbove = labelWidth > column;
			if (isAbove) out.push(paintLine([' '.repeat(MARGIN), { text: label, style: 'muted' }], width, theme));
			const wrapped = wrapText(text, width - indent);
			wrapped.forEach((line, i) => {
				const left = i > 0 || isAbove ? '' : label;
				const blanks = indent - MARGIN - (left === '' ? 0 : labelWidth);
				out.push(
					paintLine(
						[' '.repeat(MARGIN), { text: left, style: 'muted' }, ' '.repeat(blanks), { text: line, style: severity }],
						width,
						theme,
					),
				);
			});
		}
	}
	return out;
};
