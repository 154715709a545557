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
// Two ways out that pass by the interface, at a test's word.
process.on('SIGUSR2', () => {
	throw new Error("crashed at a test's word");
});
process.on('SIGALRM', () => process.exit(3));
const topics = demoTopics(Number(process.argv[2] ?? 1204));
const session = openProcessTerminal({ node: <DemoApp topics={topics} />, theme: themeFromEnvironment(process.env) });
await session.waitUntilExit();
console.log('bye', session.endedBy() ?? '');
process.exit(session.endedBy() === undefined ? 0 : 1);
