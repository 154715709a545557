import { empty, quiet } from './calm.ts';
import type { Scenario } from './scenario.ts';
import { shop } from './shop.ts';

/** Every scenario, the default first. */
export const scenarios: readonly Scenario[] = [shop, quiet, empty];
