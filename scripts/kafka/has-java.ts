/** Tells whether a real Kafka can run on this machine. */
import { spawnSync } from 'node:child_process';

let known: boolean | undefined;

/** Tells whether a Java development kit, 17 or newer, is installed: javac compiles the token verifier. */
export const hasJava = (): boolean => {
	if (known === undefined) {
		const answer = spawnSync('javac', ['-version'], { encoding: 'utf8' });
		const version = /javac (\d+)/.exec(`${answer.stdout ?? ''}${answer.stderr ?? ''}`)?.[1];
		known = answer.status === 0 && Number(version) >= 17;
	}
	return known;
};
