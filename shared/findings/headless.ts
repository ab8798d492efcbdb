// Headless Services: clients dial Pods, so nothing maps a port (S9, S76).

import { isHeadless } from '../model/service.ts';
import { findPort } from '../simulate/findPort.ts';
import type { Finding } from '../wire/finding.ts';
import { portLabel } from './containerPorts.ts';
import { found, type Scene } from './finding.ts';

export function headlessFindings({ service, pods }: Scene): Finding[] {
  if (!isHeadless(service)) return [];
  return service.ports.flatMap((port, index): Finding[] => {
    const path = `spec.ports[${index}].targetPort`;
    const numbers = new Set(pods.flatMap((pod) => findPort(pod, port) ?? []));
    if (pods.length > 0 && numbers.size === 0) {
      const params = { port: portLabel(port), targetPort: port.targetPort };
      return [found('headlessPortUnresolved', service, { path, params })];
    }
    if (numbers.size === 0 && typeof port.targetPort === 'number') numbers.add(port.targetPort);
    if (numbers.size === 0 || numbers.has(port.port)) return [];
    const params = {
      port: port.port,
      targetPort: [...numbers].toSorted((a, b) => a - b).join(', '),
    };
    return [found('headlessPortDiffers', service, { path, params })];
  });
}
