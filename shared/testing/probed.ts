// What live tests of a Service would see, for tests of what is made of it.
import { everyExpectation } from '../topology/alike.ts';
import { serviceView } from '../topology/serviceView.ts';
import { targetsOf, targetText } from '../topology/targets.ts';
import type { World } from '../state/world.ts';
import type { Outcome, ProbeEvidence, ProbeResult } from '../wire/probe.ts';
import type { Verdict } from '../wire/trace.ts';
import type { ServiceView } from '../wire/view.ts';

/** An outcome, or one with its evidence. */
export type Sight = Outcome | { outcome: Outcome; evidence: ProbeEvidence };

/** `/from target/` → what is seen there, instead of what was predicted. */
export type Faults = readonly (readonly [path: RegExp, seen: Sight])[];

const predicted: Readonly<Record<Verdict, Outcome>> = {
  forward: 'open',
  accept: 'open',
  reject: 'refused',
  drop: 'timeout',
  unmatched: 'refused',
  noRoute: 'timeout',
  nameError: 'nameError',
  unknown: 'timeout',
};

export function viewOf(world: World, key = 'default/web'): ServiceView {
  const service = world.service(key);
  if (service === undefined) throw new Error(`there is no ${key}`);
  return serviceView(world, service, { clusterDomain: 'cluster.local' });
}

/** Every path of the view, as predicted but for the faults; the last that fits counts. */
export function probed(view: ServiceView, faults: Faults = []): ProbeResult[] {
  return everyExpectation(view).map(({ vantage, target, trace }) => {
    const { verdict, rules, hops } = trace;
    const isDNSSilent = hops.some(({ kind, verdict: said }) => kind === 'dns' && said === 'drop');
    const usual = isDNSSilent ? 'dnsTimeout' : predicted[verdict];
    return resultOf(
      view,
      vantage,
      target,
      { verdict, rules },
      sightAt(faults, vantage, target, usual),
    );
  });
}

/** A test from a vantage point that is none of the view's own. */
export function asked(view: ServiceView, from: string, target: string, seen: Sight): ProbeResult {
  return resultOf(view, from, target, { verdict: 'forward', rules: [] }, seen);
}

function sightAt(faults: Faults, vantage: string, target: string, usual: Outcome): Sight {
  return faults.findLast(([path]) => path.test(`${vantage} ${target}`))?.[1] ?? usual;
}

function resultOf(
  view: ServiceView,
  from: string,
  entryPoint: string,
  expected: ProbeResult['expected'],
  seen: Sight,
): ProbeResult {
  const target = targetsOf(view).find(({ id }) => id === entryPoint);
  const { outcome, evidence } = typeof seen === 'string' ? { outcome: seen, evidence: {} } : seen;
  const answeredBy = outcome === 'open' ? { answeredBy: 'somebody' } : {};
  return {
    from,
    to: target ? targetText(target) : entryPoint,
    entryPoint,
    expected,
    outcome,
    agree: true,
    at: 0,
    evidence: typeof seen === 'string' ? answeredBy : evidence,
  };
}
