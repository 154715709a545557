import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { defaultConfigPath, parseConfig, readConfigFile } from '../../source/files/config-file.ts';
import type { Failure } from '../../source/model/failure.ts';

const folder = mkdtempSync(join(tmpdir(), 'msk-tui-config-'));
after(() => rmSync(folder, { recursive: true }));

const EXAMPLE = `current: orders-prod
clusters:
  orders-prod:
    arn: arn:aws:kafka:us-east-1:123456789012:cluster/orders/0a1b
    auth: { kind: iam, profile: ops, roleArn: arn:aws:iam::123456789012:role/kafka-operator }
    environment: prod
    access: read-only
    scanRate: 32MiB
    registry: { kind: glue, region: us-east-1 }
    decoders: [{ topic: "orders*", value: avro }]
    mask: [{ topic: "*", field: "**.iban" }]
    maxBehind: { "billing*": 5m }
  local:
    bootstrap: [localhost:19096]
    auth: { kind: scram, username: reader, password: { env: KAFKA_PASSWORD } }
    tls: { ca: ca.pem }
    environment: dev
`;

describe('the config file', () => {
	it('is read in the form that the contract shows', async () => {
		const config = await parseConfig(EXAMPLE, '/etc/msk/config.yaml');
		assert.equal(config.current, 'orders-prod');
		assert.deepEqual([...config.clusters.keys()], ['orders-prod', 'local']);
		const local = config.clusters.get('local');
		assert.deepEqual(local?.bootstrap, [{ host: 'localhost', port: 19096 }]);
		assert.deepEqual(local?.auth, { kind: 'scram', username: 'reader', password: { kind: 'env', name: 'KAFKA_PASSWORD' }, aws: {} });
		assert.deepEqual(local?.tls, { ca: '/etc/msk/ca.pem' }, 'a relative path counts from the file');
		const prod = config.clusters.get('orders-prod');
		assert.deepEqual(prod?.auth?.aws, { profile: 'ops', roleArn: 'arn:aws:iam::123456789012:role/kafka-operator' });
		assert.deepEqual(prod?.maxBehind, [{ group: 'billing*', ms: 300_000 }]);
		assert.equal(prod?.scanRate, 33_554_432n);
		assert.deepEqual(prod?.registry, { kind: 'glue', aws: { region: 'us-east-1' } });
		assert.deepEqual(prod?.decoders, [{ topic: 'orders*', value: 'avro' }]);
		assert.deepEqual(prod?.mask, [{ topic: '*', field: '**.iban' }]);
	});

	it('follows anchors', async () => {
		const config = await parseConfig('clusters:\n  a: &a { bootstrap: ["h:1"], auth: { kind: tls } }\n  b: *a\n', 'c.yaml');
		assert.deepEqual(config.clusters.get('b'), config.clusters.get('a'));
	});

	const A = 'clusters:\n  a:\n    bootstrap: [h:1]\n';
	const mistakes: readonly (readonly [string, string, RegExp])[] = [
		[
			'an unknown key',
			'clusters:\n  a:\n    bootstrap: [h:1]\n    colour: red\n',
			/^c\.yaml:4:5: clusters\.a\.colour is not known; known here: arn, bootstrap/,
		],
		['an unknown key at the top', 'curent: a\n', /^c\.yaml:1:1: curent is not known/],
		['an inherited name as key', 'toString: a\n', /^c\.yaml:1:1: toString is not known/],
		[
			'a wrong word',
			'clusters:\n  a:\n    bootstrap: [h:1]\n    environment: production\n',
			/^c\.yaml:4:18: clusters\.a\.environment must be one of prod, staging, dev\./,
		],
		[
			'a number for a text',
			'clusters:\n  a: { bootstrap: [h:1], auth: { kind: iam, profile: 5 } }\n',
			/^c\.yaml:2:\d+: clusters\.a\.auth\.profile must be a text/,
		],
		['a text for a list', 'clusters:\n  a: { bootstrap: "h:1" }\n', /^c\.yaml:2:19: clusters\.a\.bootstrap must be a list/],
		[
			'a broker without port',
			'clusters:\n  a:\n    bootstrap:\n      - one:9092\n      - two\n',
			/^c\.yaml:5:9: clusters\.a\.bootstrap\[1\] must be HOST:PORT/,
		],
		['a list for a map', 'clusters: [a]\n', /^c\.yaml:1:11: clusters must be a map/],
		['no address', 'clusters:\n  a: { environment: dev }\n', /^c\.yaml:2:6: clusters\.a needs bootstrap or arn/],
		['no kind', 'clusters:\n  a: { bootstrap: [h:1], auth: { username: u } }\n', /clusters\.a\.auth needs a kind/],
		[
			'a key of another kind',
			'clusters:\n  a: { bootstrap: [h:1], auth: { kind: iam, username: u } }\n',
			/clusters\.a\.auth\.username means nothing for kind iam/,
		],
		['a key twice', 'current: a\ncurrent: b\n', /^c\.yaml:2:1: not valid YAML: this key stands here twice/],
		['an open bracket', 'clusters: [a, b\ncurrent: x\n', /^c\.yaml:2:1: not valid YAML: a bracket before this line is not closed/],
		['a tab', 'clusters:\n\ta:\n', /^c\.yaml:2:1: not valid YAML: a tab stands where only blanks may/],
		[
			'a slip of the finger',
			`${A}    enviroment: dev\n`,
			/^c\.yaml:4:5: clusters\.a\.enviroment is not known: did you mean environment\?$/,
		],
		[
			'a word with a slip',
			`${A}    access: read-wirte\n`,
			/^c\.yaml:4:13: clusters\.a\.access must be one of .*; did you mean read-write\?/,
		],
		['a number where a text stands', `${A}    auth: { kind: scram, username: 42 }\n`, /auth\.username must be a text: put it in quotes/],
		[
			'a rate without unit',
			`${A}    scanRate: "33554432"\n`,
			/^c\.yaml:4:15: clusters\.a\.scanRate must be bytes per second such as 32MiB/,
		],
		['an age without unit', `${A}    maxBehind: { b: 5 }\n`, /^c\.yaml:4:21: clusters\.a\.maxBehind\.b must be a duration such as 5m/],
		['a registry without kind', `${A}    registry: { region: eu-west-1 }\n`, /clusters\.a\.registry needs a kind: glue, confluent/],
		['a registry without address', `${A}    registry: { kind: confluent }\n`, /clusters\.a\.registry needs url/],
		['a mask of nothing', `${A}    mask: [{ topic: "*" }]\n`, /clusters\.a\.mask\[0\] needs either field or header/],
		[
			'a login without password',
			`${A}    registry: { kind: confluent, url: "http://r", username: u }\n`,
			/registry needs both username and password/,
		],
		['a rule about neither side', `${A}    decoders: [{ topic: a }]\n`, /decoders\[0\] says neither what the key nor what the value is/],
		[
			'a schema file for text',
			`${A}    decoders: [{ topic: a, value: text, schema: a.avsc }]\n`,
			/names a schema file, which only avro and protobuf/,
		],
		['a message without file', `${A}    decoders: [{ topic: a, value: protobuf, message: M }]\n`, /needs schema, without which message/],
		['a cluster without anything', 'clusters:\n  a:\n', /^c\.yaml:2:5: clusters\.a must be a map/],
		[
			'two ways to the cluster',
			'clusters:\n  a: { bootstrap: ["h:1"], arn: "arn:aws:kafka:eu-west-1:123456789012:cluster/a/b" }\n',
			/has both arn and bootstrap/,
		],
		['a merge key', 'clusters:\n  a: &a { bootstrap: ["h:1"] }\n  b: { <<: *a }\n', /clusters\.b has a merge key/],
		['a second document', 'clusters: {}\n---\nclusters: {}\n', /^c\.yaml:2:1: not valid YAML: a second document/],
		['a text for a file', 'hello\n', /^c\.yaml:1:1: The file must be a map/],
		['broken YAML', 'clusters: {\n', /^c\.yaml:\d+:\d+: not valid YAML/],
		[
			'a current that is none',
			'current: x\nclusters:\n  a: { bootstrap: [h:1] }\n',
			/^c\.yaml:1:10: current names x, which is not among clusters \(a\)/,
		],
		['a wrong ARN', 'clusters:\n  a: { arn: orders }\n', /clusters\.a\.arn must be the ARN of an MSK cluster/],
	];
	for (const [name, source, expected] of mistakes) {
		it(`tells ${name} with its place`, async () => {
			await assert.rejects(parseConfig(source, 'c.yaml'), (failure: Failure) => {
				assert.equal(failure.kind, 'config');
				assert.match(failure.message, expected);
				return true;
			});
		});
	}

	it('tells all mistakes at once, each with its place', async () => {
		const source = 'clusters:\n  a: { bootstrap: [h], acces: locked }\n  b: { bootstrap: [h:1], environment: qa }\n';
		await assert.rejects(parseConfig(source, 'c.yaml'), (failure: Failure) => {
			assert.deepEqual(
				failure.message.split('\n').map(line => line.replace(/ .*/, '')),
				['c.yaml:2:20:', 'c.yaml:2:24:', 'c.yaml:3:39:'],
			);
			assert.deepEqual([failure.details.line, failure.details.column], [2, 20]);
			return true;
		});
	});

	it('never repeats a password that stands where its source should', async () => {
		for (const wrong of ['hunter2', '{ plain: hunter2 }', '[hunter2]', '{ env: [hunter2] }']) {
			const source = `clusters:\n  a: { bootstrap: [h:1], auth: { kind: scram, username: u, password: ${wrong} } }\n`;
			await assert.rejects(parseConfig(source, 'c.yaml'), (failure: Failure) => {
				assert.doesNotMatch(JSON.stringify([failure.message, failure.nextSteps, failure.details, failure.stack]), /hunter2/);
				return failure.kind === 'config';
			});
		}
		await assert.rejects(
			parseConfig('clusters:\n  a: { auth: { password: "hunter2 } }\n', 'c.yaml'),
			(f: Failure) => !/hunter2/.test(`${f.stack} ${JSON.stringify(f)}`),
		);
	});

	it('warns when others can read or change it, and not when they cannot', async () => {
		const file = join(folder, 'config.yaml');
		writeFileSync(file, EXAMPLE);
		for (const [mode, warnings] of [
			[0o644, ['read']],
			[0o640, ['read']],
			[0o666, ['change']],
			[0o620, ['change']],
			[0o600, []],
		] as const) {
			chmodSync(file, mode);
			const said: string[] = [];
			await readConfigFile({ path: file, warn: text => said.push(text) });
			assert.deepEqual(
				said.map(text => text.split(' ')[2]),
				warnings,
				mode.toString(8),
			);
		}
	});

	it('may be missing, unless it was named', async () => {
		const env = { XDG_CONFIG_HOME: join(folder, 'nothing') };
		assert.equal(defaultConfigPath(env), join(folder, 'nothing', 'msk-tui', 'config.yaml'));
		assert.equal(defaultConfigPath({ HOME: '/h' }), '/h/.config/msk-tui/config.yaml');
		assert.deepEqual(await readConfigFile({ env }), { file: null, clusters: new Map() });
		await assert.rejects(readConfigFile({ path: join(folder, 'nope.yaml'), env }), { kind: 'config', message: /does not exist/ });
	});

	it('must be a file that can be read', async t => {
		await assert.rejects(readConfigFile({ path: folder }), { kind: 'config', message: /cannot be read: it is a folder/ });
		const file = join(folder, 'mine.yaml');
		writeFileSync(join(folder, 'large.yaml'), '#'.repeat(1_048_577));
		await assert.rejects(readConfigFile({ path: join(folder, 'large.yaml') }), { message: /larger than 1 MiB/ });
		writeFileSync(file, EXAMPLE);
		await assert.rejects(readConfigFile({ path: join(file, 'config.yaml') }), { message: /a part of its path is no folder/ });
		if (process.getuid?.() === 0) return t.diagnostic('root reads everything: EACCES is not tried');
		chmodSync(file, 0);
		await assert.rejects(readConfigFile({ path: file }), { kind: 'config', message: /this user may not read it/ });
	});

	it('may be empty', async () => {
		for (const source of ['', '# nothing yet\n', 'clusters:\n', '---\n', '~\n'])
			assert.equal((await parseConfig(source, 'c.yaml')).clusters.size, 0, JSON.stringify(source));
	});
});
