import { setMaxListeners } from 'node:events';

/**
 * A signal of its own that is also aborted with its parents, until it is released. Unlike
 * `AbortSignal.any` it leaves nothing behind on a parent that outlives it by days.
 */
export class AbortScope {
  readonly #controller = new AbortController();
  readonly #parents: readonly AbortSignal[];
  readonly #follow = (event: Event) => {
    this.abort(event.target instanceof AbortSignal ? event.target.reason : undefined);
  };

  constructor(...parents: AbortSignal[]) {
    this.#parents = parents;
    // Hundreds of watches may hang on one; Node would take more than ten for a leak.
    setMaxListeners(0, this.signal, ...parents);
    for (const parent of parents) {
      if (parent.aborted) this.abort(parent.reason);
      else parent.addEventListener('abort', this.#follow, { once: true });
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  abort(reason?: unknown): void {
    this.#controller.abort(reason);
  }

  /** Lets go of the parents. */
  release(): void {
    for (const parent of this.#parents) parent.removeEventListener('abort', this.#follow);
  }
}
