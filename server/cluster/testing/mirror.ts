import { objectKey } from '@portolan/shared/model/metadata.ts';
import type { Change, ModelObject } from '@portolan/shared/model/object.ts';
import type { SourceStatus } from '@portolan/shared/wire/stream.ts';
import type { SourceProblem, SourceSink } from '../source.ts';

/** A sink that folds changes into what they say the cluster holds, and remembers what it heard. */
export class Mirror implements SourceSink {
  readonly objects = new Map<string, ModelObject>();
  readonly access = new Map<string, string>();
  readonly statuses: SourceStatus[] = [];
  readonly problems: SourceProblem[] = [];
  readonly changes: Change[] = [];
  /** Objects that were set to an older version than they had: must stay empty. */
  readonly rollbacks: string[] = [];

  change(changes: readonly Change[]): void {
    for (const change of changes) this.#apply(change);
    this.changes.push(...changes);
  }

  status(status: SourceStatus): void {
    this.statuses.push(status);
  }

  problem(problem: SourceProblem): void {
    this.problems.push(problem);
  }

  get last(): SourceStatus | undefined {
    return this.statuses.at(-1);
  }

  get state(): string | undefined {
    return this.last?.state;
  }

  /** `kind key uid resourceVersion` of every object of a kind, sorted. */
  of(kind: string): string[] {
    return [...this.objects.values()]
      .filter((object) => object.kind === kind)
      .map(({ metadata }) => `${objectKey(metadata)} ${metadata.uid} ${metadata.resourceVersion}`)
      .toSorted();
  }

  #apply(change: Change): void {
    switch (change.type) {
      case 'set':
        this.#set(change.object);
        return;
      case 'delete':
        this.objects.delete(`${change.kind} ${change.key}`);
        return;
      case 'replace':
        for (const [id, { kind, metadata }] of this.objects) {
          const inside = change.namespace === undefined || metadata.namespace === change.namespace;
          if (kind === change.kind && inside) this.objects.delete(id);
        }
        for (const object of change.objects) this.#set(object);
        return;
      case 'access': {
        const verb = change.access.state === 'denied' ? ` ${change.access.verb}` : '';
        this.access.set(`${change.kind}/${change.namespace ?? '*'}`, change.access.state + verb);
      }
    }
  }

  #set(object: ModelObject): void {
    const id = `${object.kind} ${objectKey(object.metadata)}`;
    const before = this.objects.get(id)?.metadata;
    const older = Number(object.metadata.resourceVersion) < Number(before?.resourceVersion);
    if (before?.uid === object.metadata.uid && older) this.rollbacks.push(id);
    this.objects.set(id, object);
  }
}
