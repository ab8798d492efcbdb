import { createDoor } from '@portolan/shared/model/parse/object.ts';
import { HttpApiClient } from '../apiClient.ts';
import { noCredentials } from '../credentials.ts';
import { Reflector, type Health, type ReflectorEnd } from '../reflector.ts';
import { builtInResources } from '../resources.ts';
import { FakeApi, type FakeApiOptions } from './fakeApi.ts';
import { ManualClock } from './manualClock.ts';
import { Mirror } from './mirror.ts';

/** One reflector of Services against a fake API server, under a clock turned by hand. */
export class ReflectorRig {
  readonly api: FakeApi;
  readonly clock = new ManualClock();
  readonly mirror = new Mirror();
  readonly health: Health[] = [];
  readonly reflector: Reflector;
  end: ReflectorEnd | undefined;
  readonly #client: HttpApiClient;
  readonly #stopped = new AbortController();
  #running: Promise<void> = Promise.resolve();

  private constructor(api: FakeApi, namespace: string | undefined, random: () => number) {
    this.api = api;
    this.#client = new HttpApiClient(api.url, noCredentials(), this.clock);
    const resource = builtInResources.find(({ kind }) => kind === 'Service');
    if (resource === undefined) throw new Error('Services are watched');
    this.reflector = new Reflector({
      resource,
      ...(namespace === undefined ? {} : { namespace }),
      api: this.#client,
      door: createDoor(),
      clock: this.clock,
      random,
      turn: (list) => list(),
      checkEvery: () => 45_000,
      sink: {
        changes: (changes) => {
          this.mirror.change(changes);
        },
        listed: () => {},
        health: (health) => this.health.push(health),
        problem: (problem) => {
          this.mirror.problem(problem);
        },
      },
    });
  }

  static async start(
    options: FakeApiOptions & { namespace?: string; random?: () => number } = {},
  ): Promise<ReflectorRig> {
    const { namespace, random, ...rest } = options;
    return new ReflectorRig(await FakeApi.start(rest), namespace, random ?? (() => 0));
  }

  run(): void {
    this.#running = this.#keepEnd();
  }

  async #keepEnd(): Promise<void> {
    this.end = await this.reflector.run(this.#stopped.signal);
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#client.close();
    await this.#running;
    await this.api.stop();
  }

  put(name: string, fresh = false): void {
    this.api.store.put('services', 'shop', name, { spec: { ports: [{ port: 80 }] } }, fresh);
  }

  remove(name: string): void {
    this.api.store.remove('services', 'shop', name);
  }

  /** What the API server holds, as `Mirror.of` writes it. */
  get truth(): string[] {
    return this.api.store
      .list('services')
      .map(({ metadata }) => `shop/${metadata.name} ${metadata.uid} ${metadata.resourceVersion}`)
      .toSorted();
  }

  get seen(): string[] {
    return this.mirror.of('Service');
  }

  get lists(): number {
    return this.api.requests.filter(
      ({ verb, query }) => verb === 'list' && query.get('limit') !== '1' && !query.has('continue'),
    ).length;
  }

  get watches(): number {
    return this.api.count('watch', 'services');
  }
}
