import type { Clock } from '../controllers/clock.ts';
import type { Backend, ProxyRule } from './proxyRules.ts';

interface Remembered {
  backend: string;
  untilMs: number;
}

const target = ({ address, port }: Backend): string => `${address}:${port}`;

/** Which backend a node gives a connection: by ClientIP affinity (S59), else uniformly at random (S58). */
export class BackendChoice {
  private readonly clock: Clock;
  private readonly random: () => number;
  private readonly remembered = new Map<string, Remembered>();

  /** `random` gives numbers in [0, 1). */
  constructor(clock: Clock, random: () => number) {
    this.clock = clock;
    this.random = random;
  }

  /** `backends` is not empty. */
  choose(node: string, rule: ProxyRule, backends: readonly Backend[], source: string): Backend {
    const drawn = backends[Math.floor(this.random() * backends.length)] ?? backends[0];
    if (drawn === undefined) throw new Error(`${rule.service} has no backend to choose from`);
    if (rule.affinityMs === undefined) return drawn;
    const key = [node, rule.service, rule.portName, rule.protocol, source].join(' ');
    const now = this.clock.now();
    const known = this.remembered.get(key);
    const kept =
      known !== undefined && known.untilMs > now
        ? backends.find((backend) => target(backend) === known.backend)
        : undefined;
    const chosen = kept ?? drawn;
    this.remembered.set(key, { backend: target(chosen), untilMs: now + rule.affinityMs });
    return chosen;
  }
}
