// Where Istio injects its proxies, the port's name or appProtocol tells it what is spoken (S6).

import type { Finding } from '../wire/finding.ts';
import { portLabel } from './containerPorts.ts';
import { found, type Scene } from './finding.ts';

const protocols: ReadonlySet<string> = new Set([
  'grpc',
  'grpc-web',
  'http',
  'http2',
  'https',
  'mongo',
  'mysql',
  'redis',
  'tcp',
  'tls',
  'udp',
]);

export function meshFindings({ world, service, namespace }: Scene): Finding[] {
  const labels = world.namespace(namespace)?.metadata.labels;
  const isInjected = labels?.get('istio-injection') === 'enabled' || labels?.has('istio.io/rev');
  if (!isInjected || service.type === 'ExternalName') return [];
  return service.ports.flatMap((port, index) => {
    if (port.protocol !== 'TCP') return [];
    const { appProtocol, name } = port;
    const params = { port: portLabel(port) };
    if (appProtocol === undefined) {
      const isTold = [...protocols].some((each) => name === each || name.startsWith(`${each}-`));
      if (isTold) return [];
      return [found('meshPortNameUntold', service, { path: `spec.ports[${index}].name`, params })];
    }
    // `kubernetes.io/h2c` and the like are the API's own.
    if (protocols.has(appProtocol.toLowerCase()) || appProtocol.includes('/')) return [];
    const path = `spec.ports[${index}].appProtocol`;
    return [found('meshAppProtocolUnknown', service, { path, params: { ...params, appProtocol } })];
  });
}
