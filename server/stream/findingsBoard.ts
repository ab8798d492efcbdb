// What is wrong with every Service, kept as the cluster changes. A Service that a change touches is
// judged at once; the others, on which it may bear in ways no index knows (a selector that misses new
// Pods by one label), in turn and a few at a time: the cost of a tick does not grow with the cluster.
import { isPartial } from '@portolan/shared/findings/finding.ts';
import {
  findingsOf,
  findingsOfNoService,
  sortFindings,
} from '@portolan/shared/findings/findings.ts';
import { notToldBy } from '@portolan/shared/findings/told.ts';
import { type ObjectKey, objectKey } from '@portolan/shared/model/metadata.ts';
import type { Service } from '@portolan/shared/model/service.ts';
import type { ClusterState } from '@portolan/shared/state/clusterState.ts';
import type { Finding, ServiceFindings } from '@portolan/shared/wire/finding.ts';

/** What is known of the cluster's objects from the files they come from. */
export interface Written {
  /** Where a field is written. */
  placeOf(object: Finding['object'], path?: string): Finding['source'];
  /** What is wrong with the files themselves: syntax, fields, values. */
  findings: readonly Finding[];
}

/** Services judged in one tick (about 0.1 ms each): of those that changed, and of the others. */
const mostTouched = 200;
const mostDoubted = 20;

/** The key of what belongs to no Service. */
const ofNoService = '';

export class FindingsBoard {
  readonly #state: ClusterState;
  readonly #written: Written | undefined;
  readonly #findings = new Map<ObjectKey, readonly Finding[]>();
  readonly #texts = new Map<ObjectKey, string>();
  readonly #touched = new Set<ObjectKey>();
  /** Goes through all Services once more; undefined when nothing changed since the last time. */
  #round: Iterator<Service> | undefined;
  #againAfter = false;
  /** What belongs to no Service is judged by the whole cluster, so only where somebody looks. */
  #watchers = 0;

  constructor(state: ClusterState, written?: Written) {
    this.#state = state;
    this.#written = written;
  }

  /** Worst first; empty until the Service was judged. */
  of(key: ObjectKey): readonly Finding[] {
    return this.#findings.get(key) ?? [];
  }

  all(): ServiceFindings[] {
    return [...this.#findings].map(([service, findings]) => ({
      service,
      findings: [...findings],
    }));
  }

  /** One more reader looks at all findings. */
  watch(): void {
    this.#watchers += 1;
    if (this.#watchers === 1) this.#judge(ofNoService, isPartial(this.#state));
  }

  unwatch(): void {
    this.#watchers -= 1;
  }

  /** These changed. */
  touch(keys: Iterable<ObjectKey>): void {
    for (const key of keys) this.#touched.add(key);
  }

  /** Something changed: all others may be judged otherwise now. */
  doubt(): void {
    if (this.#round) this.#againAfter = true;
    else this.#round = this.#everyService();
  }

  get isWaiting(): boolean {
    return this.#touched.size > 0 || this.#round !== undefined;
  }

  /** Judges as many as one tick may; those whose findings are different now. */
  judge(): Set<ObjectKey> {
    const changed = new Set<ObjectKey>();
    const partial = isPartial(this.#state);
    const judge = (key: ObjectKey): void => {
      this.#touched.delete(key);
      if (this.#judge(key, partial)) changed.add(key);
    };
    for (const key of first(this.#touched, mostTouched)) judge(key);
    for (let count = 0; count < mostDoubted && this.#round; count += 1) {
      const { value, done } = this.#round.next();
      if (!done) judge(objectKey(value.metadata));
      else this.#endRound(judge);
    }
    return changed;
  }

  #endRound(judge: (key: ObjectKey) => void): void {
    if (this.#watchers > 0) judge(ofNoService);
    this.#round = this.#againAfter ? this.#everyService() : undefined;
    this.#againAfter = false;
  }

  #everyService(): Iterator<Service> {
    return this.#state.services()[Symbol.iterator]();
  }

  /** What was deduced for a Service, and what its file says itself, each with its place there. */
  told(key: ObjectKey, deduced: readonly Finding[]): Finding[] {
    const written = this.#written;
    if (!written) return [...deduced];
    const own = this.#writtenOf(written, key);
    const all = own.length === 0 ? deduced : sortFindings([...own, ...notToldBy(own, deduced)]);
    return all.map((finding) => placed(finding, written));
  }

  /** Of a Service that was refused there is none to tell it of. */
  #writtenOf({ findings }: Written, key: ObjectKey): Finding[] {
    return findings.filter(({ object }) => {
      const service = object.kind === 'Service' ? `${object.namespace ?? ''}/${object.name}` : '';
      return key === (this.#state.service(service) ? service : ofNoService);
    });
  }

  #judge(key: ObjectKey, partial: boolean): boolean {
    const findings = this.told(key, this.#found(key, partial));
    const text = findings.length === 0 ? '' : JSON.stringify(findings);
    if (text === (this.#texts.get(key) ?? '')) return false;
    if (text === '') {
      this.#findings.delete(key);
      this.#texts.delete(key);
    } else {
      this.#findings.set(key, findings);
      this.#texts.set(key, text);
    }
    return true;
  }

  #found(key: ObjectKey, partial: boolean): Finding[] {
    if (key === ofNoService) return findingsOfNoService(this.#state);
    const service = this.#state.service(key);
    return service ? findingsOf(this.#state, service, partial) : [];
  }
}

function placed(finding: Finding, written: Written): Finding {
  const source = finding.source ?? written.placeOf(finding.object, finding.path);
  return source ? { ...finding, source } : finding;
}

function first<Value>(values: Iterable<Value>, most: number): Value[] {
  const taken: Value[] = [];
  for (const value of values) {
    if (taken.length === most) break;
    taken.push(value);
  }
  return taken;
}
