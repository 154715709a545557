import type { Operation, ResourceType } from '../cluster/access.ts';
import { MINUTE, type Scenario, SECOND } from './scenario.ts';
import { playShop } from './shop.ts';

const FIRST_OUTAGE_MS = 20 * SECOND;
const AWAY_MS = 40 * SECOND;
const CATCH_UP_MS = 10 * SECOND;

export const outage: Scenario = {
	name: 'outage',
	summary: 'the shop, and broker 2 fails after 20 seconds, comes back 40 seconds later, and again every two minutes',
	play: stage => {
		playShop(stage);
		const fail = (): void => stage.outage(2, AWAY_MS, CATCH_UP_MS);
		stage.after(FIRST_OUTAGE_MS, () => {
			fail();
			stage.every(2 * MINUTE, fail);
		});
	},
};

/** The few things the identity may do: what is not here is refused. */
const RIGHTS: readonly (readonly [Operation, ResourceType, RegExp])[] = [
	['DESCRIBE', 'topic', /^(?:orders|payments)/],
	['DESCRIBE_CONFIGS', 'topic', /^orders$/],
	['READ', 'topic', /^payments$/],
	['DESCRIBE', 'group', /^(?:billing|analytics)$/],
];

export const denied: Scenario = {
	name: 'denied',
	summary: 'the shop, seen by somebody who may see little of it; what is hidden is left out of lists without a word',
	play: stage => {
		playShop(stage);
		stage.cluster.access = {
			allows: (operation, type, name) => RIGHTS.some(([right, of, names]) => right === operation && of === type && names.test(name)),
		};
		stage.cluster.hidesRefusals = true;
	},
};

export const slow: Scenario = {
	name: 'slow',
	summary:
		'the shop far away: answers take 300 ms, those of broker 3 1.2 s; broker 1 throttles, connections to broker 2 die without a word',
	play: stage => {
		playShop(stage);
		const { line } = stage.cluster;
		line.delayOf = id => (id === 3 ? 1200 : 300);
		line.throttleOf = id => (id === 1 ? 150 : 0);
		stage.every(40 * SECOND, () => line.cutSilently(2));
	},
};
