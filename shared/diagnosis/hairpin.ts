// A Pod that cannot reach itself through its own Service, where everybody else can.
import type { Rule } from './candidate.ts';
import { dialCommand } from './commands.ts';
import {
  type Evidence,
  fails,
  isBackend,
  isSilent,
  pathOf,
  type Seen,
  through,
  works,
} from './evidence.ts';
import { observed } from './observed.ts';
import { goesByOwnNode } from './proxy.ts';

/** Some of several connections went silent, as when one of the backends is the client itself. */
function failsSometimes({ result }: Seen): boolean {
  return result.connections?.outcomes.some(({ outcome }) => outcome === 'timeout') ?? false;
}

export const hairpin: Rule = (evidence) => {
  const bad = through(evidence).filter(
    (each) =>
      isBackend(evidence, each) &&
      goesByOwnNode(each) &&
      ((fails(each) && isSilent(each)) || failsSometimes(each)),
  );
  const [one] = bad;
  if (one === undefined) return undefined;
  const ids = new Set(bad.map(({ target }) => target.id));
  const fine = evidence.seen.filter(
    (each) =>
      works(each) &&
      (each.endpoint ? each.from === one.from : ids.has(each.target.id) && each.from !== one.from),
  );
  const others = fine.filter(({ endpoint }) => endpoint === undefined);
  const pod = one.from.replace(/^pod:/, '');
  return {
    cause: 'hairpin',
    confidence: others.some(({ clientNode }) => clientNode === one.clientNode)
      ? 0.95
      : others.length > 0
        ? 0.9
        : 0.55,
    params: { pod },
    evidence: observed(bad, fine),
    tellApart: tests(evidence, bad),
    fix: {
      code: 'allowHairpin',
      params: { ...(one.clientNode !== undefined && { node: one.clientNode }) },
    },
    commands: [dialCommand(evidence.view, one), 'grep . /sys/class/net/*/brport/hairpin_mode'],
    explains: bad,
  };
};

/** The same address from another client. */
function tests({ view }: Evidence, bad: readonly Seen[]) {
  const other = view.vantages.find(({ kind }) => kind === 'pod')?.id;
  return other === undefined ? [] : bad.map(({ target }) => pathOf({ from: other, target }));
}
