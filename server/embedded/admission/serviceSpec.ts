import { readService, type ServiceFields } from '@portolan/shared/validate/serviceFields.ts';
import { isJsonObject } from '../api/json.ts';
import type { KubeObject } from '../objects.ts';

/** The spec's fields, typed; wrong types read as absent (validation has its own say on them). */
export function specOf(service: KubeObject): ServiceFields {
  return readService(service, []);
}

/** The Service with some fields of its spec replaced; an undefined one is taken away. */
export function withSpec(service: KubeObject, changes: Record<string, unknown>): KubeObject {
  const spec = new Map(Object.entries(isJsonObject(service['spec']) ? service['spec'] : {}));
  for (const [field, value] of Object.entries(changes)) {
    if (value === undefined) spec.delete(field);
    else spec.set(field, value);
  }
  return { ...service, spec: Object.fromEntries(spec) };
}

/** The Service with each port's nodePort replaced; 0 takes it away. */
export function withNodePorts(service: KubeObject, nodePorts: readonly number[]): KubeObject {
  const spec = isJsonObject(service['spec']) ? service['spec'] : {};
  const ports: readonly unknown[] = Array.isArray(spec['ports']) ? spec['ports'] : [];
  const numbered = ports.map((port, index) => withNodePort(port, nodePorts[index] ?? 0));
  return withSpec(service, { ports: numbered });
}

function withNodePort(port: unknown, nodePort: number): unknown {
  if (!isJsonObject(port)) return port;
  const { nodePort: _former, ...rest } = port;
  return nodePort === 0 ? rest : { ...rest, nodePort };
}

export function needsClusterIP({ type }: ServiceFields): boolean {
  return type !== 'ExternalName';
}

export function needsNodePort({ type }: ServiceFields): boolean {
  return type === 'NodePort' || type === 'LoadBalancer';
}

export function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}
