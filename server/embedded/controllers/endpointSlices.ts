import { desiredSlices } from '@portolan/shared/simulate/slices.ts';

import { generateName } from '../api/objectNames.ts';
import type { StoreEvent } from '../objects.ts';
import type { Controller, ControllerContext } from './controller.ts';
import { nodeModels, podModels, serviceModel, sliceModels } from './endpointModels.ts';
import { matchesLabels } from './labelSelector.ts';
import { keyOf, labelsAt, splitKey, textAt } from './reading.ts';
import { writeSlices } from './sliceWrites.ts';

const MANAGED_BY = 'endpointslice-controller.k8s.io';

/** The Services whose endpoints an event may change. */
export function* servicesConcerned(
  context: ControllerContext,
  event: StoreEvent,
): Iterable<string> {
  const { resource, object, previous } = event;
  switch (resource.kind) {
    case 'Service':
      yield keyOf(object);
      break;
    case 'Pod': {
      const { namespace = '' } = object.metadata;
      const labelSets = [object, previous].map((pod) => labelsAt(pod, 'metadata', 'labels'));
      for (const service of context.store.list({ plural: 'services', group: '', namespace })) {
        const selector = labelsAt(service, 'spec', 'selector');
        if (selector.size === 0) continue;
        if (labelSets.some((labels) => matchesLabels(selector, labels))) yield keyOf(service);
      }
      break;
    }
    case 'Node':
      // Zones and the very existence of nodes show in every slice (S19, S21).
      for (const service of context.store.list({ plural: 'services', group: '' })) {
        yield keyOf(service);
      }
      break;
    default:
  }
}

/** Keeps the EndpointSlices of Services with a selector (S16–S28). */
export function endpointSliceController(context: ControllerContext): Controller {
  const { store } = context;
  return {
    name: 'endpointslice-controller',
    *keysOf(event) {
      yield* servicesConcerned(context, event);
      // A slice of ours that somebody else changed or deleted is put right.
      if (event.resource.kind !== 'EndpointSlice') return;
      const labels = labelsAt(event.object, 'metadata', 'labels');
      if (labels.get('endpointslice.kubernetes.io/managed-by') !== MANAGED_BY) return;
      const service = labels.get('kubernetes.io/service-name');
      if (service !== undefined) yield `${event.object.metadata.namespace}/${service}`;
    },
    reconcile(key) {
      const { namespace, name } = splitKey(key);
      const service = serviceModel(store, namespace, name);
      const existing = sliceModels(store, namespace, name, MANAGED_BY);
      const raw = store.get({ plural: 'services', group: '', namespace, name });
      // The garbage collector takes the slices of a Service that is gone.
      if (service === undefined || raw?.metadata.deletionTimestamp !== undefined) return undefined;
      const managed =
        service.selector !== undefined && textAt(raw, 'spec', 'type') !== 'ExternalName';
      const wanted = managed
        ? desiredSlices({
            service,
            pods: podModels(store, service),
            nodes: nodeModels(store),
            existing,
            name: () => generateName(`${name}-`, context.random),
          })
        : [];
      // Without a selector nobody manages endpoints here, and what is there stays (S8).
      if (managed) writeSlices(store, existing, wanted);
      return undefined;
    },
  };
}
