import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toAwsFailure } from '../../source/aws/aws-failure.ts';
import { Failure } from '../../source/model/failure.ts';

const error = (name: string, message: string, more: object = {}) => Object.assign(new Error(message), { name, ...more });
const status = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

describe('what AWS says, in words', () => {
	const cases: readonly (readonly [unknown, string, RegExp])[] = [
		[error('CredentialsProviderError', 'Could not load credentials from any providers'), 'authentication', /No AWS credentials were found/],
		[
			error('CredentialsProviderError', 'Could not resolve credentials using profile: [x] in configuration/credentials file(s).'),
			'config',
			/profile x holds no usable/,
		],
		[
			error('CredentialsProviderError', 'Detected a cycle attempting to resolve credentials for profile a. Profiles visited: b'),
			'config',
			/leads back to itself/,
		],
		[
			error('CredentialsProviderError', 'The SSO session associated with this profile has expired.'),
			'authentication',
			/SSO session of profile ops has ended/,
		],
		[
			error('CredentialsProviderError', 'ForbiddenException: No access to SSO role'),
			'authentication',
			/SSO does not give you the role that the profile ops names/,
		],
		[
			error('TokenProviderError', 'Token is expired. To refresh this SSO session run aws sso login'),
			'authentication',
			/SSO session of profile ops/,
		],
		[
			error('AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code.', status(403)),
			'authentication',
			/refused the MFA code/,
		],
		[
			error('AccessDenied', 'not authorized to perform: sts:AssumeRole', status(403)),
			'authentication',
			/The caller may not assume the role arn:r/,
		],
		[
			error('InvalidClientTokenId', 'The security token included in the request is invalid.', status(403)),
			'authentication',
			/does not know the access key/,
		],
		[error('UnrecognizedClientException', 'x', status(403)), 'authentication', /does not know the access key/],
		[error('ExpiredTokenException', 'x', status(403)), 'authentication', /have expired/],
		[error('ExpiredToken', 'x', status(400)), 'authentication', /have expired/],
		[
			error('InvalidSignatureException', 'Signature expired: 2026 is now earlier than 2026', status(403)),
			'authentication',
			/clock of this machine/,
		],
		[
			error('InvalidSignatureException', 'The request signature we calculated does not match', status(403)),
			'authentication',
			/secret key does not belong/,
		],
		[error('Error', 'Region is missing'), 'config', /region is not known/],
		[error('AccessDeniedException', 'UnknownError', status(403)), 'authorization', /does not allow kafka:ListClustersV2/],
		[error('TooManyRequestsException', 'slow', status(429)), 'connection', /fewer requests/],
		[error('SyntaxError', 'Unexpected token \'<\', "<html>" is not valid JSON'), 'connection', /not AWS/],
		[
			error('Error', 'connect ECONNREFUSED 127.0.0.1:9', { code: 'ECONNREFUSED', address: '127.0.0.1', port: 9 }),
			'connection',
			/127\.0\.0\.1:9 could not be reached/,
		],
		[
			error('AggregateError', '', { code: 'ECONNREFUSED', errors: [{ code: 'ECONNREFUSED', address: '::1', port: 9 }] }),
			'connection',
			/::1:9 could not/,
		],
		[
			error('Error', 'getaddrinfo ENOTFOUND sts.eu-wst-1.amazonaws.com', { code: 'ENOTFOUND', hostname: 'sts.eu-wst-1.amazonaws.com' }),
			'connection',
			/sts\.eu-wst-1\.amazonaws\.com does not resolve/,
		],
		[error('TimeoutError', 'x'), 'timeout', /No answer to kafka:ListClustersV2 from the AWS endpoint in eu-west-1/],
		[error('Error', 'self-signed certificate', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }), 'connection', /not trusted here/],
		[error('InternalFailure', 'later', status(500)), 'connection', /InternalFailure: later/],
		['a text', 'connection', /a text/],
	];
	for (const [thrown, kind, message] of cases)
		it(`${(thrown as Error).name ?? 'text'}: ${(thrown as Error).message ?? thrown}`, () => {
			const failure = toAwsFailure(thrown, { profile: 'ops', roleArn: 'arn:r', region: 'eu-west-1', action: 'kafka:ListClustersV2' });
			assert.equal(failure.kind, kind);
			assert.match(failure.message, message);
		});

	it('leaves a Failure as it is', () => {
		const failure = new Failure('config', 'x');
		assert.equal(toAwsFailure(failure, {}), failure);
	});
});
