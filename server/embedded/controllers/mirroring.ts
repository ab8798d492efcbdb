import { mirroredSlices } from '@portolan/shared/simulate/mirroring.ts';

import { generateName } from '../api/objectNames.ts';
import type { Controller, ControllerContext } from './controller.ts';
import { endpointsModel, serviceModel, sliceModels } from './endpointModels.ts';
import { keyOf, splitKey } from './reading.ts';
import { writeSlices } from './sliceWrites.ts';

const MANAGED_BY = 'endpointslicemirroring-controller.k8s.io';

/** Mirrors hand-written Endpoints of Services without a selector into slices (S31). */
export function mirroringController(context: ControllerContext): Controller {
  const { store } = context;
  return {
    name: 'endpointslicemirroring-controller',
    *keysOf({ resource, object }) {
      if (resource.kind === 'Endpoints' || resource.kind === 'Service') yield keyOf(object);
    },
    reconcile(key) {
      const { namespace, name } = splitKey(key);
      const existing = sliceModels(store, namespace, name, MANAGED_BY);
      const endpoints = endpointsModel(
        store.get({ plural: 'endpoints', group: '', namespace, name }),
      );
      const wanted =
        endpoints === undefined
          ? []
          : mirroredSlices({
              service: serviceModel(store, namespace, name),
              endpoints,
              existing,
              name: () => generateName(`${name}-`, context.random),
            });
      writeSlices(store, existing, wanted);
      return undefined;
    },
  };
}
