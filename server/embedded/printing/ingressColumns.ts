import type { KubeObject } from '../objects.ts';
import { ageColumn, type ColumnsByKind, nameColumn, textColumn } from './column.ts';
import { formatSelector } from './labels.ts';
import { loadBalancerAddresses } from './loadBalancer.ts';
import { at, listAt, textAt, textsAt } from '../schema/read.ts';
import { shortList } from './shortList.ts';

export const ingressColumns: ColumnsByKind = {
  Ingress: [
    nameColumn,
    textColumn('Class', ingressClass),
    textColumn('Hosts', (ingress) =>
      shortList(
        listAt(ingress, 'spec', 'rules').map((rule) => textAt(rule, 'host') || '*'),
        '*',
      ),
    ),
    textColumn('Address', (ingress) => loadBalancerAddresses(ingress).join(',')),
    textColumn('Ports', (ingress) =>
      listAt(ingress, 'spec', 'tls').length > 0 ? '80, 443' : '80',
    ),
    ageColumn,
  ],
  IngressClass: [
    nameColumn,
    textColumn('Controller', (object) => textAt(object, 'spec', 'controller')),
    textColumn('Parameters', classParameters),
    ageColumn,
  ],
  NetworkPolicy: [
    nameColumn,
    textColumn('Pod-Selector', (object) => formatSelector(at(object, 'spec', 'podSelector'))),
    ageColumn,
  ],
  ServiceCIDR: [
    nameColumn,
    textColumn('CIDRs', (object) => textsAt(object, 'spec', 'cidrs').join(',')),
    ageColumn,
  ],
  IPAddress: [nameColumn, textColumn('ParentRef', parentReference), ageColumn],
};

function ingressClass(ingress: KubeObject): string {
  return (
    textAt(ingress, 'spec', 'ingressClassName') ||
    textAt(ingress, 'metadata', 'annotations', 'kubernetes.io/ingress.class') ||
    '<none>'
  );
}

function classParameters(object: KubeObject): string {
  const parameters = at(object, 'spec', 'parameters');
  if (parameters === undefined) return '<none>';
  const group = textAt(parameters, 'apiGroup');
  const kind = textAt(parameters, 'kind');
  return `${group === '' ? kind : `${kind}.${group}`}/${textAt(parameters, 'name')}`;
}

/** `services/default/web`: what an address is given to. */
function parentReference(object: KubeObject): string {
  const parent = at(object, 'spec', 'parentRef');
  const parts = ['group', 'resource', 'namespace', 'name'].map((field) => textAt(parent, field));
  return parts.filter((part) => part !== '').join('/') || '<none>';
}
