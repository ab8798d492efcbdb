// Endpoints that name a Pod which is not behind them (S16, S20).

import type { EndpointSlice } from '../model/endpointSlice.ts';
import type { ObjectKey } from '../model/metadata.ts';
import type { Pod } from '../model/pod.ts';
import type { Finding } from '../wire/finding.ts';
import { found, isSimulated, listed, type Scene } from './finding.ts';

/** What endpoints say of their Pods, against the Pods; each fault once for a slice. */
export function targetFindings(
  { world, namespace, partial }: Scene,
  slice: EndpointSlice,
): Finding[] {
  if (!world.readable('Pod', namespace) || isSimulated(slice)) return [];
  const gone: Stray[] = [];
  const moved: Stray[] = [];
  for (const [index, { targetRef, addresses }] of slice.endpoints.entries()) {
    if (targetRef?.kind !== 'Pod') continue;
    const { name, uid } = targetRef;
    const key = `${targetRef.namespace === '' ? namespace : targetRef.namespace}/${name}`;
    const pod = world.pod(key);
    const stray = { index, pod: key, address: addresses[0] ?? '', actual: pod?.podIPs[0] ?? '' };
    if (pod === undefined) {
      if (!partial) gone.push(stray);
    } else if (isAnother(pod.metadata.uid, uid)) gone.push(stray);
    else if (isElsewhere(pod, addresses)) moved.push(stray);
  }
  return [
    ...strayFinding('endpointTargetGone', slice, 'targetRef', gone),
    ...strayFinding('endpointAddressMoved', slice, 'addresses', moved),
  ];
}

interface Stray {
  index: number;
  pod: ObjectKey;
  address: string;
  actual: string;
}

/** Files may give no uid. */
function isAnother(uid: string, wanted: string): boolean {
  return uid !== '' && wanted !== '' && uid !== wanted;
}

function isElsewhere(pod: Pod, addresses: readonly string[]): boolean {
  const isStated = pod.podIPs.length > 0 && !pod.metadata.simulated?.includes('status.podIPs');
  return isStated && !addresses.some((address) => pod.podIPs.includes(address));
}

function strayFinding(
  code: 'endpointTargetGone' | 'endpointAddressMoved',
  slice: EndpointSlice,
  field: string,
  strays: readonly Stray[],
): Finding[] {
  const [first] = strays;
  if (first === undefined) return [];
  const params = {
    count: strays.length,
    pods: listed(strays.map(({ pod }) => pod)),
    addresses: listed(strays.map(({ address }) => address)),
    ...(code === 'endpointAddressMoved' && {
      actual: listed(strays.map(({ actual }) => actual)),
    }),
  };
  return [found(code, slice, { path: `endpoints[${first.index}].${field}`, params })];
}
