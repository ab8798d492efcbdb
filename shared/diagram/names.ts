// What nodes and edges are called aloud: stable, and the same in the diagram and in its outline.
import type { EntryPoint } from '../wire/topology.ts';
import { say, type Language, type Params } from '../words/say.ts';
import { uiWords, type UiCode } from '../words/ui.ts';
import type { DiagramEdge, DiagramNode, EndpointHealth } from './elements.ts';
import type { PathState } from './pathState.ts';

const endpointHealthCodes = {
  ready: 'epReady',
  serving: 'epServing',
  terminating: 'epTerminating',
  notReady: 'epNotReady',
} as const satisfies Record<EndpointHealth, UiCode>;

/** `172.18.0.3:32123`, `[fd00::1]:80`, `nginx-svc.default.svc`. */
export function addressOf({
  address,
  port,
}: {
  address: string;
  port?: number | undefined;
}): string {
  if (port === undefined) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** `node-b 172.18.0.3:32123` for a NodePort, the address for everything else. */
export function subjectOf(entryPoint: EntryPoint): string {
  const address = addressOf(entryPoint);
  return entryPoint.node === undefined ? address : `${entryPoint.node} ${address}`;
}

/** Led to the Service by a host name or a path, not by an address alone. */
export function isRouted({ host, path, route }: EntryPoint): boolean {
  return host !== undefined || path !== undefined || route !== undefined;
}

/**
 * What an entry point says beside its address: why it leads nowhere, that the cluster will assign it,
 * what a route's name is dialled at. NodePorts say it together.
 */
export function entryNote(entry: EntryPoint): 'invalid' | 'simulated' | 'dialled' | undefined {
  if (entry.kind === 'nodePort') return undefined;
  if (entry.invalid) return 'invalid';
  if (entry.simulated) return 'simulated';
  return isRouted(entry) && entry.address !== entry.host ? 'dialled' : undefined;
}

/** What a client asks for: `https://shop.example.com/cart`; for TCP and TLS the name or address. */
export function routeOf(entry: EntryPoint): string {
  const { host, path, tls, address, route } = entry;
  if (route?.kind === 'TCPRoute' || route?.kind === 'TLSRoute') return host ?? addressOf(entry);
  return `${tls ? 'https' : 'http'}://${host ?? (address || '*')}${path ?? ''}`;
}

/** The accessible name of a node: verdicts and outcomes as the codes they are known by. */
export function nodeName(node: DiagramNode, language: Language): string {
  const words = (code: UiCode, params: Params = {}): string => say(uiWords, language, code, params);
  switch (node.type) {
    case 'vantage':
      return [node.vantage, ...(node.also ?? [])]
        .map(({ id }) => words('nameVantage', { vantage: id }))
        .join(', ');
    case 'entry':
      return entryName(node.entryPoint, node.state, language);
    case 'entryBundle':
      return words('bundleEntries', { count: node.count, kind: words(node.kind) });
    case 'service':
      return words('nameService', { name: node.name });
    case 'endpoint': {
      const health = words(endpointHealthCodes[node.health]);
      return words('nameEndpoint', { address: addressOf(node.endpoint), health });
    }
    case 'pod': {
      const { name, node: host, ready } = node.pod;
      const health = words(ready ? 'podReady' : 'podNotReady');
      return words('namePod', { name, node: host ?? words('noPlace'), health });
    }
    case 'backendBundle':
      return words(node.rest ? 'bundleRest' : 'bundleBackends', {
        count: node.count,
        place: node.place.name || words('noPlace'),
      });
    case 'external':
      break;
  }
  return node.resolved === undefined
    ? words('nameExternal', { name: node.name })
    : words('nameExternalResolved', { name: node.name, resolved: node.resolved });
}

function entryName(
  entryPoint: EntryPoint,
  state: PathState | undefined,
  language: Language,
): string {
  const subject = { kind: say(uiWords, language, entryPoint.kind), subject: subjectOf(entryPoint) };
  return stateName(
    ['nameEntry', 'nameEntryUntested', 'nameEntryResolved', 'nameEntryBare'],
    subject,
    state,
    language,
  );
}

/** The accessible name of one path to an entry point: `from` is what the vantage point is called. */
export function cellName(
  entryPoint: EntryPoint,
  from: string,
  state: PathState | undefined,
  language: Language,
): string {
  const kind = say(uiWords, language, entryPoint.kind);
  return stateName(
    ['nameCell', 'nameCellUntested', 'nameCellResolved', 'nameCellBare'],
    { kind, subject: subjectOf(entryPoint), vantage: from },
    state,
    language,
  );
}

/** A share (0–1) in percent: whole numbers, and one digit more where whole ones would say 0. */
export function percentOf(share: number): string {
  const percent = share * 100;
  return percent > 0 && percent < 1 ? percent.toFixed(1) : String(Math.round(percent));
}

/** The accessible name of an edge; `nameOf` tells what its ends are called. */
export function edgeName(
  edge: DiagramEdge,
  nameOf: (id: string) => string,
  language: Language,
): string {
  const ends = { source: nameOf(edge.source), target: nameOf(edge.target) };
  if (edge.kind === 'path' && edge.state) {
    const path = { vantage: edge.state.vantage, target: edge.state.target };
    return stateName(
      ['namePath', 'namePathUntested', 'namePathResolved', 'nameLink'],
      path,
      edge.state,
      language,
    );
  }
  if (edge.share !== undefined) {
    const share = say(uiWords, language, 'percent', { percent: percentOf(edge.share) });
    return say(uiWords, language, 'nameShare', { target: ends.target, share });
  }
  return say(uiWords, language, 'nameLink', ends);
}

function stateName(
  [tested, untested, resolves, bare]: readonly [UiCode, UiCode, UiCode, UiCode],
  subject: Params,
  state: PathState | undefined,
  language: Language,
): string {
  if (!state) return say(uiWords, language, bare, subject);
  const expected = state.expected;
  if (state.resolved !== undefined) {
    const { resolved } = state;
    return say(uiWords, language, resolves, { ...subject, expected, resolved });
  }
  if (state.observed === undefined)
    return say(uiWords, language, untested, { ...subject, expected });
  return say(uiWords, language, tested, { ...subject, expected, observed: state.observed });
}
