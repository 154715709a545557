import { Failure } from '../model/failure.ts';
import { redacted } from '../model/redaction.ts';
import type { AwsAttempt } from './aws-attempt.ts';

type SecretCase = {
	readonly holds: (name: string, text: string) => boolean;
	readonly kind: Failure['kind'];
	readonly says: (id: string, attempt: AwsAttempt) => string;
	readonly steps: (id: string) => readonly string[];
};

const MSK_KEY = 'MSK itself takes only secrets under a customer managed KMS key, never under aws/secretsmanager.';

/**
 * What Secrets Manager answers when a secret cannot be read, other than a plain denial.
 * Texts: API reference of GetSecretValue, and the user guide's "Access denied to KMS" and cross-account pages.
 */
const CASES: readonly SecretCase[] = [
	{
		holds: name => name === 'ResourceNotFoundException',
		kind: 'notFound',
		says: (id, { region }) => `There is no secret ${id} in ${region}.`,
		steps: () => [
			'MSK takes secrets named AmazonMSK_… of the cluster’s own account and region; aws kafka list-scram-secrets --cluster-arn ARN prints them.',
			'A secret of another account is named by its whole ARN.',
		],
	},
	{
		holds: (name, text) => /^AccessDenied/.test(name) && /\bKMS\b|kms:/i.test(text) && !/perform: secretsmanager:/.test(text),
		kind: 'authorization',
		says: id => `The secret ${id} may be read but not decrypted: kms:Decrypt is missing.`,
		steps: () => ['Grant kms:Decrypt on the secret’s KMS key to this identity, in its policy and in the key’s policy.', MSK_KEY],
	},
	{
		holds: (_, text) => /default KMS service key/.test(text),
		kind: 'authorization',
		says: id => `The secret ${id} is encrypted with its account’s default key aws/secretsmanager, which no other account can use.`,
		steps: () => [
			'Read it with a role of its own account (--role-arn), or encrypt it with a customer managed key and allow kms:Decrypt.',
			MSK_KEY,
		],
	},
	{
		holds: name => name === 'DecryptionFailure',
		kind: 'authorization',
		says: id => `The KMS key of the secret ${id} cannot decrypt it: disabled, about to be deleted, or without a grant for kms:Decrypt.`,
		steps: () => ['aws secretsmanager describe-secret tells the key, aws kms describe-key its state.'],
	},
	{
		holds: (_, text) => /marked for deletion|marked deleted/.test(text),
		kind: 'notFound',
		says: id => `The secret ${id} is marked for deletion.`,
		steps: id => [`Bring it back: aws secretsmanager restore-secret --secret-id ${id}`],
	},
];

/** Undefined for what is not particular to secrets. */
export const secretFailure = (error: unknown, attempt: AwsAttempt & { readonly resource: string }): Failure | undefined => {
	const { name = '', message = '' } = (error ?? {}) as { name?: string; message?: string };
	const found = error instanceof Failure ? undefined : CASES.find(c => c.holds(name, message));
	if (found === undefined) return undefined;
	const { wayAround: _, ...details } = attempt;
	return new Failure(found.kind, found.says(attempt.resource, attempt), {
		nextSteps: [...found.steps(attempt.resource), 'Or give the password another way: --password-from prompt'],
		details: { ...details, secret: attempt.resource, aws: name, awsSaid: redacted(message) },
		cause: error,
	});
};
