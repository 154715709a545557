import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { render } from 'ink-testing-library';
import { inputText, TextInput } from '../../../source/ui/components/text-input.tsx';
import { cellWidth } from '../../../source/ui/display-text.ts';
import { createTheme } from '../../../source/ui/theme.ts';

// Ink asks `tput` for the size where these are missing.
process.env.COLUMNS = '80';
process.env.LINES = '24';
const theme = createTheme({ hasColour: true, hasUnicode: true });
const bare = (text: string): string => text.replaceAll(/\u001B\[[\d;]*m/g, '');

describe('TextInput', () => {
	it('draws label, text and the cursor as an inverse cell', () => {
		const { lastFrame, unmount } = render(<TextInput label="/" line={{ text: 'ord', cursor: 1 }} width={20} />);
		assert.equal(bare(lastFrame() ?? '').trimEnd(), '/ord');
		assert.match(inputText({ text: 'ord', cursor: 1 }, 20, theme), /^o\u001B\[7mr\u001B\[27md/);
		unmount();
	});

	it('keeps the cursor in sight and is exactly as wide as asked', () => {
		for (const text of ['', 'abc', 'a long text that does not fit', '日本語のとても長い文字列']) {
			for (let cursor = 0; cursor <= Array.from(text).length; cursor++) {
				const painted = inputText({ text, cursor }, 12, theme);
				assert.equal(cellWidth(bare(painted)), 12, `${text} at ${cursor}`);
				assert.match(painted, /\u001B\[7m/);
			}
		}
	});
});
