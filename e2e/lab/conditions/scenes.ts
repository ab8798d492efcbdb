// All scenes, in acts: those of one act are on at the same time.
import { apps } from './apps.ts';
import type { Scene } from './condition.ts';
import { faults, oddities } from './faults.ts';
import { networkPolicies } from './networkPolicies.ts';
import { proxySettings, trafficPolicies } from './trafficPolicies.ts';
import { waysIn } from './waysIn.ts';

export const acts: readonly (readonly Scene[])[] = [
  [...waysIn, ...trafficPolicies, ...apps, ...oddities],
  ...[...proxySettings, ...networkPolicies].map((scene) => [scene]),
  ...faults,
];
