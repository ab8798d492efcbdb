// All scenes, in acts: those of one act are on at the same time.
import { apps } from './apps.ts';
import { choice } from './choice.ts';
import type { Scene } from './condition.ts';
import { endpointStates } from './endpointStates.ts';
import { faults } from './faults.ts';
import { names } from './names.ts';
import { networkPolicies } from './networkPolicies.ts';
import { oddities } from './oddities.ts';
import { proxySettings, trafficPolicies } from './trafficPolicies.ts';
import { unusual } from './unusual.ts';
import { waysIn } from './waysIn.ts';

export const acts: readonly (readonly Scene[])[] = [
  [...waysIn, names, choice, endpointStates, ...trafficPolicies, ...unusual, ...apps, ...oddities],
  ...[...proxySettings, ...networkPolicies].map((scene) => [scene]),
  ...faults,
];
