import { Failure, type FailureKind } from '../model/failure.ts';
import { redacted } from '../model/redaction.ts';

/** What was tried, to be named in the sentence. */
export type AwsAttempt = {
	readonly profile?: string | undefined;
	readonly roleArn?: string | undefined;
	readonly region?: string | undefined;
	/** The IAM action of the call, e.g. `kafka:ListClustersV2`; `sts:AssumeRole` when credentials were being made. */
	readonly action?: string;
};

type Facts = {
	readonly name: string;
	readonly code: string;
	readonly status: number | undefined;
	readonly text: string;
	readonly host: string;
};

type AwsCase = {
	readonly holds: (facts: Facts) => boolean;
	readonly kind: FailureKind;
	readonly says: (attempt: AwsAttempt, facts: Facts) => string;
	readonly steps: (attempt: AwsAttempt, facts: Facts) => readonly string[];
};

const isProvider = (f: Facts): boolean => f.name === 'CredentialsProviderError';
const isDenied = (f: Facts): boolean => f.status === 403 || /^AccessDenied/.test(f.name) || f.name === 'UnauthorizedOperation';

const CLOCK_STEPS: readonly string[] = ['Set the clock (timedatectl, chronyc tracking), then try again.'];

/** The clock of this machine is `offsetMs` ahead of AWS's, or behind when negative. */
export const clockFailure = (offsetMs: number): Failure =>
	new Failure(
		'authentication',
		`The clock of this machine is ${Math.round(Math.abs(offsetMs) / 1000)} s ${offsetMs > 0 ? 'ahead' : 'behind'}.`,
		{
			nextSteps: CLOCK_STEPS,
			details: { offsetMs: Math.round(offsetMs) },
		},
	);

/** First match wins: the more exact cases stand first. */
const CASES: readonly AwsCase[] = [
	{
		holds: f => isProvider(f) && /multi-factor authentication/.test(f.text),
		kind: 'authentication',
		says: a => `The AWS profile ${a.profile ?? 'default'} needs the code of an MFA device, and nobody can be asked.`,
		steps: () => ['Start it in a terminal, or get a session first and use its profile.'],
	},
	{
		holds: f => isProvider(f) && /Detected a cycle/.test(f.text),
		kind: 'config',
		says: (a, f) => `The source_profile of the AWS profile ${a.profile ?? 'default'} leads back to itself: ${f.text}`,
		steps: () => ['Break the chain of source_profile in the AWS config file.'],
	},
	{
		holds: f => (isProvider(f) || /TokenProviderError/.test(f.name)) && /\bsso\b/i.test(f.text),
		kind: 'authentication',
		says: (a, f) =>
			/ForbiddenException|No access|not assigned/i.test(f.text)
				? `AWS SSO does not grant this role to you: ${f.text}`
				: `The AWS SSO session${a.profile === undefined ? '' : ` of profile ${a.profile}`} has ended or never began.`,
		steps: a => [
			`aws sso login${a.profile === undefined ? '' : ` --profile ${a.profile}`}`,
			'On a bastion, where no browser can open: add --use-device-code and confirm the code in a browser elsewhere.',
		],
	},
	{
		holds: f => isProvider(f) && /Could not resolve credentials using profile/.test(f.text),
		kind: 'config',
		says: (a, f) => `The AWS profile ${/\[([^\]]+)\]/.exec(f.text)?.[1] ?? a.profile ?? 'default'} holds no usable credentials.`,
		steps: a => [`Check it: aws configure list --profile ${a.profile ?? 'default'}`],
	},
	{
		holds: f => isProvider(f) && /Could not load credentials from any providers/.test(f.text),
		kind: 'authentication',
		says: () =>
			'No AWS credentials were found: not in the environment, the shared files, SSO, a web identity, nor from this machine’s role.',
		steps: () => ['Give --profile NAME, set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run aws sso login.'],
	},
	{
		holds: f => isProvider(f),
		kind: 'authentication',
		says: (a, f) => `The AWS credentials${a.profile === undefined ? '' : ` of profile ${a.profile}`} could not be made: ${f.text}`,
		steps: () => ['Try the same with: aws sts get-caller-identity'],
	},
	{
		holds: f => /^ExpiredToken/.test(f.name) || f.name === 'RequestExpired',
		kind: 'authentication',
		says: () => 'The AWS credentials have expired.',
		steps: a => [`Renew them: aws sso login${a.profile === undefined ? '' : ` --profile ${a.profile}`}, or a new role session.`],
	},
	{
		holds: f => ['InvalidClientTokenId', 'UnrecognizedClientException', 'InvalidAccessKeyId'].includes(f.name),
		kind: 'authentication',
		says: () => 'AWS does not know the access key: deleted, mistyped, or of another partition.',
		steps: () => ['Check the key pair, and that the region belongs to the same partition (aws, aws-cn, aws-us-gov).'],
	},
	{
		holds: f => /^(InvalidSignature|SignatureDoesNotMatch)/.test(f.name) && /expired|not yet current|skew/i.test(f.text),
		kind: 'authentication',
		says: () => 'AWS refused the signature because the clock of this machine is off.',
		steps: () => CLOCK_STEPS,
	},
	{
		holds: f => /^(InvalidSignature|SignatureDoesNotMatch)/.test(f.name),
		kind: 'authentication',
		says: () => 'AWS refused the signature: the secret key does not belong to the access key.',
		steps: () => ['Check AWS_SECRET_ACCESS_KEY or the profile in use.'],
	},
	{
		holds: f => isDenied(f) && /MultiFactorAuthentication/.test(f.text),
		kind: 'authentication',
		says: () => 'AWS refused the MFA code.',
		steps: () => ['Wait for the next code of the device and try again.'],
	},
	{
		holds: f => isDenied(f) && /sts:AssumeRole|AssumeRole/.test(f.text),
		kind: 'authentication',
		says: (a, f) => `The role ${a.roleArn ?? 'of the profile'} may not be assumed: ${f.text}`,
		steps: () => ['The caller needs sts:AssumeRole on the role, and the role’s trust policy must name the caller.'],
	},
	{
		holds: isDenied,
		kind: 'authorization',
		says: a => `AWS does not allow ${a.action ?? 'this call'}.`,
		steps: a => (a.action === undefined ? [] : [`Grant ${a.action} to this identity.`]),
	},
	{
		holds: f => f.status === 429 || /Throttling|TooManyRequests|RequestLimitExceeded/.test(f.name),
		kind: 'connection',
		says: () => 'AWS asks for fewer requests.',
		steps: () => ['Wait a moment; other tools of the same account share the limit.'],
	},
	{
		holds: f => /Region is missing|not accepted|Invalid region/i.test(f.text),
		kind: 'config',
		says: (a, f) => (/missing/i.test(f.text) ? 'The AWS region is not known.' : `${a.region ?? 'The region'} is not an AWS region.`),
		steps: () => ['Give it with --region.'],
	},
	{
		holds: f => f.name === 'SyntaxError' || /Unexpected token '<'/.test(f.text),
		kind: 'connection',
		says: () => 'Something that is not AWS answered, mostly a proxy or a login page.',
		steps: () => ['Check HTTPS_PROXY and the network’s login page.'],
	},
	{
		holds: f => /SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)/.test(f.code),
		kind: 'connection',
		says: (_a, f) => `The certificate of ${f.host} is signed by an authority that is not trusted here.`,
		steps: () => ['Put the proxy’s authority into NODE_EXTRA_CA_CERTS, or start with NODE_OPTIONS=--use-system-ca.'],
	},
	{
		holds: f => f.code === 'ENOTFOUND' || f.code === 'EAI_AGAIN',
		kind: 'connection',
		says: (a, f) =>
			`The name ${f.host} does not resolve.`.replace('The name the AWS endpoint', `The AWS endpoint of ${a.region ?? 'the region'}`),
		steps: () => ['Check --region for a typing error, and the DNS of this network.'],
	},
	{
		holds: f => /timeout/i.test(f.name) || f.code === 'ETIMEDOUT',
		kind: 'timeout',
		says: (_a, f) => `No answer from ${f.host}.`,
		steps: () => ['In a private subnet the service needs a VPC endpoint or a NAT; behind a proxy set HTTPS_PROXY.'],
	},
	{
		holds: f => ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH'].includes(f.code),
		kind: 'connection',
		says: (_a, f) => `${f.host} could not be reached (${f.code}).`,
		steps: () => ['Check network, proxy, security group and endpoint (AWS_ENDPOINT_URL…).'],
	},
];

/**
 * Turns whatever an AWS client or credential source threw into a Failure. Errors are told apart by name, code and status only:
 * several copies of the SDK's classes may be loaded, and `instanceof` fails between them.
 */
export const toAwsFailure = (error: unknown, attempt: AwsAttempt): Failure => {
	if (error instanceof Failure) return error;
	const facts = factsOf(error);
	const found = CASES.find(c => c.holds(facts));
	const details = { aws: facts.name, code: facts.code || null, status: facts.status ?? null, ...definedOf(attempt) };
	if (found === undefined) return new Failure('connection', `AWS answered with ${facts.name}: ${facts.text}`, { details, cause: error });
	return new Failure(found.kind, found.says(attempt, facts), { nextSteps: found.steps(attempt, facts), details, cause: error });
};

const factsOf = (error: unknown): Facts => {
	const e = (typeof error === 'object' && error !== null ? error : { message: String(error) }) as {
		name?: string;
		code?: string;
		Code?: string;
		message?: string;
		hostname?: string;
		address?: string;
		port?: number;
		errors?: readonly { code?: string; address?: string; port?: number }[];
		$metadata?: { httpStatusCode?: number };
	};
	const first = e.errors?.[0];
	const address = e.address ?? first?.address;
	const port = e.port ?? first?.port;
	return {
		name: e.name === 'Error' || e.name === undefined ? (e.Code ?? e.code ?? 'Error') : e.name,
		code: e.code ?? first?.code ?? '',
		status: e.$metadata?.httpStatusCode,
		text: redacted(e.message ?? ''),
		host: e.hostname ?? (address === undefined ? 'the AWS endpoint' : `${address}${port === undefined ? '' : `:${port}`}`),
	};
};

const definedOf = (attempt: AwsAttempt): Record<string, unknown> =>
	Object.fromEntries(Object.entries(attempt).filter(([, v]) => v !== undefined));
