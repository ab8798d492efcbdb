// Subresources of a Pod that do something rather than show something.

import type { KubeObject } from '../objects.ts';
import { type ApiRequest, isDryRun } from './apiRequest.ts';
import { badRequest, failure } from './errors.ts';
import { fieldOf, valueAt } from './json.ts';
import type { Reply } from './reply.ts';
import { readObject } from './requestBody.ts';

const done: Reply = {
  code: 201,
  body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 },
};

/** POST pods/NAME/eviction. Disruption budgets are not asked. */
export async function evictPod({ store, target, query, incoming }: ApiRequest): Promise<Reply> {
  const { type, namespace, name = '' } = target;
  const body = await readObject(incoming);
  const grace = valueAt(body, ['deleteOptions', 'gracePeriodSeconds']);
  const ref = { plural: type.plural, group: '', name };
  store.delete(
    { ...ref, ...(namespace !== undefined && { namespace }) },
    {
      dryRun: isDryRun(query),
      ...(typeof grace === 'number' && { gracePeriodSeconds: grace }),
    },
  );
  return done;
}

/** POST pods/NAME/binding: the scheduler's word. */
export async function bindPod({ store, target, query, incoming }: ApiRequest): Promise<Reply> {
  const { type, namespace, name = '' } = target;
  const node = valueAt(await readObject(incoming), ['target', 'name']);
  if (typeof node !== 'string' || node === '') {
    throw badRequest('Binding: target.name: Required value');
  }
  const pod = store.require(type, namespace, name);
  const bound = fieldOf(pod['spec'], 'nodeName');
  if (bound) {
    const why = `pod ${name} is already assigned to node ${JSON.stringify(bound)}`;
    throw failure(
      409,
      'Conflict',
      `Operation cannot be fulfilled on pods/binding "${name}": ${why}`,
    );
  }
  store.update(
    { ...pod, spec: { ...Object(pod['spec']), nodeName: node } },
    { dryRun: isDryRun(query) },
  );
  return done;
}

/** What a Pod's container is said to have written. */
export type PodLog = (pod: KubeObject, container: string | undefined) => string;

export function simulatedLog(pod: KubeObject): string {
  return `Portolan simulates the Pod ${pod.metadata.name}: nothing runs in it, and it writes no log.\n`;
}
