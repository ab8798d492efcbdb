import type { ResourceType } from '../objects.ts';
import { clusterTypes } from './clusterTypes.ts';
import { coreTypes } from './coreTypes.ts';
import { networkTypes } from './networkTypes.ts';
import { workloadTypes } from './workloadTypes.ts';

/**
 * Every built-in kind people put in manifests, and the Gateway API's. Order is that of discovery,
 * which decides what an unqualified name means: core `events` come before `events.k8s.io`.
 */
export const resourceTypes: readonly ResourceType[] = [
  ...coreTypes,
  ...workloadTypes,
  ...networkTypes,
  ...clusterTypes,
];
