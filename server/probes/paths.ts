import { everyExpectation } from '@portolan/shared/topology/alike.ts';
import { type Target, targetText, targetsOf } from '@portolan/shared/topology/targets.ts';
import type { ProbeResult } from '@portolan/shared/wire/probe.ts';
import type { Expectation, ServiceView } from '@portolan/shared/wire/view.ts';
import type { ProbeTarget } from './vantage/vantage.ts';

/** One vantage point and one target of a Service, and what is expected of a client there. */
export interface Path {
  service: string;
  from: string;
  target: Target;
  expected: Expectation;
}

/** Names a path within its Service. */
export function pathKey({ from, target }: Pick<Path, 'from' | 'target'>): string {
  return expectationKey(from, target.id);
}

function expectationKey(vantage: string, target: string): string {
  return `${vantage} ${target}`;
}

export function expectationsByPath(
  view: Pick<ServiceView, 'entryPoints' | 'expectations'> | undefined,
): Map<string, Expectation> {
  const expectations = view === undefined ? [] : everyExpectation(view);
  return new Map(expectations.map((each) => [expectationKey(each.vantage, each.target), each]));
}

/** Everything the view expects something of, entry points first. */
export function pathsOf(service: string, view: ServiceView): Path[] {
  const expectations = expectationsByPath(view);
  return targetsOf(view).flatMap((target) =>
    view.vantages.flatMap(({ id: from }) => {
      const expected = expectations.get(expectationKey(from, target.id));
      return expected ? [{ service, from, target, expected }] : [];
    }),
  );
}

/** What stays the same from one result of a path to the next. */
export function namesOf({ from, target }: Path): Pick<ProbeResult, 'from' | 'to' | 'entryPoint'> {
  return { from, to: targetText(target), entryPoint: target.id };
}

export function dialOf({ target }: Path, wantsAnswer: boolean): ProbeTarget {
  const { address, port, host, node } = target;
  return {
    address,
    ...(port !== undefined && { port }),
    ...(host !== undefined && { host }),
    ...(node !== undefined && { node }),
    ...(wantsAnswer && { wantsAnswer }),
  };
}
