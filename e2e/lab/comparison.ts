// A prediction against what was seen, in more than the outcome: who answered, how often, and whom it saw.
import type { Seen } from './agent/agents.ts';
import type { Condition } from './conditions/condition.ts';
import { addressesOf, nodes, podNamed, pods } from './plan.ts';
import { type Prediction, isBornOut } from './prediction.ts';

/**
 * So far may a share be off in some hundred connections: six standard deviations of an even choice
 * among two or more.
 */
const tolerance = 0.2;
/** Fewer tell little of shares. */
const enough = 100;
/** The chance that an endpoint got nothing only by chance: below it, it gets nothing. */
const improbable = 1e-6;

/** In words; none when all agrees. */
export function disagreements(
  condition: Condition,
  prediction: Prediction,
  outcomes: readonly Seen[],
): string[] {
  return [
    ...outcomes.flatMap((seen) => [
      ...(isBornOut(prediction, seen) ? [] : [`predicted ${prediction.verdict}, ${seen.outcome}`]),
      ...answererOf(prediction, seen),
      ...sourceOf(condition, prediction, seen),
    ]),
    ...sharesOf(condition, prediction, outcomes),
  ];
}

function podsOf({ backends }: Prediction): string[] {
  return backends.flatMap(({ pod }) => (pod === undefined ? [] : [pod.split('/')[1] ?? '']));
}

function isPod(name: string | undefined): name is string {
  return pods.some((pod) => pod.name === name);
}

function answererOf(prediction: Prediction, { name }: Seen): string[] {
  if (!isPod(name) || podsOf(prediction).includes(name)) return [];
  return [`${name} answered, which is none of ${podsOf(prediction).join(', ')}`];
}

/** Where some backends see the node and others the client (hairpin), either may be. */
function sourceOf({ from }: Condition, prediction: Prediction, { name, source }: Seen): string[] {
  if (source === undefined || !isPod(name)) return [];
  const { masquerade, backends } = prediction;
  const isNode = nodes.some(({ addresses, gateways }) =>
    [...addresses, ...gateways].includes(source),
  );
  if (masquerade && backends.length === 1 && !isNode) return [`${source} was not masqueraded`];
  if (!masquerade && !ownAddresses(from).includes(source)) return [`masqueraded as ${source}`];
  return [];
}

function ownAddresses(from: string): readonly string[] {
  if (from === 'outside') return ['203.0.113.1', '2001:db8::1'];
  const [kind, name = ''] = from.split(':');
  if (kind === 'pod') return addressesOf(podNamed(name));
  return nodes.find((node) => node.name === name)?.addresses ?? [];
}

/** Of those who said who they are. A client that is kept with one endpoint shows nothing of the others. */
function sharesOf({ sees }: Condition, { backends }: Prediction, outcomes: readonly Seen[]) {
  if (sees.answerers !== undefined) return [];
  const answered = outcomes.filter(({ name }) => isPod(name));
  const count = answered.length;
  if (count === 0) return [];
  return backends.flatMap(({ pod = '', share }) => {
    const name = pod.split('/')[1];
    const seen = answered.filter((each) => each.name === name).length / count;
    const isMissed = seen === 0 && (1 - share) ** count < improbable;
    const isOff = count >= enough && Math.abs(seen - share) > tolerance;
    return isMissed || isOff ? [`${pod}: predicted ${share}, got ${seen} of ${count}`] : [];
  });
}
