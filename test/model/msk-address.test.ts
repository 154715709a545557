import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { arnRegion, isMskHost, MSK_PORTS, mskHostRegion, mskPortHint, mskPortKind } from '../../source/model/msk-address.ts';

const MSK = 'b-1.orders.abc123.c2.kafka.eu-west-1.amazonaws.com';

describe('addresses of MSK', () => {
	it('tell the region', () => {
		const cases: readonly (readonly [string, string | undefined])[] = [
			[MSK, 'eu-west-1'],
			['b-1-public.orders.abc123.c2.kafka.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
			['boot-x.c1.kafka-serverless.us-east-2.amazonaws.com', 'us-east-2'],
			['b-1.o.a.c1.kafka.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
			[`${MSK}.`, 'eu-west-1'],
			['kafka.eu-west-1.amazonaws.com', undefined],
			['b-1.o.kafka.eu-west-1.amazonaws.com.example', undefined],
			['localhost', undefined],
		];
		for (const [host, region] of cases) {
			assert.equal(mskHostRegion(host), region, host);
			assert.equal(isMskHost(host), region !== undefined, host);
		}
		assert.equal(arnRegion('arn:aws-us-gov:kafka:us-gov-east-1:123456789012:cluster/o/x'), 'us-gov-east-1');
		assert.equal(arnRegion('orders'), undefined);
	});

	it('tell the authentication by the port', () => {
		assert.equal(new Set(MSK_PORTS.map(p => p.port)).size, MSK_PORTS.length);
		for (const { port, kind } of MSK_PORTS) assert.equal(mskPortKind(port), kind);
		assert.equal(mskPortKind(2181), undefined);
	});

	it('hint when port and wish differ', () => {
		assert.equal(
			mskPortHint(MSK, 9096, 'iam'),
			'Port 9096 of MSK is SASL/SCRAM, you asked for iam: use --auth scram, or port 9098, 9198, 20098 for iam.',
		);
		assert.match(mskPortHint(MSK, 9098, 'mtls') ?? '', /is IAM, you asked for mtls: use --auth iam, or port 9094, 9194, 20094 for mtls/);
		for (const [host, port, asked] of [
			[MSK, 9094, 'mtls'],
			[MSK, 9098, 'iam'],
			[MSK, 14001, 'iam'],
			['localhost', 9096, 'iam'],
		] as const)
			assert.equal(mskPortHint(host, port, asked), undefined);
	});
});
