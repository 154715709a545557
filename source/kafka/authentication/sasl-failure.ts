import { Failure } from '../../model/failure.ts';
import { withShortKeyIds } from '../../model/redaction.ts';
import type { Attempt } from './attempt.ts';
import { addressText } from './attempt.ts';
import type { ChainedError } from './error-chain.ts';
import { TokenRefused, tokenAnswerReason } from './token-answer.ts';

/** Turns a refusal during SASL into a Failure with the broker's own words; undefined when the error is no such refusal. */
export const saslFailure = (chain: readonly ChainedError[], attempt: Attempt): Failure | undefined => {
	const at = addressText(attempt);
	const offered = chain.find(e => e.response?.mechanisms !== undefined)?.response?.mechanisms;
	const words = brokerWords(chain);
	const said = words === undefined ? undefined : withShortKeyIds(words);
	const refused = (message: string, nextSteps: readonly string[]) =>
		new Failure('authentication', message, {
			nextSteps,
			details: { ...attempt.details, mechanism: attempt.mechanism, brokerSaid: said ?? null, ...(offered && { offered }) },
			cause: chain[0],
		});

	const isUnoffered =
		chain.some(e => e.apiId === 'UNSUPPORTED_SASL_MECHANISM') || (offered !== undefined && !offered.includes(attempt.mechanism ?? ''));
	if (isUnoffered && (offered === undefined || offered.length === 0))
		return refused(`${at} does not authenticate with SASL, but ${attempt.authentication} was asked for.`, [
			attempt.portHint ?? 'Use --auth tls or mtls on this port, or give the port of the SASL listener.',
		]);
	if (isUnoffered)
		return refused(
			`${at} does not offer ${attempt.mechanism ?? 'this SASL mechanism'}; it offers ${offered?.join(', ')}.`,
			mechanismSteps(offered ?? [], attempt),
		);

	if (said !== undefined && /cannot change (principals|mechanisms)/i.test(said))
		return refused(`${at} refused to renew the session: ${sentence(said)}`, [
			'The identity behind the credentials changed while connected; connect again to continue as the new one.',
		]);

	if (attempt.authentication === 'iam') {
		const token = chain.find((e): e is TokenRefused => e instanceof TokenRefused);
		if (token !== undefined || isSaslRefusal(chain))
			return refused(`${at} refused the IAM identity: ${sentence(said ?? 'no reason given')}`, iamSteps(said ?? ''));
	}

	if (isSaslRefusal(chain)) {
		const who = attempt.username === undefined ? 'us' : `user ${attempt.username}`;
		return refused(`${at} refused ${who}: ${sentence(said ?? 'no reason given')}`, [
			'Check --username and the password it is read from; a trailing newline or a quoting shell changes a password.',
			`On MSK the secret must be named AmazonMSK_… and be associated with this cluster (SCRAM-SHA-512 only).`,
		]);
	}
	const provider = chain.find(e => / provider (threw an error|should)/.test(e.message ?? ''));
	if (provider !== undefined) {
		const reason = chain.at(-1) === provider ? 'nothing was given' : (chain.at(-1)?.message ?? '');
		return refused(`The credentials for ${at} could not be made: ${sentence(reason)}`, []);
	}
	const local = chain.find(e => /server signature|server nonce|iterations/i.test(e.message ?? ''));
	if (local !== undefined)
		return refused(`${at} could not prove that it knows the password: ${sentence(local.message ?? '')}`, [
			'Something between this machine and the broker may pose as the broker; check the address and the certificate authority.',
		]);
	return undefined;
};

const isSaslRefusal = (chain: readonly ChainedError[]): boolean => chain.some(e => e.apiId === 'SASL_AUTHENTICATION_FAILED');

/** The broker's own reason, wherever the library put it. */
const brokerWords = (chain: readonly ChainedError[]): string | undefined => {
	for (const link of chain) {
		if (link instanceof TokenRefused) return tokenAnswerReason(link.answer);
		if (typeof link.serverErrorMessage === 'string' && link.serverErrorMessage !== '') return link.serverErrorMessage;
	}
	return undefined;
};

const mechanismSteps = (offered: readonly string[], attempt: Attempt): readonly string[] => {
	const steps = attempt.portHint === undefined ? [] : [attempt.portHint];
	for (const mechanism of offered) {
		if (mechanism.startsWith('SCRAM-')) steps.push(`Use --auth scram --scram-mechanism ${mechanism.toLowerCase()}.`);
		else if (mechanism === 'OAUTHBEARER' || mechanism === 'AWS_MSK_IAM') {
			if (!steps.some(s => s.includes('--auth iam'))) steps.push('Use --auth iam.');
		}
	}
	return steps.length > 0 ? steps : ['Use another port or another --auth.'];
};

const iamSteps = (said: string): readonly string[] => {
	if (/access denied/i.test(said))
		return [
			'The identity needs kafka-cluster:Connect on the cluster’s ARN; a policy on kafka:* opens the control plane only, never the brokers.',
			'Check that it is the identity you mean: aws sts get-caller-identity (with the same --profile).',
		];
	if (/expired/i.test(said))
		return ['The credentials or the clock are out of date: renew them (aws sso login) and check the time of this machine.'];
	return [
		'The key pair may be wrong, deleted or of another partition, the region may not be the cluster’s (--region), or the clock may be off.',
		'Check with: aws sts get-caller-identity (with the same --profile).',
	];
};

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
