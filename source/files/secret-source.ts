import type { SecretSource } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';

/** What `--password-from` and `password:` in the config file understand, for help and error texts. */
export const SECRET_SOURCES = 'env:VAR, file:PATH, command:…, secret:ARN-or-name or prompt';

/** Parses `env:VAR`, `file:PATH`, `command:…`, `secret:…`, `prompt`; throws a Failure of kind usage, which never repeats what was given. */
export const parseSecretSource = (text: string): SecretSource => {
	if (text === 'prompt') return { kind: 'prompt' };
	const colon = text.indexOf(':');
	const kind = text.slice(0, Math.max(colon, 0));
	const rest = text.slice(colon + 1);
	if (rest !== '') {
		if (kind === 'env') return { kind, name: rest };
		if (kind === 'file') return { kind, path: rest };
		if (kind === 'command') return { kind, command: rest };
		if (kind === 'secret') return { kind, id: rest };
	}
	// What stands here may be the password itself, typed by mistake: it must not come back in an error or a log.
	throw new Failure('usage', 'The password source is not understood.', {
		nextSteps: [`Use one of ${SECRET_SOURCES}; the password itself is never an argument.`],
	});
};

/** Names a source without its secret: `the variable KAFKA_PASSWORD`. */
export const secretSourceText = (source: SecretSource): string => {
	switch (source.kind) {
		case 'env':
			return `the variable ${source.name}`;
		case 'file':
			return `the file ${source.path}`;
		case 'command':
			return 'the password command';
		case 'secret':
			return `the secret ${source.id}`;
		case 'prompt':
			return 'the prompt';
	}
};
