import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type KeyPair = { readonly cert: string; readonly key: string };

/** A certificate authority in a temporary folder, made with openssl. */
export type Authority = {
	readonly ca: string;
	/** `names` are subjectAltName entries, e.g. `DNS:b-1.orders.test`; `days` may be negative for one that has expired. */
	readonly issue: (names: string, days?: number) => KeyPair;
	readonly folder: string;
	readonly remove: () => void;
};

export const makeAuthority = (name: string): Authority => {
	const folder = mkdtempSync(join(tmpdir(), 'msk-tui-ca-'));
	const file = (f: string) => join(folder, f);
	const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] });
	openssl(
		'req',
		'-x509',
		'-newkey',
		'ec',
		'-pkeyopt',
		'ec_paramgen_curve:P-256',
		'-nodes',
		'-keyout',
		file('ca.key'),
		'-out',
		file('ca.pem'),
		'-subj',
		`/CN=${name}`,
		'-days',
		'30',
	);
	let serial = 1;
	return {
		folder,
		ca: readFileSync(file('ca.pem'), 'utf8'),
		issue: (names, days = 30) => {
			const id = `leaf${++serial}`;
			openssl(
				'req',
				'-newkey',
				'ec',
				'-pkeyopt',
				'ec_paramgen_curve:P-256',
				'-nodes',
				'-keyout',
				file(`${id}.key`),
				'-out',
				file(`${id}.csr`),
				'-subj',
				`/CN=${id}`,
			);
			writeFileSync(file(`${id}.ext`), `subjectAltName=${names}\n`);
			openssl(
				'x509',
				'-req',
				'-in',
				file(`${id}.csr`),
				'-CA',
				file('ca.pem'),
				'-CAkey',
				file('ca.key'),
				'-set_serial',
				String(serial),
				'-out',
				file(`${id}.pem`),
				'-days',
				String(days),
				'-extfile',
				file(`${id}.ext`),
			);
			return { cert: readFileSync(file(`${id}.pem`), 'utf8'), key: readFileSync(file(`${id}.key`), 'utf8') };
		},
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
};
