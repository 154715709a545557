/** Rules of the authorizer are kept, found and refused alike by the sandbox and by a real Kafka. */
import { aclOperation, aclPattern, aclPermission, aclResource } from '../../source/protocol/enums.ts';
import { errorName } from '../../source/protocol/error-codes.ts';
import type { RequestOf } from '../../source/protocol/messages.ts';
import { until } from '../helpers/open-reader.ts';
import { WireClient } from '../helpers/wire-client.ts';
import { agreesWithKafka } from './agreement.ts';

const mark = `acls-${process.pid}-${Date.now().toString(36)}`;
const principal = `User:${mark}`;
const LONG_MS = 30_000;

type Creation = NonNullable<RequestOf<'CreateAcls'>['creations']>[number];
type Filter = NonNullable<RequestOf<'DeleteAcls'>['filters']>[number];

const acl = (resourceName: string, changes: Partial<Creation> = {}): Creation => ({
	resourceType: aclResource.TOPIC,
	resourcePatternType: aclPattern.LITERAL,
	host: '*',
	operation: aclOperation.READ,
	permissionType: aclPermission.ALLOW,
	resourceName,
	principal,
	...changes,
});
/** All rules of the test's principal, or fewer. */
const filter = (changes: Partial<Filter> = {}): Filter => ({
	resourceTypeFilter: aclResource.ANY,
	resourceNameFilter: null,
	patternTypeFilter: aclPattern.ANY,
	principalFilter: principal,
	hostFilter: null,
	operation: aclOperation.ANY,
	permissionType: aclPermission.ANY,
	...changes,
});

const live = async (bootstrap: string): Promise<readonly unknown[]> => {
	const seen: unknown[] = [];
	const told = (what: string, ...answers: readonly unknown[]): void => void seen.push([what, ...answers]);
	const client = await WireClient.open(bootstrap);
	const create = async (...creations: readonly Creation[]) =>
		(await client.ask('CreateAcls', 3, { creations })).results.map(r => errorName(r.errorCode));
	const list = async (changes: Partial<Filter> = {}) => {
		const { errorCode, resources } = await client.ask('DescribeAcls', 3, filter(changes));
		return [errorName(errorCode), resources.map(r => JSON.stringify({ ...r, acls: r.acls.map(a => JSON.stringify(a)).sort() })).sort()];
	};
	const remove = async (...filters: readonly Filter[]) =>
		(await client.ask('DeleteAcls', 3, { filters })).filterResults.map(r => [
			errorName(r.errorCode),
			r.matchingAcls.map(a => JSON.stringify(a)).sort(),
		]);
	/** Every broker learns of a rule by itself. */
	const lists = (count: number): Promise<void> =>
		until(`${count} resources`, async () => ((await list())[1] as readonly unknown[]).length === count, LONG_MS);
	const hangsUp = async (ask: (stranger: WireClient) => Promise<unknown>): Promise<string> => {
		const stranger = await WireClient.open(bootstrap);
		const answer = await ask(stranger).then(() => 'answers', String);
		stranger.close();
		return answer;
	};
	try {
		told('nothing yet', await list());
		const [a, wild] = [`${mark}-a`, `${mark}-`];
		const made = await create(
			acl(a),
			acl(a),
			acl(a, { operation: aclOperation.WRITE, host: '10.0.0.1' }),
			acl(wild, { resourcePatternType: aclPattern.PREFIXED, permissionType: aclPermission.DENY }),
			acl('*', { operation: aclOperation.DESCRIBE }),
			acl('kafka-cluster', { resourceType: aclResource.CLUSTER }),
			acl('other-cluster', { resourceType: aclResource.CLUSTER }),
			acl(''),
			acl(a, { principal: 'nobody' }),
		);
		told('made', made);
		await lists(4);
		told('all', await list());
		told('by name', await list({ resourceNameFilter: a }), await list({ resourceNameFilter: `${mark}-b` }));
		told(
			'that act on it',
			await list({ resourceTypeFilter: aclResource.TOPIC, resourceNameFilter: a, patternTypeFilter: aclPattern.MATCH }),
		);
		told('by pattern', await list({ patternTypeFilter: aclPattern.PREFIXED }), await list({ patternTypeFilter: aclPattern.LITERAL }));
		told('by the rest', await list({ hostFilter: '10.0.0.1' }), await list({ permissionType: aclPermission.DENY }));
		told('by operation', await list({ operation: aclOperation.READ }), await list({ operation: aclOperation.ALTER }));
		told('a code from the future', await list({ operation: 99 }), await create(acl(a, { operation: 99 })));
		told('left open', await hangsUp(c => c.ask('DescribeAcls', 3, filter({ operation: aclOperation.UNKNOWN }))));
		told('left open', await hangsUp(c => c.ask('CreateAcls', 3, { creations: [acl(a, { operation: aclOperation.UNKNOWN })] })));
		told('left open', await hangsUp(c => c.ask('DeleteAcls', 3, { filters: [filter({ resourceTypeFilter: aclResource.UNKNOWN })] })));
		told('gone', await remove(filter({ resourceNameFilter: a }), filter({ resourceNameFilter: a, operation: aclOperation.READ })));
		await lists(3);
		told('left', await list());
		told('nothing to delete', await remove(filter({ resourceNameFilter: a })));
	} finally {
		await remove(filter()).catch(() => {});
		client.close();
	}
	return seen;
};

agreesWithKafka('rules of the authorizer', live);
