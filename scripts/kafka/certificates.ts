/** A certificate authority and the certificates of test brokers and of a test client, made with the JDK's keytool. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cluster-file.ts';

/** Files of the certificates; the password opens the brokers' PKCS12 stores. */
export type Certificates = {
	readonly ca: string;
	readonly clientCertificate: string;
	readonly clientKey: string;
	readonly serverStore: string;
	/** Signed by the same authority, but for the host broker.wrong-name.example. */
	readonly wrongNameStore: string;
	readonly passwordPath: string;
};

const validDays = 60;

const files = (folder: string): Certificates => ({
	ca: join(folder, 'ca.pem'),
	clientCertificate: join(folder, 'client.pem'),
	clientKey: join(folder, 'client.key'),
	serverStore: join(folder, 'server.p12'),
	wrongNameStore: join(folder, 'wrong-name.p12'),
	passwordPath: join(folder, 'password'),
});

const make = (folder: string): void => {
	const to = files(folder);
	writeFileSync(to.passwordPath, randomBytes(18).toString('base64url'), { mode: 0o600 });
	const keytool = (store: string, ...args: readonly string[]): string =>
		execFileSync('keytool', [...args, '-keystore', store, '-storetype', 'PKCS12', '-storepass:file', to.passwordPath], {
			encoding: 'utf8',
			stdio: ['pipe', 'pipe', 'ignore'],
		});
	const keyPair = (store: string, alias: string, name: string, ...more: readonly string[]): string =>
		keytool(
			store,
			'-genkeypair',
			'-alias',
			alias,
			'-dname',
			name,
			'-keyalg',
			'EC',
			'-groupname',
			'secp256r1',
			'-validity',
			String(validDays),
			...more,
		);
	const caStore = join(folder, 'ca.p12');
	keyPair(caStore, 'ca', 'CN=msk-tui test authority', '-ext', 'bc:c=ca:true', '-ext', 'KeyUsage:critical=keyCertSign,cRLSign');
	keytool(caStore, '-exportcert', '-rfc', '-alias', 'ca', '-file', to.ca);
	const signed = (store: string, alias: string, name: string, ...extensions: readonly string[]): void => {
		const request = join(folder, `${alias}.csr`);
		const certificate = join(folder, `${alias}.pem`);
		keyPair(store, alias, name);
		keytool(store, '-certreq', '-alias', alias, '-file', request);
		const wanted = extensions.flatMap(extension => ['-ext', extension]);
		keytool(
			caStore,
			'-gencert',
			'-rfc',
			'-alias',
			'ca',
			'-infile',
			request,
			'-outfile',
			certificate,
			'-validity',
			String(validDays),
			...wanted,
		);
		keytool(store, '-importcert', '-noprompt', '-alias', 'ca', '-file', to.ca);
		keytool(store, '-importcert', '-noprompt', '-alias', alias, '-file', certificate);
	};
	signed(to.serverStore, 'server', 'CN=localhost', 'SAN=DNS:localhost,IP:127.0.0.1', 'ExtendedKeyUsage=serverAuth');
	signed(
		to.wrongNameStore,
		'wrong-name',
		'CN=broker.wrong-name.example',
		'SAN=DNS:broker.wrong-name.example',
		'ExtendedKeyUsage=serverAuth',
	);
	const clientStore = join(folder, 'client.p12');
	// The brokers map this name to User:operator.
	signed(clientStore, 'client', 'CN=operator,O=msk-tui', 'ExtendedKeyUsage=clientAuth');
	// keytool can not export a private key; Java can.
	const program = join(import.meta.dirname, 'java', 'PrivateKeyPem.java');
	const key = execFileSync('java', [program, clientStore, to.passwordPath, 'client'], { encoding: 'utf8' });
	writeFileSync(to.clientKey, key, { mode: 0o600 });
};

/**
 * Returns the certificates, made once and shared by all clusters of this user, since keytool takes several seconds for them.
 * They are made anew when half their life is over.
 */
export const certificates = (say: (line: string) => void): Certificates => {
	const folder = join(cacheFolder(), 'certificates');
	const isFresh = existsSync(folder) && Date.now() - statSync(folder).mtimeMs < (validDays / 2) * 86_400_000;
	if (!isFresh) {
		say('making certificates');
		const partial = `${folder}.partial-${process.pid}`;
		mkdirSync(partial, { recursive: true, mode: 0o700 });
		make(partial);
		rmSync(folder, { recursive: true, force: true });
		renameSync(partial, folder);
	}
	return files(folder);
};
