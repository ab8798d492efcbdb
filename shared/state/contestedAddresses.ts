import type { TermIndex } from './termIndex.ts';

type Terms = Pick<TermIndex<never>, 'version' | 'has' | 'terms'>;

/** Addresses that a Service and a node both have, found again only after either changed its own. */
export class ContestedAddresses {
  readonly #services: Terms;
  readonly #nodes: Terms;
  #found: readonly string[] = [];
  #versions = '';

  constructor(services: Terms, nodes: Terms) {
    this.#services = services;
    this.#nodes = nodes;
  }

  /** In order. */
  all(): readonly string[] {
    const versions = `${this.#services.version} ${this.#nodes.version}`;
    if (versions === this.#versions) return this.#found;
    this.#versions = versions;
    this.#found = [...this.#nodes.terms()].filter((ip) => this.#services.has(ip)).toSorted();
    return this.#found;
  }
}
