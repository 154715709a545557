import type { AwsAttempt, AwsErrorFacts } from './aws-attempt.ts';
import type { AwsCase } from './aws-failure.ts';

const isProvider = (f: AwsErrorFacts): boolean => f.name === 'CredentialsProviderError';
const isDenied = (f: AwsErrorFacts): boolean => f.status === 403 || /^AccessDenied/.test(f.name);

const ofProfile = (a: AwsAttempt): string => (a.profile === undefined ? '' : ` of profile ${a.profile}`);
const withProfile = (a: AwsAttempt): string => (a.profile === undefined ? '' : ` --profile ${a.profile}`);

const isContainerToken = (f: AwsErrorFacts): boolean =>
	f.path !== undefined && f.path === process.env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;

/** How to log in again; `aws sso login` wants a browser, which a bastion does not have. */
export const loginSteps = (a: AwsAttempt): readonly string[] => [
	`aws sso login${withProfile(a)}`,
	`On a bastion, where no browser can open: aws sso login${withProfile(a)} --use-device-code, and confirm the code in a browser elsewhere.`,
];

const roleOf = (a: AwsAttempt, f: AwsErrorFacts): string => f.denial.resource ?? a.roleArn ?? `of the profile ${a.profile ?? 'default'}`;

/** What can go wrong while credentials are made. First match wins: the more exact cases stand first. */
export const CREDENTIAL_CASES: readonly AwsCase[] = [
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
		holds: f => isProvider(f) && /^ForbiddenException|No access/.test(f.text),
		kind: 'authentication',
		says: a => `AWS SSO does not give you the role${a.profile === undefined ? '' : ` that the profile ${a.profile} names`}.`,
		steps: a => [
			`Check sso_account_id and sso_role_name${ofProfile(a)}: the AWS access portal lists the accounts and roles you have.`,
			'Else ask who runs AWS SSO (IAM Identity Center) to assign the role to you.',
		],
	},
	{
		holds: f => (isProvider(f) || /TokenProviderError/.test(f.name)) && (/\bsso\b/i.test(f.text) || /^UnauthorizedException/.test(f.text)),
		kind: 'authentication',
		says: a => `The AWS SSO session${ofProfile(a)} has ended or never began.`,
		steps: loginSteps,
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
		steps: () => [
			...(process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI || process.env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI
				? [
						'AWS_CONTAINER_CREDENTIALS_… is set, but the container’s endpoint gave none: check its authorization token and the role of the task or pod.',
					]
				: []),
			'Give --profile NAME, set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run aws sso login.',
		],
	},
	{
		holds: f => isProvider(f) && /environment variable credentials/.test(f.text),
		kind: 'config',
		says: a => `The AWS profile ${a.profile ?? 'default'} takes its credentials from the environment, and there are none.`,
		steps: () => ['Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN for temporary keys).'],
	},
	{
		holds: f => isProvider(f) && /AWS_CONTAINER_CREDENTIALS/.test(f.text),
		kind: 'config',
		says: a => `The AWS profile ${a.profile ?? 'default'} takes its credentials from the container, and this is none.`,
		steps: () => [
			'Inside ECS or EKS the platform sets AWS_CONTAINER_CREDENTIALS_…; on an instance use credential_source = Ec2InstanceMetadata.',
		],
	},
	{
		holds: f => isProvider(f) && /credential_process|Command failed/.test(f.text),
		kind: 'authentication',
		says: (a, f) => `The credential_process${ofProfile(a)} gave no credentials: ${f.text}`,
		steps: () => ['Run the command by hand: it must print one JSON object with Version 1 and keys that have not ended.'],
	},
	{
		holds: f => isProvider(f),
		kind: 'authentication',
		says: (a, f) => `The AWS credentials${ofProfile(a)} could not be made: ${f.text}`,
		steps: a => [`Try the same with: aws sts get-caller-identity${withProfile(a)}`],
	},
	{
		holds: f => /instance metadata service|EC2 Metadata/i.test(f.text),
		kind: 'authentication',
		says: a =>
			`The role of this instance${a.profile === undefined ? '' : `, from which the profile ${a.profile} starts,`} could not be read.`,
		steps: () => [
			'Instance metadata must be on (AWS_EC2_METADATA_DISABLED unset), with a hop limit of 2 inside a container, and the instance must have a role.',
		],
	},
	{
		holds: f => f.code === 'ENOENT' || f.code === 'EACCES',
		kind: 'config',
		says: (a, f) =>
			`The ${isContainerToken(f) ? 'container’s' : 'web identity'} token file ${f.path ?? ''}${ofProfile(a)} ${f.code === 'ENOENT' ? 'does not exist' : 'may not be read'}.`,
		steps: (_a, f) => [
			isContainerToken(f)
				? 'It is named by AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, which EKS Pod Identity sets and mounts.'
				: 'It is named by AWS_WEB_IDENTITY_TOKEN_FILE or web_identity_token_file; on EKS the service account must carry the annotation of its role.',
		],
	},
	{
		holds: f => (/^ExpiredToken/.test(f.name) && /^Token expired/.test(f.text)) || /^(InvalidIdentityToken|IDPRejectedClaim)/.test(f.name),
		kind: 'authentication',
		says: (a, f) =>
			`AWS does not take the web identity token for the role ${a.roleArn ?? process.env.AWS_ROLE_ARN ?? ''}: ${
				/^ExpiredToken/.test(f.name) ? 'it has expired' : f.text
			}.`,
		steps: () => ['Who writes the token file must renew it; the role’s trust policy must name its issuer as identity provider.'],
	},
	{
		holds: f => isDenied(f) && /MultiFactorAuthentication/.test(f.text),
		kind: 'authentication',
		says: () => 'AWS refused the MFA code.',
		steps: () => [
			'A code works once: wait for the next one of the device and try again.',
			'If it stays so, check mfa_serial and the device’s clock.',
		],
	},
	{
		holds: f => isDenied(f) && /AssumeRoleWithWebIdentity/.test(f.text),
		kind: 'authentication',
		says: (a, f) => `The web identity may not assume the role ${f.denial.resource ?? a.roleArn ?? process.env.AWS_ROLE_ARN ?? ''}.`,
		steps: () => [
			'The role’s trust policy must allow sts:AssumeRoleWithWebIdentity to the identity provider, for this subject and audience.',
		],
	},
	{
		holds: f => isDenied(f) && /sts:AssumeRole/.test(f.text),
		kind: 'authentication',
		says: (a, f) => `${f.denial.caller ?? 'The caller'} may not assume the role ${roleOf(a, f)}.`,
		steps: (a, f) => [
			`${f.denial.caller ?? 'The caller'} needs sts:AssumeRole on it, and its trust policy must name the caller.`,
			`A trust policy may also ask for an external id or an MFA code: external_id and mfa_serial${ofProfile(a)}. AWS does not tell a role that does not exist from one that refuses.`,
		],
	},
	{
		holds: f => /^ExpiredToken/.test(f.name) || f.name === 'RequestExpired',
		kind: 'authentication',
		says: a => `The AWS credentials${ofProfile(a)} have expired.`,
		steps: a => [`Renew them: aws sso login${withProfile(a)}, or a new role session.`],
	},
	{
		holds: f => ['InvalidClientTokenId', 'UnrecognizedClientException', 'InvalidAccessKeyId'].includes(f.name),
		kind: 'authentication',
		says: a => `AWS does not know the access key${ofProfile(a)}: deleted, mistyped, or of another partition.`,
		steps: () => ['Check the key pair, and that the region belongs to the same partition (aws, aws-cn, aws-us-gov).'],
	},
];
