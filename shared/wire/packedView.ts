// A view as it travels. Its traces repeat each other (every entry point of a Service leads to the
// same backends), so on the wire each distinct list of backends, each hop and each list of
// assumptions stands once, and the paths point at them by index: a tenth of the bytes.
import * as z from 'zod/mini';
import { everyExpectation } from '../topology/alike.ts';
import { Coded, RuleId, TraceBackend, TraceHop, Verdict } from './trace.ts';
import { type Expectation, ServiceView } from './view.ts';

const Index = z.number().check(z.int(), z.nonnegative());

const PackedPath = z.object({
  vantage: z.string(),
  target: z.string(),
  to: z.string(),
  verdict: Verdict,
  rules: z.array(RuleId),
  masquerade: z.boolean(),
  backends: Index,
  hops: z.array(Index),
  assumptions: Index,
  alike: z.optional(z.array(z.string())),
});
type PackedPath = z.infer<typeof PackedPath>;

const { expectations: _expectations, ...unpackedShape } = ServiceView.shape;

export const PackedView = z.object({
  ...unpackedShape,
  backends: z.array(z.array(TraceBackend)),
  hops: z.array(TraceHop),
  assumptions: z.array(z.array(Coded)),
  paths: z.array(PackedPath),
});
export type PackedView = z.infer<typeof PackedView>;

/** Each distinct value once, in the order they were met. */
class Distinct<Value> {
  readonly values: Value[] = [];
  #indexes = new Map<string, number>();

  indexOf(value: Value): number {
    const text = JSON.stringify(value);
    const known = this.#indexes.get(text);
    if (known !== undefined) return known;
    this.#indexes.set(text, this.values.length);
    return this.values.push(value) - 1;
  }
}

export function packView({ expectations, ...view }: ServiceView): PackedView {
  const backends = new Distinct<TraceBackend[]>();
  const hops = new Distinct<TraceHop>();
  const assumptions = new Distinct<Coded[]>();
  const paths = expectations.map(({ vantage, target, trace, alike }): PackedPath => {
    const { from: _from, ...rest } = trace;
    return {
      vantage,
      target,
      ...rest,
      backends: backends.indexOf(trace.backends),
      hops: trace.hops.map((hop) => hops.indexOf(hop)),
      assumptions: assumptions.indexOf(trace.assumptions),
      ...(alike && { alike }),
    };
  });
  return {
    ...view,
    backends: backends.values,
    hops: hops.values,
    assumptions: assumptions.values,
    paths,
  };
}

/** Law: the view that was packed, its paths one by one. An index that leads nowhere is left out. */
export function unpackView(packed: PackedView): ServiceView {
  const { backends: _backends, hops: _hops, assumptions: _assumptions, paths, ...view } = packed;
  const expectations = paths.map((path) => unpackPath(path, packed));
  return { ...view, expectations: [...everyExpectation({ ...view, expectations })] };
}

function unpackPath(
  { vantage, target, alike, ...path }: PackedPath,
  { backends, hops, assumptions }: PackedView,
): Expectation {
  const trace = {
    from: vantage,
    ...path,
    backends: backends[path.backends] ?? [],
    hops: path.hops.flatMap((index) => hops[index] ?? []),
    assumptions: assumptions[path.assumptions] ?? [],
  };
  return { vantage, target, trace, ...(alike && { alike }) };
}
