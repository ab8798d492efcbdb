// ExternalName: a name for another name, and nothing more (S28, S77).

import { objectKey } from '../model/metadata.ts';
import type { Service } from '../model/service.ts';
import { familyOf } from '../paths/addresses.ts';
import type { World } from '../state/world.ts';
import type { Finding } from '../wire/finding.ts';
import { portLabel } from './containerPorts.ts';
import { found, selectorText, type Scene } from './finding.ts';
import { meantName } from './likeness.ts';

const path = 'spec.externalName';
const tlsPorts: ReadonlySet<number> = new Set([443, 8443, 6443, 636, 993, 995, 465]);

export function externalNameFindings(scene: Scene): Finding[] {
  const { service } = scene;
  if (service.type !== 'ExternalName') return [];
  const name = service.externalName ?? '';
  if (name === '') return [];
  return [
    ...target(scene, name.replace(/\.$/, '')),
    ...mappedPorts(scene),
    ...(service.selector && service.selector.size > 0
      ? [
          found('externalNameSelector', service, {
            path: 'spec.selector',
            params: { selector: selectorText(service.selector) },
            fix: { code: 'removeSelector', patch: { spec: { selector: null } } },
          }),
        ]
      : []),
  ];
}

function target(scene: Scene, name: string): Finding[] {
  const { service, world, partial } = scene;
  if (familyOf(name) !== undefined) {
    const fix = { code: 'useSlice' } as const;
    return [found('externalNameIsIP', service, { path, params: { address: name }, fix })];
  }
  const loop = loopFrom(world, service);
  if (loop !== undefined) {
    return [found('externalNameLoop', service, { path, params: { names: loop.join(' → ') } })];
  }
  const inside = serviceNamed(name);
  if (inside !== undefined && world.service(inside.key) === undefined) {
    if (!world.readable('Service', inside.namespace)) return [];
    const names = [...world.services(inside.namespace)].map(({ metadata }) => metadata.name);
    const meant = meantName(inside.name, names);
    if (partial && meant === undefined) return [];
    const params = { service: inside.key, meant: meant ?? '–' };
    return [found('externalNameServiceMissing', service, { path, params })];
  }
  const tls = service.ports.find(
    ({ name: portName, port, appProtocol }) =>
      tlsPorts.has(port) || /^(https|tls)/i.test(appProtocol ?? portName),
  );
  if (tls === undefined) return [];
  return [found('externalNameTLS', service, { path, params: { port: portLabel(tls), name } })];
}

/** Ports are not mapped: a client that dials `port` dials it on the other name. */
function mappedPorts({ service }: Scene): Finding[] {
  return service.ports.flatMap((port, index) => {
    if (port.targetPort === port.port) return [];
    const params = { port: port.port, targetPort: port.targetPort };
    return [
      found('externalNamePortMapped', service, { path: `spec.ports[${index}].targetPort`, params }),
    ];
  });
}

/** `NAME.NAMESPACE.svc[.ZONE]` as a name of the cluster. */
function serviceNamed(name: string): { key: string; namespace: string; name: string } | undefined {
  const match = /^([^.]+)\.([^.]+)\.svc(\.cluster\.local)?$/.exec(name);
  const [, service, namespace] = match ?? [];
  if (service === undefined || namespace === undefined) return undefined;
  return { key: `${namespace}/${service}`, namespace, name: service };
}

/** The Services from this one back to it, by their ExternalNames; undefined when they end elsewhere. */
function loopFrom(world: World, service: Service): string[] | undefined {
  const start = objectKey(service.metadata);
  const names = [start];
  let current: Service | undefined = service;
  while (current?.type === 'ExternalName') {
    const next = serviceNamed((current.externalName ?? '').replace(/\.$/, ''));
    if (next === undefined) return undefined;
    if (next.key === start) return [...names, start];
    if (names.includes(next.key)) return undefined;
    names.push(next.key);
    current = world.service(next.key);
  }
  return undefined;
}
