import { type Flavour, mskExpress, mskServerless } from '../cluster/flavour.ts';
import type { Stage } from '../stage/stage.ts';
import type { Scenario } from './scenario.ts';
import { playShop } from './shop.ts';

/** The shop on another kind of cluster: its topics are there already, what is asked of it from now on is refused as there. */
const shopOn =
	(flavour: Flavour) =>
	(stage: Stage): void => {
		playShop(stage, flavour.lacks.has('ConsumerGroupDescribe') ? 'classic' : 'consumer');
		stage.cluster.flavour = flavour;
	};

export const serverless: Scenario = {
	name: 'serverless',
	summary: 'the shop on MSK Serverless: no sizes of logs, older APIs, and few settings that may be changed',
	play: shopOn(mskServerless),
};

export const express: Scenario = {
	name: 'express',
	summary: 'the shop on MSK Express brokers: some settings are fixed, and every new topic has three replicas',
	play: shopOn(mskExpress),
};
