import { empty, quiet } from './calm.ts';
import { express, serverless } from './flavours.ts';
import { huge } from './huge.ts';
import type { Scenario } from './scenario.ts';
import { shop } from './shop.ts';
import { denied, outage, slow } from './troubles.ts';

/** Every scenario, the default first. */
export const scenarios: readonly Scenario[] = [shop, quiet, empty, huge, outage, denied, slow, serverless, express];
