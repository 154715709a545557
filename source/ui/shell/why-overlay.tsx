/** Everything the screen does not know, with the reason and what would make it known. */
import { type ReactNode, useMemo, useState } from 'react';
import { Overlay, overlayRegion } from '../components/overlay.tsx';
import { type Action, bindActions } from '../keys/actions.ts';
import { useKeyLayer } from '../keys/use-keys.ts';
import { paintLine } from '../styled-line.ts';
import type { Theme } from '../theme.ts';
import { useTheme } from '../theme-context.ts';
import type { Explanation } from './gaps-note.ts';
import { useFrame } from './shell-context.ts';
import { wrapText } from './wrap-text.ts';

/** What is unknown of one thing: the selected row, or the list. */
export type WhySection = { readonly title: string; readonly explanations: readonly Explanation[] };

type WhyContext = { readonly scroll: (by: number) => void; readonly close: () => void };

const here = { changes: false, scope: 'here' } as const;
const whyActions: readonly Action<WhyContext>[] = [
	{ ...here, id: 'why-close', keys: ['esc', 'i', 'q', 'enter'], label: 'close', description: 'Close', hint: 1, run: c => c.close() },
	{ ...here, id: 'why-down', keys: ['j', 'down'], label: 'down', description: 'Scroll down', isMovement: true, run: c => c.scroll(1) },
	{ ...here, id: 'why-up', keys: ['k', 'up'], label: 'up', description: 'Scroll up', isMovement: true, run: c => c.scroll(-1) },
	{
		...here,
		id: 'why-page-down',
		keys: ['pagedown', 'ctrl+d', 'space'],
		label: 'page',
		description: 'Scroll down a page',
		run: c => c.scroll(10),
	},
	{ ...here, id: 'why-page-up', keys: ['pageup', 'ctrl+u'], label: 'page', description: 'Scroll up a page', run: c => c.scroll(-10) },
];

/** Painted lines, each exactly `width` cells. */
export const whyLines = (sections: readonly WhySection[], width: number, theme: Theme): readonly string[] => {
	const lines: string[] = [];
	const add = (indent: string, text: string, style?: 'strong' | 'accent'): void => {
		for (const line of wrapText(text, width - indent.length))
			lines.push(paintLine([indent, { text: line, style }], width, theme, { isPadded: true }));
	};
	for (const { title, explanations } of sections) {
		if (lines.length > 0) lines.push(' '.repeat(width));
		add('', title, 'strong');
		for (const { subjects, reason, needs } of explanations) {
			if (subjects.length > 0) add('  ', subjects.join(', '), 'accent');
			add('    ', reason);
			if (needs !== null) add('    ', `needs ${needs}`);
		}
	}
	return lines;
};

/** Draws the box; it scrolls. What it says is read once, so that lines do not move under the reader. */
export const WhyOverlay = ({
	title = 'What is not known here, and why',
	sections,
	onClose,
}: {
	readonly title?: string;
	readonly sections: readonly WhySection[];
	readonly onClose: () => void;
}): ReactNode => {
	const theme = useTheme();
	const { size } = useFrame();
	const [shown] = useState(sections);
	const [top, setTop] = useState(0);
	const { innerWidth } = overlayRegion(size, { width: 90, lines: 1 });
	const lines = useMemo(() => whyLines(shown, innerWidth, theme), [shown, innerWidth, theme]);
	const region = overlayRegion(size, { width: 90, lines: lines.length });
	const most = Math.max(0, lines.length - region.innerHeight);
	const actions = useMemo(
		() => bindActions(whyActions, { scroll: by => setTop(now => Math.max(0, Math.min(most, now + by))), close: onClose }),
		[most, onClose],
	);
	useKeyLayer(useMemo(() => ({ level: 'overlay', actions, isModal: true }), [actions]));
	const at = Math.min(top, most);
	return (
		<Overlay
			region={region}
			title={title}
			hint={most > 0 ? '↑ ↓ scroll · esc close' : 'esc close'}
			lines={lines.slice(at, at + region.innerHeight)}
		/>
	);
};
