// Pods that call the Service they are behind (S51). Files only: what a container is told by its
// environment is not kept of a cluster's Pods.

import { isHeadless } from '../model/service.ts';
import { rawAt, rawLabels, rawList, rawText } from '../simulate/rawFields.ts';
import type { World } from '../state/world.ts';
import type { Finding } from '../wire/finding.ts';
import { found } from './finding.ts';

interface Told {
  path: string;
  text: string;
}

/** @param defaultNamespace Of objects that name none. */
export function hairpinFindings(
  world: World,
  raws: readonly unknown[],
  defaultNamespace = 'default',
): Finding[] {
  return raws.flatMap((raw) => {
    const template = rawAt(raw, 'spec', 'template');
    const namespace = rawText(rawAt(raw, 'metadata', 'namespace')) || defaultNamespace;
    const subject = {
      kind: rawText(rawAt(raw, 'kind')),
      metadata: { name: rawText(rawAt(raw, 'metadata', 'name')), namespace },
    };
    const labels = new Map(Object.entries(rawLabels(rawAt(template, 'metadata', 'labels'))));
    if (labels.size === 0 || subject.metadata.name === '') return [];
    const told = environmentOf(template);
    return world.servicesSelecting(namespace, labels).flatMap((service) => {
      if (isHeadless(service)) return [];
      const { name } = service.metadata;
      const call = told.find(({ text }) => calls(text, name, namespace));
      if (call === undefined) return [];
      return found('callsItself', subject, {
        path: call.path,
        params: { service: name, value: call.text },
      });
    });
  });
}

function environmentOf(template: unknown): Told[] {
  return rawList(rawAt(template, 'spec', 'containers')).flatMap((container, index) =>
    rawList(rawAt(container, 'env')).map((variable, position) => ({
      path: `spec.template.spec.containers[${index}].env[${position}].value`,
      text: rawText(rawAt(variable, 'value')),
    })),
  );
}

/** `http://web`, `web:80`, `web.shop.svc`: a URL's host, or a host with a port. */
function calls(text: string, service: string, namespace: string): boolean {
  const [, url, host] =
    /^(?:[a-z][a-z0-9+.-]*:\/\/([^/:?#@]+)|([^/:?#@\s]+):\d+$)/i.exec(text) ?? [];
  const [name, within = namespace, svc = 'svc'] = (url ?? host ?? '').split('.');
  return name === service && within === namespace && svc === 'svc';
}
