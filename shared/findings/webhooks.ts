// Admission webhooks and aggregated APIs call a Service by name (files only: a cluster's webhooks are
// not read).

import { rawAt, rawList, rawNumber, rawText } from '../simulate/rawFields.ts';
import type { World } from '../state/world.ts';
import type { Finding } from '../wire/finding.ts';
import { found, isPartial } from './finding.ts';
import { meantName } from './likeness.ts';

/** Neither lives in a namespace. */
export const webhookKinds: readonly string[] = [
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
];

export function webhookFindings(world: World, raws: readonly unknown[]): Finding[] {
  return raws.flatMap((raw) => {
    const kind = rawText(rawAt(raw, 'kind'));
    const name = rawText(rawAt(raw, 'metadata', 'name'));
    if (!webhookKinds.includes(kind) || name === '') return [];
    const subject = { kind, metadata: { name, namespace: '' } };
    return rawList(rawAt(raw, 'webhooks')).flatMap((webhook, index) => {
      const service = rawAt(webhook, 'clientConfig', 'service');
      const path = `webhooks[${index}].clientConfig.service`;
      return service === undefined ? [] : judge(world, subject, service, path);
    });
  });
}

/** Without a port they call 443. */
const defaultPort = 443;

function judge(
  world: World,
  subject: Parameters<typeof found>[1],
  reference: unknown,
  path: string,
): Finding[] {
  const namespace = rawText(rawAt(reference, 'namespace'));
  const name = rawText(rawAt(reference, 'name'));
  const service = world.service(`${namespace}/${name}`);
  if (service === undefined) {
    const names = [...world.services(namespace)].map(({ metadata }) => metadata.name);
    const meant = meantName(name, names);
    if (isPartial(world) && meant === undefined) return [];
    const params = { service: `${namespace}/${name}`, meant: meant ?? '–' };
    return [found('webhookServiceMissing', subject, { path: `${path}.name`, params })];
  }
  const port = rawNumber(rawAt(reference, 'port')) ?? defaultPort;
  if (service.type === 'ExternalName' || service.ports.some((each) => each.port === port))
    return [];
  const ports = service.ports.map((each) => each.port).join(', ') || '–';
  const params = { service: `${namespace}/${name}`, port, ports };
  return [found('webhookPortMissing', subject, { path: `${path}.port`, params })];
}
