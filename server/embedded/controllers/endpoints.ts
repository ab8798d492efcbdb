import { desiredEndpoints } from '@portolan/shared/simulate/legacyEndpoints.ts';
import { rawEndpoints } from '@portolan/shared/simulate/render.ts';

import type { Controller, ControllerContext } from './controller.ts';
import { nodeModels, podModels, serviceModel } from './endpointModels.ts';
import { servicesConcerned } from './endpointSlices.ts';
import { keyOf, splitKey } from './reading.ts';

/** Keeps the legacy Endpoints object of Services with a selector (S17, S27). */
export function endpointsController(context: ControllerContext): Controller {
  const { store } = context;
  return {
    name: 'endpoints-controller',
    *keysOf(event) {
      yield* servicesConcerned(context, event);
      // Ours are put right when somebody changes them; written before their Service they are theirs.
      if (event.resource.kind !== 'Endpoints') return;
      const { namespace = '', name } = event.object.metadata;
      if (serviceModel(store, namespace, name) !== undefined) yield keyOf(event.object);
    },
    reconcile(key) {
      const { namespace, name } = splitKey(key);
      const ref = { plural: 'endpoints', group: '', namespace, name };
      const service = serviceModel(store, namespace, name);
      if (service === undefined) {
        // As in a real cluster Endpoints go with their Service, hand-written or not.
        if (store.get(ref) !== undefined) store.delete(ref);
        return undefined;
      }
      const pods = podModels(store, service);
      const wanted = desiredEndpoints({ service, pods, nodes: nodeModels(store) });
      if (wanted === undefined) return undefined;
      const raw = rawEndpoints(wanted);
      if (store.get(ref) === undefined) {
        store.create(raw);
        return undefined;
      }
      store.modify(ref, (current) => {
        const { resourceVersion: _written, ...metadata } = raw.metadata;
        return { ...raw, metadata: { ...current.metadata, ...metadata } };
      });
      return undefined;
    },
  };
}
