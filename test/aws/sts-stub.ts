import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type StsCall = { readonly action: string; readonly roleArn: string; readonly session: string; readonly accessKey: string };

export type StsAnswer =
	| { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken: string; readonly expiration: Date }
	| { readonly status: number; readonly code: string; readonly message: string };

export type StsStub = {
	readonly url: string;
	readonly calls: StsCall[];
	answer: (call: StsCall, count: number) => StsAnswer;
	close(): Promise<void>;
};

/** AWS STS on loopback, as far as AssumeRole goes; keys are numbered by call. */
export const startStsStub = async (lifetimeMs = 3_600_000): Promise<StsStub> => {
	const calls: StsCall[] = [];
	const stub = {
		calls,
		answer: (_call: StsCall, count: number): StsAnswer => ({
			accessKeyId: `ASIASTUB${String(count).padStart(8, '0')}`,
			secretAccessKey: `secret-${count}`,
			sessionToken: `session-${count}`,
			expiration: new Date(Date.now() + lifetimeMs),
		}),
	};
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', chunk => {
			body += chunk;
		});
		request.on('end', () => {
			const form = new URLSearchParams(body);
			const call: StsCall = {
				action: form.get('Action') ?? '',
				roleArn: form.get('RoleArn') ?? '',
				session: form.get('RoleSessionName') ?? '',
				accessKey: /Credential=([^/]+)/.exec(request.headers.authorization ?? '')?.[1] ?? '',
			};
			calls.push(call);
			const answer = stub.answer(call, calls.length);
			if ('code' in answer) {
				response.writeHead(answer.status, { 'content-type': 'text/xml' });
				response.end(
					`<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${answer.code}</Code><Message>${answer.message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
				);
				return;
			}
			const role = call.roleArn.split('/').at(-1);
			response.writeHead(200, { 'content-type': 'text/xml' });
			response.end(
				`<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>${answer.accessKeyId}</AccessKeyId><SecretAccessKey>${answer.secretAccessKey}</SecretAccessKey><SessionToken>${answer.sessionToken}</SessionToken><Expiration>${answer.expiration.toISOString()}</Expiration></Credentials><AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/${role}/${call.session}</Arn><AssumedRoleId>AROA:${call.session}</AssumedRoleId></AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>`,
			);
		});
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return Object.assign(stub, {
		url,
		close: () =>
			new Promise<void>(resolve => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	});
};
