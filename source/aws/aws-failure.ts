import { Failure, type FailureKind } from '../model/failure.ts';
import { redacted } from '../model/redaction.ts';
import { type AwsAttempt, type AwsErrorFacts, denialOf } from './aws-attempt.ts';
import { CREDENTIAL_CASES } from './credential-cases.ts';
import { SILENT_STEPS } from './time-bound.ts';

export type AwsCase = {
	readonly holds: (facts: AwsErrorFacts) => boolean;
	readonly kind: FailureKind;
	readonly says: (attempt: AwsAttempt, facts: AwsErrorFacts) => string;
	readonly steps: (attempt: AwsAttempt, facts: AwsErrorFacts) => readonly string[];
};

const isDenied = (f: AwsErrorFacts): boolean => f.status === 403 || /^AccessDenied/.test(f.name) || f.name === 'UnauthorizedOperation';

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

/** What can go wrong with any call. First match wins: the more exact cases stand first. */
const CALL_CASES: readonly AwsCase[] = [
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
		holds: isDenied,
		kind: 'authorization',
		says: (a, f) => {
			const { caller, because } = f.denial;
			const what = `${actionOf(a, f)}${resourceOf(a, f) === undefined ? '' : ` on ${resourceOf(a, f)}`}`;
			return `${caller === undefined ? `AWS does not allow ${what}` : `${caller} may not ${what}`}${because === undefined ? '' : `: ${because}`}.`;
		},
		steps: (a, f) => [
			/explicit deny/.test(f.text)
				? 'An explicit deny wins over every grant: who owns that policy must change it.'
				: `Grant ${actionOf(a, f)}${resourceOf(a, f) === undefined ? '' : ` on ${resourceOf(a, f)}`} to ${f.denial.caller ?? 'this identity'}.`,
		],
	},
	{
		holds: f => f.status === 429 || /Throttling|TooManyRequests|RequestLimitExceeded/.test(f.name),
		kind: 'connection',
		says: a => `AWS asks for fewer requests${a.action === undefined ? '' : ` of ${a.action}`}.`,
		steps: () => ['Wait a moment; other tools of the same account share the limit.'],
	},
	{
		holds: f => /Region is missing|not accepted|Invalid region/i.test(f.text),
		kind: 'config',
		says: (a, f) => (/missing/i.test(f.text) ? 'The AWS region is not known.' : `${a.region ?? 'The region'} is not an AWS region.`),
		steps: () => ['Give it with --region.'],
	},
	{
		holds: f => f.name === 'SyntaxError' || /Unexpected token '<'|Invalid response from STS/.test(f.text),
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
		holds: f => ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH'].includes(f.code),
		kind: 'connection',
		says: (_a, f) => `${f.host.replace(/^the/, 'The')} could not be reached (${f.code}).`,
		steps: () => ['Check network, proxy, security group and endpoint (AWS_ENDPOINT_URL…).'],
	},
	{
		holds: f => /timeout/i.test(f.name) || f.code === 'ETIMEDOUT',
		kind: 'timeout',
		says: (a, f) =>
			`No answer${a.action === undefined ? '' : ` to ${a.action}`} from ${f.host}${a.region === undefined ? '' : ` in ${a.region}`}.`,
		steps: () => SILENT_STEPS,
	},
	{
		holds: f => (f.status ?? 0) >= 500,
		kind: 'connection',
		says: (a, f) => `AWS failed itself${a.action === undefined ? '' : ` at ${a.action}`} (${f.name}: ${f.text}).`,
		steps: () => ['Try again; https://health.aws.amazon.com tells of disturbances.'],
	},
];

const actionOf = (a: AwsAttempt, f: AwsErrorFacts): string => a.action ?? f.denial.action ?? 'this call';
const resourceOf = (a: AwsAttempt, f: AwsErrorFacts): string | undefined => a.resource ?? f.denial.resource;

/**
 * Turns whatever an AWS client or credential source threw into a Failure. Errors are told apart by name, code and status only:
 * several copies of the SDK's classes may be loaded, and `instanceof` fails between them.
 */
export const toAwsFailure = (error: unknown, attempt: AwsAttempt): Failure => {
	if (error instanceof Failure) return error;
	const facts = factsOf(error);
	const found = [...CREDENTIAL_CASES, ...CALL_CASES].find(c => c.holds(facts));
	const denial = found?.kind === 'authorization' ? facts.denial : {};
	const isMfaRefused = /^MultiFactorAuthentication failed/.test(facts.text);
	const details = {
		aws: facts.name,
		code: facts.code || null,
		status: facts.status ?? null,
		...definedOf({ ...denial, ...attempt }),
		...(isMfaRefused && { isMfaRefused }),
	};
	const around = attempt.wayAround === undefined ? [] : [attempt.wayAround];
	if (found === undefined)
		return new Failure(
			'connection',
			`AWS answered${attempt.action === undefined ? '' : ` ${attempt.action}`} with ${facts.name}: ${facts.text}`,
			{
				nextSteps: around,
				details,
				cause: error,
			},
		);
	return new Failure(found.kind, found.says(attempt, facts), {
		nextSteps: [...found.steps(attempt, facts), ...around],
		details,
		cause: error,
	});
};

const factsOf = (error: unknown): AwsErrorFacts => {
	const e = (typeof error === 'object' && error !== null ? error : { message: String(error) }) as {
		name?: string;
		code?: string;
		Code?: string;
		message?: string;
		hostname?: string;
		address?: string;
		port?: number;
		path?: string;
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
		path: e.path,
		denial: denialOf(e.message ?? ''),
	};
};

const definedOf = ({ wayAround: _, ...attempt }: AwsAttempt): Record<string, unknown> =>
	Object.fromEntries(Object.entries(attempt).filter(([, v]) => v !== undefined));
