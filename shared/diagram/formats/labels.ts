// What a card and a line of the diagram say, as plain lines of text, for formats that draw their own
// cards. The text is what names hold: each format escapes it in its own way.
import { podWords } from '../../words/pods.ts';
import { routeWords } from '../../words/route.ts';
import { say as sayWords, type Language } from '../../words/say.ts';
import type { PodView } from '../../wire/view.ts';
import type {
  DiagramEdge,
  DiagramNode,
  EndpointHealth,
  EndpointNode,
  EntryNode,
  GroupLabel,
  PodNode,
  ServiceNode,
} from '../elements.ts';
import { addressOf, isRouted, percentOf, routeOf, subjectOf } from '../names.ts';
import { sayings, toneSigns, vantageText, verdictWord, type Say } from '../pathWords.ts';

/** The first line names the thing; none is empty. */
export function nodeLines(node: DiagramNode, language: Language): string[] {
  return linesOf(node, language).filter((line) => line !== '');
}

function linesOf(node: DiagramNode, language: Language): string[] {
  const say = sayings[language];
  switch (node.type) {
    case 'vantage': {
      const { name, hint } = vantageText(node.vantage, say);
      return [name, hint];
    }
    case 'entry':
      return entryLines(node, language);
    case 'entryBundle':
      return [
        say('bundleEntries', { count: node.count, kind: say(node.kind) }),
        node.port === undefined ? '' : `:${node.port}`,
      ];
    case 'service':
      return serviceLines(node, say);
    case 'endpoint':
      return [addressOf(node.endpoint), endpointWord(node.health, say)];
    case 'pod':
      return podLines(node, language);
    case 'backendBundle':
      return [
        say(node.rest ? 'bundleRest' : 'bundleBackends', {
          count: node.count,
          place: node.place.name || say('noPlace'),
        }),
        say('bundleReady', { ready: node.ready, count: node.count }),
      ];
    case 'external':
      break;
  }
  return [say('externalName'), node.name];
}

function entryLines({ entryPoint, state }: EntryNode, language: Language): string[] {
  const say = sayings[language];
  const { code, params } = entryPoint.invalid ?? {};
  const route = entryPoint.route ? ` ${entryPoint.route.name}` : '';
  const simulated = entryPoint.simulated ? ` · ${say('simulated')}` : '';
  return [
    `${say(entryPoint.kind)}${route}${simulated}`,
    isRouted(entryPoint) ? routeOf(entryPoint) : subjectOf(entryPoint),
    code === undefined ? '' : sayWords(routeWords, language, code, params),
    state ? `${toneSigns[state.tone]} ${verdictWord(state.expected, say)}` : '',
  ];
}

function serviceLines({ name, selector, externalName }: ServiceNode, say: Say): string[] {
  return [`Service ${name}`, selector ?? (externalName === undefined ? say('noSelector') : '')];
}

/** `http 80/TCP → 8080`, with its NodePort where it has one. */
export function portLine(port: ServiceNode['ports'][number]): string {
  const name = port.name === undefined ? '' : `${port.name} `;
  const nodePort = port.nodePort === undefined ? '' : ` (NodePort ${port.nodePort})`;
  return `${name}${port.port}/${port.protocol} → ${port.targetPort}${nodePort}`;
}

const endpointCodes = {
  ready: 'epReady',
  serving: 'epServing',
  terminating: 'epTerminating',
  notReady: 'epNotReady',
} as const satisfies Record<EndpointHealth, string>;

export function endpointWord(health: EndpointNode['health'], say: Say): string {
  return say(endpointCodes[health]);
}

function podLines({ pod }: PodNode, language: Language): string[] {
  const place = [pod.node, pod.zone].filter((part) => part !== undefined).join(' · ');
  const claims = (pod.claims ?? []).map(({ name, capacity = '' }) => `${name} ${capacity}`.trim());
  return [
    `Pod ${pod.name}`,
    place,
    `${pod.readyContainers}/${pod.containers} ${podWord(pod, language)}`,
    pod.stableName ?? '',
    claims.join(', '),
  ];
}

function podWord({ ready, reason }: PodView, language: Language): string {
  const say = sayings[language];
  if (!reason) return say(ready ? 'podReady' : 'podNotReady');
  return say('podNotReadyWhy', { why: sayWords(podWords, language, reason.code, reason.params) });
}

/** The verdict of a path, the share of an endpoint; undefined where a line says enough. */
export function edgeText(
  { kind, state, share }: DiagramEdge,
  language: Language,
): string | undefined {
  const say = sayings[language];
  if (kind === 'path') return state && verdictWord(state.expected, say);
  return share === undefined ? undefined : say('percent', { percent: percentOf(share) });
}

export function groupText(label: GroupLabel, language: Language): string {
  const say = sayings[language];
  if (label.kind === 'workload') {
    return say('workloadGroup', { kind: label.workload, name: label.name, pods: label.pods });
  }
  const { nodes, policy } = label;
  return policy === undefined
    ? say('nodePortGroup', { nodes })
    : say('nodePortPolicy', { nodes, policy });
}
