/** Starts the made-up screen on the real terminal: `node --import tsx test/helpers/demo-program.tsx [topics]`. */
import { openProcessTerminal, terminalRefusal } from '../../source/ui/terminal.ts';
import { themeFromEnvironment } from '../../source/ui/theme.ts';
import { DemoApp, demoTopics } from './demo-app.tsx';

const refusal = terminalRefusal({
	isInputTty: process.stdin.isTTY === true,
	isOutputTty: process.stdout.isTTY === true,
	term: process.env.TERM,
});
if (refusal !== undefined) {
	console.error(refusal);
	process.exit(2);
}
const topics = demoTopics(Number(process.argv[2] ?? 1204));
const session = openProcessTerminal({ node: <DemoApp topics={topics} />, theme: themeFromEnvironment(process.env) });
await session.waitUntilExit();
console.log('bye');
