/** Instance metadata (IMDSv2) and the credentials endpoint of containers (ECS, EKS Pod Identity). */
import type { AwsStub } from './aws-stub.ts';
import { type Keys, roleSession } from './identities.ts';
import type { WireAnswer } from './protocols.ts';

/** Plays an instance with a role. `AWS_EC2_METADATA_SERVICE_ENDPOINT` points the SDK here. */
export const serveInstanceMetadata = (stub: AwsStub, roleArn: string, { keys, region }: { keys?: Keys; region?: string } = {}): void => {
	const token = 'metadata-token';
	const role = roleArn.split('/').at(-1) ?? '';
	stub.page(/^\/latest\//, ({ method, url, header }) => {
		if (method === 'PUT' && url.pathname === '/latest/api/token') return text(token);
		// Version 2 only, as AWS sets up new instances.
		if (header('x-aws-ec2-metadata-token') !== token) return { status: 401, headers: {}, body: '' };
		const roles = '/latest/meta-data/iam/security-credentials/';
		if (url.pathname === roles) return text(role);
		if (url.pathname === roles + role) return credentials(stub, roleArn, 'i-0123456789abcdef0', keys);
		if (url.pathname === '/latest/meta-data/placement/region' && region !== undefined) return text(region);
		return { status: 404, headers: {}, body: '' };
	});
};

/** Plays a container's credentials endpoint; `AWS_CONTAINER_CREDENTIALS_FULL_URI` is `stub.url + CONTAINER_PATH`. */
export const CONTAINER_PATH = '/v2/credentials';
export const serveContainerCredentials = (stub: AwsStub, roleArn: string, authorization: string, keys?: Keys): void => {
	stub.page(/^\/v2\/credentials$/, ({ header }) =>
		header('authorization') === authorization
			? credentials(stub, roleArn, 'task', keys)
			: { status: 403, headers: { 'content-type': 'application/json' }, body: '{"code":"AccessDenied","message":"wrong token"}' },
	);
};

const text = (body: string): WireAnswer => ({ status: 200, headers: { 'content-type': 'text/plain' }, body });

const credentials = (stub: AwsStub, roleArn: string, session: string, keys?: Keys): WireAnswer => {
	const made = roleSession(roleArn, session, new Date(Date.now() + 6 * 3_600_000), keys);
	stub.know(made);
	return {
		status: 200,
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({
			Code: 'Success',
			Type: 'AWS-HMAC',
			LastUpdated: new Date().toISOString(),
			RoleArn: roleArn,
			AccessKeyId: made.accessKeyId,
			SecretAccessKey: made.secretAccessKey,
			Token: made.sessionToken,
			Expiration: made.expires.toISOString(),
		}),
	};
};
