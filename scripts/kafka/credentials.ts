/** Who may log in to a test cluster: generated anew for every start, worth nothing anywhere else. */
import { randomBytes } from 'node:crypto';

/** The AWS account and region the test cluster pretends to be in. */
export const account = '123456789012';
export const region = 'us-east-1';

/** A user of the SCRAM listener. */
export type ScramUser = { readonly username: string; readonly password: string };

/** An IAM access key of the IAM listener; keys of a role carry a session token, as in AWS. */
export type IamKey = {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken?: string;
	readonly kind: 'user' | 'role';
	/** Name of the user or role. */
	readonly name: string;
	/** Kafka's principal, without `User:`. */
	readonly principal: string;
};

/** The logins of a test cluster. admin is a super user, operator may do all by ACLs, reader little (see FixtureTool's ACLs). */
export type Credentials = {
	readonly region: string;
	readonly account: string;
	readonly scram: Readonly<Record<'admin' | 'operator' | 'reader', ScramUser>>;
	readonly iam: Readonly<Record<'admin' | 'operator' | 'reader', IamKey>>;
};

/** The session name of the reader role's keys in cluster.json: the only one to which the ACLs give rights. */
export const readerSession = 'msk-tui-test';

/**
 * Makes the session token that test keys of a role carry. AWS's own is opaque; ours tells the verifier the session name,
 * so that another name yields another principal, as after a second AssumeRole.
 */
export const sessionToken = (role: string, session: string): string => Buffer.from(JSON.stringify({ role, session })).toString('base64');

/** Tells the principal of a role's session, without `User:`. */
export const rolePrincipal = (role: string, session: string): string => `arn:aws:sts::${account}:assumed-role/${role}/${session}`;

const letters = (count: number): string =>
	Array.from(randomBytes(count), byte => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(byte % 32)).join('');

const scramUser = (username: string): ScramUser => ({ username, password: randomBytes(18).toString('base64url') });

const userKey = (name: string): IamKey => ({
	accessKeyId: `AKIA${letters(16)}`,
	secretAccessKey: randomBytes(30).toString('base64'),
	kind: 'user',
	name,
	principal: `arn:aws:iam::${account}:user/${name}`,
});

/** Makes fresh logins. */
export const generateCredentials = (): Credentials => ({
	region,
	account,
	scram: { admin: scramUser('admin'), operator: scramUser('operator'), reader: scramUser('reader') },
	iam: {
		admin: userKey('admin'),
		operator: userKey('operator'),
		reader: {
			accessKeyId: `ASIA${letters(16)}`,
			secretAccessKey: randomBytes(30).toString('base64'),
			sessionToken: sessionToken('reader', readerSession),
			kind: 'role',
			name: 'reader',
			principal: rolePrincipal('reader', readerSession),
		},
	},
});

/** Writes what the token verifier in the broker needs to know: region, account and keys, as JSON. */
export const iamKeysText = (credentials: Credentials): string =>
	JSON.stringify({
		region: credentials.region,
		account: credentials.account,
		keys: Object.values(credentials.iam).map(({ accessKeyId, secretAccessKey, kind, name }) => ({
			accessKeyId,
			secretAccessKey,
			kind,
			name,
		})),
	});
