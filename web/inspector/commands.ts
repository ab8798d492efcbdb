// How a reader sees for themselves what the page says.
import { addressOf } from '@portolan/shared/diagram/names.ts';
import type { EntryPoint, TopologyPort } from '@portolan/shared/wire/topology.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';

/** Shell lines: one that dials the entry point, one that shows the proxy's chains for it. */
export function commandsFor(
  entry: EntryPoint,
  view: ServiceView,
  hops: readonly { readonly chain?: string | undefined }[],
): string[] {
  const chain = hops.find((hop) => hop.chain !== undefined)?.chain;
  return [
    ...dialCommand(entry, view),
    ...(chain === undefined ? [] : [`iptables-save | grep ${chain}`]),
  ];
}

function dialCommand(entry: EntryPoint, view: ServiceView): string[] {
  const address = addressOf(entry);
  if (entry.port === undefined) return [`nslookup ${entry.address}`];
  if (entry.protocol === 'UDP') return [`nc -u -z -w 3 ${entry.address} ${entry.port}`];
  if (entry.protocol === 'SCTP') return [];
  const scheme = schemeOf(entry, view);
  if (scheme) return [`curl -m 3 ${scheme === 'https' ? '-k ' : ''}${scheme}://${address}/`];
  return [`nc -z -w 3 ${entry.address} ${entry.port}`];
}

/** Where the reader's own browser can open it, if it speaks HTTP there. */
export function pageOf(entry: EntryPoint, view: ServiceView): string | undefined {
  const scheme = schemeOf(entry, view);
  return entry.dial !== undefined && scheme ? `${scheme}://${entry.dial}/` : undefined;
}

function schemeOf(entry: EntryPoint, view: ServiceView): 'http' | 'https' | undefined {
  const port = view.ports.find((each) => (each.name ?? '') === (entry.portName ?? ''));
  if (!port || port.protocol !== 'TCP') return undefined;
  if (says(port, 'https') || port.port === 443) return 'https';
  return says(port, 'http') || says(port, 'web') || [80, 8080].includes(port.port)
    ? 'http'
    : undefined;
}

/** `http`, `http-web`, `kubernetes.io/h2c`'s cousins: what the port's name or appProtocol begins with. */
function says({ name, appProtocol }: TopologyPort, word: string): boolean {
  return [name, appProtocol].some((text) => text?.toLowerCase().split(/[-/]/).includes(word));
}
