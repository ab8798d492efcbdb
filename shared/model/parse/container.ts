import type { Container, ContainerPort, ContainerState } from '../pod.ts';
import type { Fields } from './fields.ts';
import { parseProtocol } from './protocol.ts';

export function parseContainer(fields: Fields): Container {
  const container: Container = {
    name: fields.string('name') ?? '',
    ports: fields.children('ports').map(parsePort),
  };
  const restartPolicy = fields.nonEmpty('restartPolicy');
  if (restartPolicy !== undefined) container.restartPolicy = restartPolicy;
  const probe = fields.optionalChild('readinessProbe');
  const readinessProbe = probe === undefined ? undefined : parseProbe(probe);
  if (readinessProbe !== undefined) container.readinessProbe = readinessProbe;
  return container;
}

function parsePort(fields: Fields): ContainerPort {
  const port: ContainerPort = {
    name: fields.string('name') ?? '',
    containerPort: fields.requiredPort('containerPort'),
    protocol: parseProtocol(fields),
  };
  const hostPort = fields.optionalPort('hostPort');
  if (hostPort !== undefined) port.hostPort = hostPort;
  return port;
}

const handlers = ['httpGet', 'tcpSocket', 'grpc', 'exec'] as const;

function parseProbe(probe: Fields): Container['readinessProbe'] {
  for (const type of handlers) {
    const handler = probe.optionalChild(type);
    if (handler === undefined) continue;
    const parsed: NonNullable<Container['readinessProbe']> = { type };
    const port = type === 'exec' ? undefined : handler.portOrName('port');
    if (port !== undefined) parsed.port = port;
    const path = type === 'httpGet' ? handler.nonEmpty('path') : undefined;
    if (path !== undefined) parsed.path = path;
    return parsed;
  }
  return undefined;
}

const states = ['waiting', 'running', 'terminated'] as const;

export function parseContainerState(fields: Fields): ContainerState {
  const state = fields.child('state');
  const current = states.find((each) => state.has(each));
  const detail = current === undefined ? state : state.child(current);
  const parsed: ContainerState = {
    name: fields.string('name') ?? '',
    ready: fields.boolean('ready') ?? false,
    restartCount: fields.integer('restartCount', 0, Number.MAX_SAFE_INTEGER) ?? 0,
    state: current ?? 'unknown',
  };
  const reason = detail.nonEmpty('reason');
  if (reason !== undefined) parsed.reason = reason;
  const message = detail.nonEmpty('message');
  if (message !== undefined) parsed.message = message;
  return parsed;
}
