import { readFile, stat } from 'node:fs/promises';
import type { TlsFiles } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';
import type { TlsMaterial } from '../ports/connection-secrets.ts';
import { isReadableByOthers } from './secrets.ts';

const OPTION: Readonly<Record<keyof TlsFiles, string>> = { ca: '--tls-ca', cert: '--tls-cert', key: '--tls-key' };

/** Reads the PEM files of the settings; rejects with a Failure of kind config that names the file. */
export const readTlsFiles = async (files: TlsFiles, warn?: (text: string) => void): Promise<TlsMaterial> => {
	const read = async (which: keyof TlsFiles): Promise<TlsMaterial> => {
		const path = files[which];
		return path === undefined ? {} : { [which]: await pemText(which, path, warn) };
	};
	const [ca, cert, key] = await Promise.all([read('ca'), read('cert'), read('key')]);
	return { ...ca, ...cert, ...key };
};

const pemText = async (which: keyof TlsFiles, path: string, warn?: (text: string) => void): Promise<string> => {
	let text: string;
	try {
		text = await readFile(path, 'utf8');
		if (which === 'key' && isReadableByOthers((await stat(path)).mode))
			warn?.(`Others can read the private key ${path}: chmod 600 ${path}`);
	} catch (cause) {
		const code = (cause as { code?: string }).code;
		throw new Failure(
			'config',
			`The file ${path} of ${OPTION[which]} cannot be read${code === 'ENOENT' ? ': it does not exist' : ` (${code ?? 'unknown error'})`}.`,
			{
				details: { path, code },
			},
		);
	}
	// Node takes a file without any certificate as an empty list and would then trust nobody, without a word.
	const wanted = which === 'key' ? /-----BEGIN [A-Z ]*PRIVATE KEY-----/ : /-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----/;
	if (!wanted.test(text))
		throw new Failure('config', `The file ${path} of ${OPTION[which]} holds no PEM ${which === 'key' ? 'private key' : 'certificate'}.`, {
			nextSteps: [
				'Convert it: openssl pkcs12 -in store.p12 -nodes (PKCS#12, JKS after keytool -importkeystore), openssl x509 -inform der (DER).',
			],
		});
	return text;
};
