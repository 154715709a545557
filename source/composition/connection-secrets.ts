import type { ClusterRequest } from '../composition.ts';
import { secretReader } from '../files/secrets.ts';
import { readTlsFiles } from '../files/tls-files.ts';
import { type ConnectionSettings, usesTls } from '../model/connection-settings.ts';
import type { ConnectionSecrets } from '../ports/connection-secrets.ts';
import { awsHooks, secretPassword } from './aws-side.ts';

/** Where TLS files, password and tokens come from; nothing is asked for yet but the files. */
export const connectionSecrets = async (
	settings: ConnectionSettings,
	request: Omit<ClusterRequest, 'options'>,
): Promise<ConnectionSecrets> => {
	const { env, warn, prompt } = request;
	const { authentication } = settings;
	const tls = usesTls(authentication) ? await readTlsFiles(settings.tls, warn) : {};
	if (authentication.kind === 'scram') {
		const purpose = `Password of ${authentication.username}`;
		return {
			tls,
			password: secretReader(authentication.password, {
				purpose,
				secretsManager: secretPassword(settings, request, authentication.username),
				...(env && { env }),
				...(warn && { warn }),
				...(prompt && { prompt }),
			}),
		};
	}
	if (authentication.kind === 'iam') {
		// The AWS side is loaded only where it is needed: it is most of the program's weight.
		const { mskIamTokenProvider } = await import('../aws/msk-iam-token.ts');
		return {
			tls,
			token: mskIamTokenProvider(
				authentication.aws,
				settings.bootstrap.map(at => at.host),
				awsHooks(request),
			),
		};
	}
	return { tls };
};
