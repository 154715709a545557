import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clusterShape } from '../../source/files/cluster-config.ts';
import { draftAuthentication, draftEntry, draftMistake, draftSources } from '../../source/files/cluster-draft.ts';
import { extendConfig } from '../../source/files/config-extension.ts';
import { parseConfig } from '../../source/files/config-file.ts';
import { resolveConnectionSettings } from '../../source/files/connection-settings-resolution.ts';
import { type ClusterDraft, isArn } from '../../source/model/cluster-draft.ts';
import { emptyDraft } from '../../source/ui/screens/new-cluster-fields.ts';

const FILE = '/etc/msk/config.yaml';
const draft = (over: Partial<ClusterDraft> = {}): ClusterDraft => ({ ...emptyDraft, name: 'orders', bootstrap: 'h:9092', ...over });
const ARN = 'arn:aws:kafka:eu-west-1:123456789012:cluster/orders/0a1b2c3d-0000-4000-8000-000000000000-2';
const msk = (port: number): string => `b-1.orders.abc123.c2.kafka.eu-west-1.amazonaws.com:${port}`;

describe('a cluster as it was typed', () => {
	it('authenticates as its port says', () => {
		assert.equal(draftAuthentication(draft({ bootstrap: `${msk(9098)},${msk(9098)}` })), 'iam');
		assert.equal(draftAuthentication(draft()), 'plaintext');
		assert.equal(draftAuthentication(draft({ auth: 'tls' })), 'tls');
		assert.equal(draftAuthentication(draft({ bootstrap: msk(1234) })), undefined);
		assert.equal(draftAuthentication(draft({ bootstrap: `${msk(9098)},${msk(9096)}` })), undefined);
		assert.equal(draftAuthentication(draft({ bootstrap: 'nonsense' })), undefined);
	});

	const mistakes: readonly (readonly [Partial<ClusterDraft>, keyof ClusterDraft])[] = [
		[{ bootstrap: ' ' }, 'bootstrap'],
		[{ bootstrap: 'host' }, 'bootstrap'],
		[{ bootstrap: 'arn:aws:kafka:eu-west-1:1:topic/a/b' }, 'bootstrap'],
		[{ bootstrap: ARN, region: 'us-east-1' }, 'region'],
		[{ name: '' }, 'name'],
		[{ name: 'two words' }, 'name'],
		[{ name: '--json' }, 'name'],
		[{ name: 'arn:aws:x' }, 'name'],
		[{ bootstrap: msk(1234) }, 'auth'],
		[{ auth: 'scram' }, 'username'],
		[{ auth: 'scram', username: 'u', passwordFrom: 's3cret!' }, 'passwordFrom'],
		[{ auth: 'mtls' }, 'tlsCert'],
		[{ auth: 'mtls', tlsCert: 'c.pem' }, 'tlsKey'],
	];
	for (const [over, field] of mistakes)
		it(`is wrong in ${field}: ${JSON.stringify(over)}`, () => {
			const mistake = draftMistake(draft(over));
			assert.equal(mistake?.field, field);
			assert.doesNotMatch(mistake.text, /s3cret/, 'a password typed in the wrong place is not repeated');
		});

	const good: readonly Partial<ClusterDraft>[] = [
		{},
		{ bootstrap: ARN },
		{ bootstrap: ` ${ARN}`, profile: 'ops' },
		{ bootstrap: ARN, auth: 'iam', profile: 'ops' },
		{ bootstrap: ARN, auth: 'scram', passwordFrom: 'secret:AmazonMSK_x', profile: 'ops' },
		{ bootstrap: msk(9098), profile: 'ops', roleArn: 'arn:aws:iam::123456789012:role/r', environment: 'staging', access: 'locked' },
		{ auth: 'scram', username: 'u', tlsCa: 'ca.pem', scramMechanism: 'scram-sha-256' },
		...['env:P', 'file:/run/p', 'command:pass show "x: y"', 'secret:AmazonMSK_x', 'prompt'].map(passwordFrom => ({
			auth: 'scram',
			username: 'u: #1',
			passwordFrom,
		})),
		{ auth: 'mtls', tlsCert: '/c.pem', tlsKey: '~/k.pem' },
		{ auth: 'tls', bootstrap: '[::1]:9094, [::2]:9094', username: 'typed before another kind was chosen' },
	];
	for (const over of good)
		it(`comes back from the file as what was tested: ${JSON.stringify(over)}`, async () => {
			const one = draft(over);
			assert.equal(draftMistake(one), undefined);
			const text = await extendConfig('', FILE, { name: one.name, entry: draftEntry(one) });
			const sources = { options: { cluster: one.name }, env: {}, config: await parseConfig(text, FILE) };
			assert.deepEqual(sources.config.clusters.get(one.name), draftSources(one, FILE).config.clusters.get(one.name));
			if (isArn(one.bootstrap)) return;
			const { configFile, ...written } = resolveConnectionSettings(sources);
			assert.equal(configFile, FILE);
			assert.deepEqual(written, resolveConnectionSettings(draftSources(one, FILE)));
		});

	it('writes no field that the form does not have', () => {
		const properties = Object.keys(clusterShape.schema.properties as object);
		for (const key of Object.keys(draftEntry(draft()))) assert.ok(properties.includes(key), key);
	});
});
