import { randomBytes } from 'node:crypto';

/** Someone whom the stub knows by an access key. */
export type Identity = {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	/** Present for a role's session. */
	readonly sessionToken?: string;
	/** `arn:aws:iam::…:user/NAME` or `arn:aws:sts::…:assumed-role/ROLE/SESSION`. */
	readonly arn: string;
	readonly expires?: Date;
};

export type Keys = Pick<Identity, 'accessKeyId' | 'secretAccessKey'>;

/** The account of an ARN. */
export const accountOf = (arn: string): string => arn.split(':')[4] ?? '';

const letters = (count: number): string =>
	Array.from(randomBytes(count), byte => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(byte % 32)).join('');

/** Keys of a role's session as STS gives them out; the token tells role and session, as the IAM listener of the test broker reads it. */
export const roleSession = (roleArn: string, session: string, expires: Date, keys?: Keys): Identity & { readonly expires: Date } => {
	const role = roleArn.split('/').at(-1) ?? '';
	return {
		accessKeyId: keys?.accessKeyId ?? `ASIA${letters(16)}`,
		secretAccessKey: keys?.secretAccessKey ?? randomBytes(30).toString('base64'),
		sessionToken: Buffer.from(JSON.stringify({ role, session })).toString('base64'),
		arn: `arn:aws:sts::${accountOf(roleArn)}:assumed-role/${role}/${session}`,
		expires,
	};
};
