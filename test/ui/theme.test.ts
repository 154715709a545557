import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cellWidth } from '../../source/ui/display-text.ts';
import { createTheme, themeFromEnvironment } from '../../source/ui/theme.ts';

describe('theme', () => {
	it('closes only what it opened, so styles nest', () => {
		const theme = createTheme({ hasColour: true, hasUnicode: true });
		assert.equal(
			theme.paint('selection', `a${theme.paint('critical', 'b')}c`),
			'\u001B[7ma\u001B[1m\u001B[31mb\u001B[39m\u001B[22mc\u001B[27m',
		);
		assert.equal(theme.paint('critical', ''), '');
	});

	it('uses the 16 ANSI colours only', () => {
		const theme = createTheme({ hasColour: true, hasUnicode: true });
		for (const style of ['critical', 'warning', 'ok', 'muted', 'accent', 'badgeProd', 'badgeStaging', 'badgeDev'] as const) {
			assert.match(theme.paint(style, 'x'), /^(?:\u001B\[(?:[1247]|[39][0-7]|4[0-7])m)+x/);
		}
	});

	it('honours NO_COLOR with attributes alone', () => {
		const theme = themeFromEnvironment({ NO_COLOR: '1', LANG: 'C.UTF-8' });
		for (const style of ['critical', 'warning', 'ok', 'accent', 'badgeProd', 'selection'] as const)
			assert.doesNotMatch(theme.paint(style, 'x'), /\[(?:3|4|9)\dm/);
		assert.match(theme.paint('badgeProd', 'PROD'), /\u001B\[7m/);
		assert.equal(themeFromEnvironment({ NO_COLOR: '', LANG: 'C.UTF-8' }).hasColour, true);
		assert.equal(themeFromEnvironment({}, { noColour: true }).hasColour, false);
	});

	it('shows signs in ASCII where the locale is not UTF-8', () => {
		const theme = themeFromEnvironment({ LANG: 'C' });
		assert.equal(theme.showSigns('≥2h … ▁█ – ∞ ● │ ␛[31m'), '>=2h ~ .# - inf X | \\x1b[31m');
		assert.equal(themeFromEnvironment({ LC_ALL: 'C', LANG: 'en_US.UTF-8' }).hasUnicode, false);
		assert.equal(themeFromEnvironment({ LANG: 'de_DE.utf8' }).hasUnicode, true);
	});

	it('has signs of one cell', () => {
		for (const hasUnicode of [true, false]) {
			const { box, bars, ...signs } = createTheme({ hasColour: true, hasUnicode }).signs;
			for (const sign of [...Object.values(signs), ...Object.values(box), ...bars]) assert.equal(cellWidth(sign), 1, sign);
		}
	});
});
