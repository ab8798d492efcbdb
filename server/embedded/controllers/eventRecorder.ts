import type { KubeObject, ObjectRef, ObjectStore } from '../objects.ts';
import { type Clock, timestamp } from './clock.ts';

export interface Happening {
  type: 'Normal' | 'Warning';
  /** CamelCase, e.g. `ScalingReplicaSet`. */
  reason: string;
  message: string;
  /** Who says so, e.g. `deployment-controller`. */
  component: string;
  /** The node it happened on, for the kubelet's. */
  host?: string;
  fieldPath?: string;
}

/** A real API server forgets Events after an hour; here the oldest make room for the newest. */
const KEPT = 2000;

/** Writes Events, counting repetitions on the one already there. */
export class EventRecorder {
  private readonly store: ObjectStore;
  private readonly clock: Clock;
  private readonly known = new Map<string, ObjectRef>();
  private written = 0;

  constructor(store: ObjectStore, clock: Clock) {
    this.store = store;
    this.clock = clock;
  }

  record(about: KubeObject, happening: Happening): void {
    const key = JSON.stringify([about.metadata.uid, happening.reason, happening.message]);
    const ref = this.known.get(key);
    try {
      if (ref === undefined || !this.repeat(ref)) this.write(key, about, happening);
    } catch {
      // An Event tells of the work and never stands in its way: its namespace may be going.
    }
  }

  private repeat(ref: ObjectRef): boolean {
    if (this.store.get(ref) === undefined) return false;
    this.store.modify(ref, (event) => ({
      ...event,
      count: Number(event['count'] ?? 1) + 1,
      lastTimestamp: timestamp(this.clock.now()),
    }));
    return true;
  }

  private write(key: string, about: KubeObject, happening: Happening): void {
    const { name, uid = '', resourceVersion = '' } = about.metadata;
    const namespace = about.metadata.namespace ?? 'default';
    const now = this.clock.now();
    this.written += 1;
    // The real names end in the time in nanoseconds; ours in milliseconds and a count.
    const suffix = `${now.toString(16)}${this.written.toString(16).padStart(4, '0')}`;
    const created = this.store.create({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${name}.${suffix}`, namespace },
      involvedObject: {
        apiVersion: about.apiVersion,
        kind: about.kind,
        name,
        ...(about.metadata.namespace !== undefined && { namespace }),
        uid,
        resourceVersion,
        ...(happening.fieldPath !== undefined && { fieldPath: happening.fieldPath }),
      },
      type: happening.type,
      reason: happening.reason,
      message: happening.message,
      source: {
        component: happening.component,
        ...(happening.host !== undefined && { host: happening.host }),
      },
      reportingComponent: happening.component,
      reportingInstance: happening.host ?? '',
      firstTimestamp: timestamp(now),
      lastTimestamp: timestamp(now),
      count: 1,
    });
    this.remember(key, { plural: 'events', group: '', namespace, name: created.metadata.name });
  }

  private remember(key: string, ref: ObjectRef): void {
    this.known.set(key, ref);
    if (this.known.size <= KEPT) return;
    const [oldest] = this.known;
    if (oldest === undefined) return;
    this.known.delete(oldest[0]);
    if (this.store.get(oldest[1]) !== undefined) this.store.delete(oldest[1]);
  }
}
