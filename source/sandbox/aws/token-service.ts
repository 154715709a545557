/** STS and the SSO portal as the stub plays them: roles with their trust, MFA devices, web identities, SSO assignments. */
import { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { GetRoleCredentialsCommand } from '@aws-sdk/nested-clients/sso';
import { CreateTokenCommand } from '@aws-sdk/nested-clients/sso-oidc';
import type { AwsStub } from './aws-stub.ts';
import { accountOf, type Identity, type Keys, roleSession } from './identities.ts';
import { refusals, ServiceError } from './service-error.ts';

export type Role = {
	readonly arn: string;
	/** ARNs that its trust policy names; a session counts by its role. Everybody when absent. */
	readonly trusts?: readonly string[];
	readonly externalId?: string;
	/** The serial of the MFA device whose code is asked for. */
	readonly mfa?: { readonly serial: string; readonly code: string };
	/** A token of a web identity with which it may be assumed without keys. */
	readonly webToken?: string;
	/** Keys of its sessions, where another system must know them; else new ones for every session. */
	readonly keys?: () => Keys;
	readonly lifetimeMs?: number;
};

export type TokenService = {
	/** Roles by ARN; add and take away as the test goes. */
	readonly roles: Map<string, Role>;
	/** SSO: access token → what it may get. */
	readonly portal: Map<string, { readonly account: string; readonly role: string }>;
};

const HOUR_MS = 3_600_000;

/** Teaches the stub STS and SSO. */
export const serveTokens = (stub: AwsStub): TokenService => {
	const roles = new Map<string, Role>();
	const portal = new Map<string, { account: string; role: string }>();
	const session = (role: Role, name: string): Identity & { readonly expires: Date } => {
		const made = roleSession(role.arn, name, new Date(Date.now() + (role.lifetimeMs ?? HOUR_MS)), role.keys?.());
		stub.know(made);
		return made;
	};
	const answer = ({ accessKeyId, secretAccessKey, sessionToken = '', expires, arn }: Identity & { readonly expires: Date }) => ({
		Credentials: { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken, Expiration: expires },
		AssumedRoleUser: { Arn: arn, AssumedRoleId: `AROASTUB:${arn.split('/').at(-1)}` },
	});

	stub.on(GetCallerIdentityCommand, (_input, { caller }) => ({
		Arn: caller!.arn,
		Account: accountOf(caller!.arn),
		UserId: `AIDASTUB${caller!.arn.includes('assumed-role') ? `:${caller!.arn.split('/').at(-1)}` : ''}`,
	}));

	stub.on(AssumeRoleCommand, (input, { caller }) => {
		const role = roles.get(input.RoleArn ?? '');
		const denied = () => refusals.denied(caller!.arn, 'sts:AssumeRole', input.RoleArn ?? '', '');
		// STS does not tell a role that does not exist from one that may not be assumed.
		if (role === undefined || !isTrusted(role, caller!.arn) || role.externalId !== input.ExternalId) throw denied();
		if (role.mfa !== undefined) {
			if (input.SerialNumber !== role.mfa.serial) throw denied();
			if (input.TokenCode !== role.mfa.code)
				throw new ServiceError('AccessDenied', 403, 'MultiFactorAuthentication failed with invalid MFA one time pass code. ');
		}
		return answer(session(role, input.RoleSessionName ?? ''));
	});

	stub.on(AssumeRoleWithWebIdentityCommand, input => {
		const role = roles.get(input.RoleArn ?? '');
		if (role?.webToken === undefined)
			throw new ServiceError('AccessDenied', 403, 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
		if (role.webToken !== input.WebIdentityToken)
			throw new ServiceError(
				'ExpiredTokenException',
				400,
				'Token expired: current date/time 1790000000 must be before the expiration date/time 1780000000',
			);
		return answer(session(role, input.RoleSessionName ?? ''));
	});

	stub.on(GetRoleCredentialsCommand, input => {
		const may = portal.get(input.accessToken ?? '');
		if (may === undefined) throw new ServiceError('UnauthorizedException', 401, 'Session token not found or invalid');
		if (may.account !== input.accountId || may.role !== input.roleName) throw new ServiceError('ForbiddenException', 403, 'No access');
		const made = session({ arn: `arn:aws:iam::${may.account}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_${may.role}` }, 'ann');
		return {
			roleCredentials: {
				accessKeyId: made.accessKeyId,
				secretAccessKey: made.secretAccessKey,
				sessionToken: made.sessionToken,
				expiration: made.expires.getTime(),
			},
		};
	});

	stub.on(CreateTokenCommand, () => {
		throw new ServiceError('InvalidGrantException', 400, 'Invalid refresh token provided', {
			members: { error: 'invalid_grant', error_description: 'Invalid refresh token provided' },
		});
	});
	return { roles, portal };
};

/** A session is trusted when its role is. */
const isTrusted = ({ trusts }: Role, arn: string): boolean =>
	trusts === undefined ||
	trusts.includes(arn) ||
	trusts.includes(arn.replace(/^arn:aws:sts::(\d+):assumed-role\/([^/]+)\/.*$/, 'arn:aws:iam::$1:role/$2'));
