/**
 * Takes the pictures of README and docs from the built program on its demo: `npm run pictures`. Nothing in them is drawn by hand.
 * Each waits for what it shows. 80x24, stored in docs/pictures/.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';
import { terminalPng } from './terminal-picture.ts';

// tsx gives the helpers their JSX.
register();
const { runInPty } = await import('../test/helpers/pty.ts');

const WAIT_MS = 180_000;
const program = fileURLToPath(new URL('../bin/msk-tui.js', import.meta.url));
const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url));

type Picture = {
	readonly name: string;
	readonly scenario: string;
	/** In turn: keys to send, then what must stand on the screen. */
	readonly steps: readonly (readonly [keys: string, until: RegExp])[];
};

/** A verdict takes ten looks: what is late by then is told, not guessed. */
const pictures: readonly Picture[] = [
	{
		name: 'overview',
		scenario: 'shop',
		steps: [
			['', /Topics {2}\d/],
			['1', /group billing: slow/],
			['', /billing .* slow/],
		],
	},
	{
		name: 'group',
		scenario: 'shop',
		steps: [
			['', /Topics {2}\d/],
			['3', /▌ \S.*\n.*billing|billing/],
			['/billing\r', /Groups {2}1 of .*sort/],
			['\r', /orders +5 .* slow .*[\s\S]*not catching up/],
		],
	},
	{
		name: 'retention',
		scenario: 'shop',
		steps: [
			['', /Topics {2}\d/],
			['/clicks\r', /Topics {2}1 of .*sort/],
			['w', /writable/],
			['e', /Retention of clicks/],
			['', /retention\.ms +10m/],
			['\u00155m', /loses? .*unread|groups losing unread {2}\d/],
		],
	},
	{
		name: 'audit',
		scenario: 'shop',
		steps: [
			['', /Topics {2}\d/],
			['8', /Findings \d+/],
		],
	},
	{
		name: 'refusal',
		scenario: 'denied',
		steps: [
			['', /SIZE unknown: needs/],
			['i', /What is not known here, and why/],
		],
	},
];

mkdirSync(folder, { recursive: true });
const asked = process.argv.slice(2);
for (const { name, scenario, steps } of pictures.filter(p => asked.length === 0 || asked.includes(p.name))) {
	const shown = runInPty(process.execPath, [program, 'demo', scenario], {
		environment: { COLORTERM: 'truecolor', XDG_CONFIG_HOME: '/nonexistent', XDG_STATE_HOME: '/nonexistent' },
	});
	for (const [keys, until] of steps) {
		if (keys !== '') shown.send(keys);
		await shown.waitFor(until, WAIT_MS);
	}
	await shown.quiet(300);
	const image = await terminalPng(shown.terminal, { title: `msk-tui demo ${scenario}`, scale: 1 });
	writeFileSync(`${folder}${name}.png`, image);
	console.log(`docs/pictures/${name}.png  ${Math.ceil(image.length / 1024)} KiB`);
	await shown.close();
}
process.exit(0);
