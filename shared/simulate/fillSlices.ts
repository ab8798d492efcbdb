// Fits the endpoints of one port list into slices (S26): what is placed stays where it is.

import type { Endpoint, EndpointSlice } from '../model/endpointSlice.ts';
import type { Labels } from '../model/metadata.ts';
import type { SliceChanges } from './sliceMetadata.ts';

export interface FillRequest {
  existing: readonly EndpointSlice[];
  desired: readonly Endpoint[];
  max: number;
  /** Labels the slice should have now, and whether that is a change worth writing. */
  relabel: (slice: EndpointSlice) => { labels: Labels; changed: boolean };
  /** A new empty slice; `index` counts the new ones. */
  create: (index: number) => EndpointSlice;
  /** Hints that somebody else wrote are carried over to the endpoint's new version (S44). */
  keepHints: boolean;
}

/** Endpoints waiting for a slice, first come first served. */
type Waiting = Map<string, Endpoint>;

export function fillSlices(request: FillRequest): SliceChanges {
  const waiting: Waiting = new Map(request.desired.map((each) => [endpointKey(each), each]));
  const { changed, unchanged, removed } = pruneSlices(request, waiting);
  const filled = topUp(changed, waiting, request.max);
  const { kept, created } = placeRest(unchanged, waiting, request);
  return { kept: [...filled, ...kept], created, removed };
}

/** Endpoints of one Pod at the same addresses are the same endpoint, whatever its conditions. */
function endpointKey({ addresses, hostname, targetRef }: Endpoint): string {
  const { namespace, name } = targetRef ?? {};
  return JSON.stringify([addresses, hostname ?? '', namespace ?? '', name ?? '']);
}

/** Drops what is no longer desired, refreshes what is; slices left empty go. */
function pruneSlices(request: FillRequest, waiting: Waiting) {
  const changed: EndpointSlice[] = [];
  const unchanged: EndpointSlice[] = [];
  const removed: EndpointSlice[] = [];
  for (const slice of request.existing) {
    const endpoints = claim(slice, waiting, request.keepHints);
    const { labels, changed: relabelled } = request.relabel(slice);
    const differs =
      endpoints.length !== slice.endpoints.length ||
      endpoints.some((each, index) => !sameEndpoint(each, slice.endpoints[index]));
    if (differs && endpoints.length === 0) removed.push(slice);
    else if (differs)
      changed.push({ ...slice, endpoints, metadata: { ...slice.metadata, labels } });
    else if (relabelled) changed.push({ ...slice, metadata: { ...slice.metadata, labels } });
    else unchanged.push(slice);
  }
  return { changed, unchanged, removed };
}

/** The slice's endpoints that are still desired, in their new version; they wait no longer. */
function claim(slice: EndpointSlice, waiting: Waiting, keepHints: boolean): Endpoint[] {
  return slice.endpoints.flatMap((endpoint) => {
    const key = endpointKey(endpoint);
    const desired = waiting.get(key);
    waiting.delete(key);
    if (!desired) return [];
    return [keepHints ? withHintsOf(desired, endpoint) : desired];
  });
}

function withHintsOf(endpoint: Endpoint, { zoneHints, nodeHints }: Endpoint): Endpoint {
  return { ...endpoint, ...(zoneHints && { zoneHints }), ...(nodeHints && { nodeHints }) };
}

/** Whether two versions of one endpoint say the same, hints aside. */
function sameEndpoint(a: Endpoint, b: Endpoint | undefined): boolean {
  return (
    b !== undefined &&
    endpointKey(a) === endpointKey(b) &&
    a.nodeName === b.nodeName &&
    a.zone === b.zone &&
    a.ready === b.ready &&
    a.serving === b.serving &&
    a.terminating === b.terminating &&
    a.targetRef?.kind === b.targetRef?.kind &&
    a.targetRef?.uid === b.targetRef?.uid
  );
}

/** Slices that change anyway take what they can, the fullest first. */
function topUp(slices: readonly EndpointSlice[], waiting: Waiting, max: number): EndpointSlice[] {
  const fullestFirst = slices.toSorted((a, b) => b.endpoints.length - a.endpoints.length);
  return fullestFirst.map((slice) => fill(slice, waiting, max));
}

function fill(slice: EndpointSlice, waiting: Waiting, max: number): EndpointSlice {
  const taken = [...waiting].slice(0, Math.max(0, max - slice.endpoints.length));
  if (taken.length === 0) return slice;
  for (const [key] of taken) waiting.delete(key);
  return { ...slice, endpoints: [...slice.endpoints, ...taken.map(([, endpoint]) => endpoint)] };
}

/** The rest goes into the one untouched slice it fills best, else into new ones. */
function placeRest(unchanged: readonly EndpointSlice[], waiting: Waiting, request: FillRequest) {
  const kept = [...unchanged];
  const created: EndpointSlice[] = [];
  while (waiting.size > 0) {
    // A slice's worth gets a slice of its own; what is left after that may fit an old one.
    const fit = waiting.size < request.max ? bestFit(kept, waiting.size, request.max) : -1;
    const old = kept[fit];
    if (old) kept[fit] = fill(old, waiting, request.max);
    else created.push(fill(request.create(created.length), waiting, request.max));
  }
  return { kept, created };
}

/** The index of the slice that `count` more would leave closest to full, or -1. */
function bestFit(slices: readonly EndpointSlice[], count: number, max: number): number {
  let best = -1;
  let left = max;
  slices.forEach((slice, index) => {
    const room = max - slice.endpoints.length - count;
    if (room < 0 || room >= left) return;
    best = index;
    left = room;
  });
  return best;
}
