/** Choosing a cluster, adding one, and changing from one to another. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toDescription } from '../../../source/aws/cloud/describe-cluster.ts';
import { Failure } from '../../../source/model/failure.ts';
import { playedCluster } from '../../../source/sandbox/aws/played-msk.ts';
import { onClustersStage } from '../../helpers/clusters-stage.tsx';
import { key } from '../../helpers/terminal-harness.tsx';

const TWO = `# mine
clusters:
  orders-prod:   # the big one
    bootstrap: [h:9092, i:9092]
    access: locked
  orders-dev:
    bootstrap: [h:9092]
    environment: dev
  broken:
    bootstrap: [b-1.x.kafka.eu-west-1.amazonaws.com:1]
`;

describe('without a cluster', () => {
	it('says how to begin, and has no tabs to go to', async () => {
		await onClustersStage({}, async stage => {
			await stage.waitFor('No cluster is known yet.');
			assert.equal(stage.line(0), ' no cluster');
			assert.equal(stage.line(1), '');
			assert.match(stage.screen(), /\+ {2}add a cluster\n.*\n\n {2}f {2}find clusters on AWS\n.*\n\n {2}msk-tui demo\n/);
			await stage.press('2');
			assert.match(stage.screen(), /refused {2}no cluster is connected yet/);
			await stage.press('R');
			assert.match(stage.screen(), /refused {2}no cluster is connected yet/);
			await stage.press('?');
			assert.match(stage.screen(), /Add a cluster: asks where it is/);
			await stage.press(key.esc, ':', 'add a');
			assert.match(stage.screen(), /action +Add a cluster/);
			await stage.press(key.esc, '!');
			assert.match(stage.screen(), /│ msk-tui clusters --config=c\.yaml +│/);
		});
	});

	it('lists those of the file, worst care first to the eye, and connects to the chosen one', async () => {
		await onClustersStage({ config: TWO }, async stage => {
			await stage.waitFor('orders-dev');
			assert.match(stage.line(2), /^ Clusters {2}3 {2}/);
			assert.match(stage.line(4), /^ ▌ orders-prod +PROD +locked +plaintext +h:9092 \+1/);
			assert.match(stage.line(5), /^ {3}orders-dev +DEV +read-only +plaintext +h:9092/);
			const badge = (text: string) => stage.cell(stage.find(text)!.x, stage.find(text)!.y).foreground;
			assert.notEqual(badge('PROD'), badge('DEV '), 'the badges differ in colour too');
			await stage.press('j', key.enter);
			await stage.waitFor(/^ orders-dev {2}PROD {2}read-only/);
			assert.deepEqual(stage.opened, ['orders-dev']);
			await stage.waitFor('payments.audit');
		});
	});

	it('finds those of the account besides, and connects by the ARN to one that the file does not know', async () => {
		const arn = (name: string) => `arn:aws:kafka:eu-west-1:111122223333:cluster/${name}/1a2b3c4d-0000-4000-8000-000000000001-3`;
		const found = (name: string, kind: 'standard' | 'serverless') =>
			toDescription(arn(name), playedCluster({ arn: arn(name), kind }).cluster);
		const config = `clusters:\n  shop-prod:\n    arn: ${arn('shop')}\n    auth: { kind: iam }\n`;
		const failure = new Failure('authorization', 'you may not kafka:ListClustersV2');
		const discovery = {
			regions: ['eu-west-1', 'us-east-1'],
			clusters: [found('shop', 'standard'), found('events', 'serverless')],
			failures: [{ region: 'us-east-1', failure }],
		};
		await onClustersStage({ config, discovery, columns: 120 }, async stage => {
			await stage.waitFor('shop-prod');
			assert.doesNotMatch(stage.screen(), /STATE/);
			await stage.press('f');
			await stage.waitFor(/^ {3}events +ACTIVE +serverless/m);
			assert.match(stage.screen(), /shop-prod +ACTIVE +standard +3\.8\.x +3 +PROD/);
			assert.match(stage.line(2), /2 on MSK in eu-west-1, us-east-1.*incomplete/);
			assert.equal(stage.screen().match(/ACTIVE/g)?.length, 2, 'one of the file is not listed twice');
			await stage.press('i');
			await stage.waitFor('you may not kafka:ListClustersV2');
			await stage.press(key.esc, 'j', key.enter);
			await stage.waitFor('payments.audit');
			assert.deepEqual(stage.opened, [arn('events')]);
		});
	});

	it('finds them by name in the palette, from anywhere, and says why one cannot be chosen', async () => {
		await onClustersStage({ config: TWO, first: 'orders-dev' }, async stage => {
			await stage.waitFor('payments.audit');
			await stage.press(':', 'cluster dev');
			await stage.waitFor(/cluster +orders-dev +in use/);
			await stage.press(key.esc, ':', 'broken');
			await stage.waitFor(/cluster +broken +cannot be used: Port 1/);
			await stage.press(key.enter);
			await stage.waitFor(/refused {2}cannot be used: Port 1/);
			await stage.press(':', 'ordersprod');
			await stage.waitFor(/cluster +orders-prod +PROD/);
			await stage.press(key.enter);
			await stage.waitFor(/^ orders-prod {2}PROD/);
			assert.deepEqual(stage.opened, ['orders-prod']);
		});
	});

	it('says why one cannot be used, before and after trying', async () => {
		await onClustersStage({ config: TWO }, async stage => {
			await stage.waitFor('orders-dev');
			await stage.press('G');
			assert.match(stage.line(23), /^ broken cannot be used: Port 1 of b-1/);
			await stage.press(key.enter);
			assert.match(stage.line(23), /^ failed {2}broken cannot be used/);
			assert.deepEqual(stage.opened, []);
		});
	});

	it('names the mistakes of the file, and goes on once they are mended', async () => {
		await onClustersStage({ config: 'clusters:\n  a:\n    bootstrap: [h:1]\n\tx: 1\n' }, async stage => {
			await stage.waitFor(/config\.yaml:4:1: not valid YAML: a tab\s+stands where only/);
			stage.write('clusters:\n  a:\n    bootstrap: [h:1]\n');
			await stage.press('r');
			await stage.waitFor(/▌ a +PROD/);
		});
	});
});

describe('another cluster', () => {
	const toClusters = [':', 'clusters', key.enter] as const;

	it('takes the place of the one before, whose connections are closed', async () => {
		await onClustersStage({ config: TWO, first: 'orders-prod' }, async stage => {
			await stage.waitFor('payments.audit');
			await stage.press('/dlq', key.enter, ...toClusters);
			await stage.waitFor('orders-dev');
			assert.match(stage.line(2), /in use: orders-prod/);
			assert.deepEqual(stage.closed, []);
			await stage.press('j', key.enter);
			await stage.waitFor(/^ orders-dev /);
			await stage.waitFor('payments.audit');
			assert.doesNotMatch(stage.line(2), /dlq/, 'what was filtered there is not filtered here');
			assert.deepEqual(stage.closed, ['orders-prod']);
			await stage.press('!');
			assert.match(stage.screen(), /msk-tui topics --cluster orders-dev/);
		});
	});

	it('that cannot be opened leaves everything as it is', async () => {
		await onClustersStage({ config: TWO.replace('amazonaws.com:1', 'example:1'), first: 'orders-prod' }, async stage => {
			await stage.waitFor('payments.audit');
			await stage.press(...toClusters);
			await stage.waitFor('broken');
			await stage.press('G', key.enter);
			await stage.waitFor(/failed {2}The environment variable KP is not set\./);
			assert.match(stage.line(0), /^ orders-prod /);
			assert.deepEqual(stage.closed, []);
			await stage.press(key.esc);
			await stage.waitFor('payments.audit');
		});
	});

	it('that cannot be opened says what to do', async () => {
		await onClustersStage({ config: TWO.replace('broken:', 'expired:').replace('amazonaws.com:1', 'example:1') }, async stage => {
			await stage.waitFor('expired');
			await stage.press('G', key.enter);
			await stage.waitFor('The cluster cannot be opened');
			await stage.waitFor(/The AWS SSO session of profile ops has ended[\s\S]*aws sso login --profile ops --use-device-code/);
			await stage.press(key.esc);
			await stage.waitFor(/failed {2}The AWS SSO session/);
			assert.doesNotMatch(stage.screen(), /use-device-code/);
		});
	});

	it('asks for its password without showing it, and goes nowhere when none is given', async () => {
		await onClustersStage({ config: TWO, asksPassword: true }, async stage => {
			await stage.waitFor('orders-dev');
			await stage.press(key.enter);
			await stage.waitFor('Password of orders-prod');
			await stage.press('q', key.esc);
			await stage.waitFor(/failed {2}No password was given\./);
			assert.deepEqual(stage.opened, []);
			await stage.press(key.enter);
			await stage.waitFor('Password of orders-prod');
			await stage.press('s3', 'cret!');
			assert.match(stage.screen(), /│ •{7} +│/);
			await stage.press(key.enter);
			await stage.waitFor(/^ orders-prod /);
			assert.deepEqual(stage.passwords, ['s3cret!']);
			assert.ok(!stage.output.text.includes('cret!'));
		});
	});

	it('that answers under a known name is shown until it is accepted', async () => {
		await onClustersStage({ config: TWO, first: 'orders-prod' }, async stage => {
			await stage.waitFor('payments.audit');
			await stage.check.saw('OTHER');
			await stage.waitFor('This is another cluster than before');
			assert.match(stage.line(0), /^ orders-prod {2}PROD {2}locked .*● another cluster than before$/);
			await stage.press(key.enter, 'q');
			assert.doesNotMatch(stage.screen(), /This is another cluster/);
			assert.match(stage.line(0), /locked .*● another cluster than before$/);
		});
		await onClustersStage({ config: TWO, first: 'orders-prod' }, async stage => {
			await stage.waitFor('payments.audit');
			await stage.check.saw('OTHER');
			await stage.waitFor('Is this the right orders-prod from now on?');
			await stage.press('y');
			await stage.waitFor(/^ orders-prod {2}PROD {2}read-only/);
			assert.doesNotMatch(stage.screen(), /another cluster/);
			assert.equal(stage.check.otherCluster(), undefined);
		});
	});
});

describe('the form for a new cluster', () => {
	it('tests before it saves, and saves before it connects', async () => {
		await onClustersStage({}, async stage => {
			await stage.waitFor('No cluster is known yet.');
			await stage.press('+');
			assert.match(stage.line(2), /^ New cluster/);
			await stage.press('b-1.orders.abc.c2.kafka.eu-west-1.amazonaws.com:9098');
			assert.match(stage.screen(), /Name +orders\n {3}Authentication {2}iam, by the port\n {3}AWS profile/);
			await stage.press(key.ctrl('u'), 'h:9092');
			assert.match(stage.screen(), /Name +h\n {3}Authentication {2}plaintext, by the port\n {3}Environment/);
			await stage.press(key.enter, 'new', key.tab, key.tab, key.right, key.right);
			assert.match(stage.screen(), /▌ Environment +‹ DEV ›/);
			await stage.press(key.down, key.down, key.down, key.enter);
			assert.equal(stage.config(), undefined, 'nothing is saved untested');
			await stage.press(key.up, key.enter);
			await stage.waitFor('Testing…');
			stage.answerTests(true);
			await stage.waitFor('It works as User:me, cluster id ID');
			assert.match(stage.screen(), /▌ {2}Save and connect/);
			assert.equal(stage.config(), undefined);
			await stage.press(key.enter);
			await stage.waitFor(/^ new {2}/);
			assert.equal(
				stage.config(),
				'current: new\nclusters:\n  new:\n    bootstrap: [ h:9092 ]\n    auth: { kind: plaintext }\n    environment: dev\n    access: read-only\n',
			);
			assert.deepEqual(stage.opened, ['new']);
		});
	});

	it('shows the step that failed with its cure, saves all the same when told so, and does not connect', async () => {
		await onClustersStage({ config: TWO }, async stage => {
			await stage.waitFor('orders-dev');
			await stage.press('+', 'orders-dev:1', ...Array<string>(6).fill(key.enter));
			stage.answerTests(false);
			await stage.waitFor(/TCP failed\s+h:9092 refuses connections\.\s+→ Check the port\./);
			assert.match(stage.screen(), /▌ {2}Test again\s+Save all the same/);
			await stage.press(key.down, key.enter);
			await stage.waitFor(/^ Clusters {2}4 /m);
			assert.match(
				stage.config() ?? '',
				/^# mine\nclusters:\n {2}orders-prod: {3}# the big one\n[\s\S]* {2}orders-dev-2:\n {4}bootstrap: \[ orders-dev:1 \]\n/,
			);
			assert.deepEqual(stage.opened, []);
		});
	});

	it('leads to what is missing, and forgets a test of what stood there before', async () => {
		await onClustersStage({ config: TWO }, async stage => {
			await stage.waitFor('orders-dev');
			await stage.press('+', 'h:9092', key.enter, 'orders-prod', key.tab, key.right, key.right, key.tab);
			assert.match(stage.screen(), /▌ User/);
			await stage.press(...Array<string>(6).fill(key.tab), key.enter);
			assert.match(stage.screen(), /▌ User/, 'the first mistake is chosen');
			assert.match(stage.screen(), /SCRAM needs a user/);
			await stage.press('me', key.tab, 'hunter2', ...Array<string>(5).fill(key.tab), key.enter);
			assert.match(stage.screen(), /never the password itself: env:VAR/);
			await stage.press(key.ctrl('u'), 'env:P', ...Array<string>(5).fill(key.tab), key.enter);
			assert.match(stage.screen(), /▌ Name .*\n[\s\S]*this name is taken/);
			assert.equal(stage.tested.length, 0);
			await stage.press('-2', ...Array<string>(8).fill(key.tab), key.enter);
			stage.answerTests(true);
			await stage.waitFor('Save and connect');
			assert.deepEqual(
				stage.tested.map(d => [d.name, d.passwordFrom]),
				[['orders-prod-2', 'env:P']],
			);
			await stage.press(...Array<string>(9).fill(key.up), key.backspace);
			assert.match(stage.screen(), /Test the connection\s+Save *\n/);
		});
	});

	it('keeps what was typed while it is left', async () => {
		await onClustersStage({}, async stage => {
			await stage.waitFor('No cluster is known yet.');
			await stage.press('+', 'q2:9092?', key.esc);
			await stage.waitFor('No cluster is known yet.');
			await stage.press('+');
			assert.match(stage.screen(), /▌ Brokers or ARN +q2:9092\?/);
		});
	});

	it('asks for a password once, for the test and for connecting', async () => {
		await onClustersStage({ asksPassword: true }, async stage => {
			await stage.waitFor('No cluster is known yet.');
			await stage.press('+', 'h:9092', ...Array<string>(6).fill(key.enter));
			await stage.waitFor('Password of');
			stage.answerTests(true);
			await stage.press('pw', key.enter);
			await stage.waitFor('Save and connect');
			await stage.press(key.enter);
			await stage.waitFor(/^ h {2}/);
			assert.deepEqual(stage.passwords, ['pw']);
		});
	});

	it('keeps the chosen line in sight on any terminal', async () => {
		for (const [columns, rows] of [
			[80, 24],
			[120, 40],
			[200, 60],
			[40, 10],
			[20, 5],
		] as const)
			await onClustersStage({ columns, rows }, async stage => {
				await stage.press('+', 'h:9092');
				for (let i = 0; i < 6; i++) {
					assert.match(stage.screen(), /▌/, `${columns}x${rows}, line ${i}`);
					await stage.press(key.down);
				}
				assert.match(stage.screen(), /▌ {2}Save/);
			});
	});

	it('says why it cannot be saved, and keeps what was typed', async () => {
		await onClustersStage({ config: TWO }, async stage => {
			await stage.waitFor('orders-dev');
			await stage.press('+', 'h:9092', ...Array<string>(6).fill(key.enter));
			stage.answerTests(true);
			await stage.waitFor('Save and connect');
			stage.write('clusters: [\n');
			await stage.press(key.enter);
			await stage.waitFor(/config\.yaml:\d+:\d+: not valid YAML/);
			assert.match(stage.screen(), /failed {2}nothing is saved/);
			assert.match(stage.screen(), /▌ {2}Save and connect/);
			assert.equal(stage.config(), 'clusters: [\n', 'a broken file is left alone');
			assert.deepEqual(stage.opened, []);
			stage.write(TWO);
			await stage.press(key.enter);
			await stage.waitFor(/^ h {2}/);
			assert.ok(stage.config()?.startsWith(TWO));
		});
	});
});
