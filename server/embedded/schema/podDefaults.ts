import { filled, type JsonObject, withField, withItems } from './fill.ts';
import { fieldOf, listAt } from './read.ts';

// Octal 0644, which JSON can only say in decimal.
const readable = 420;
// Seconds.
const gracePeriod = 30;
const tokenLifetime = 3600;
const evictionDelay = 300;

/** The defaults of a Pod template: its `spec`, as every workload has it. */
export function templateDefaults(template: JsonObject): JsonObject {
  return withField(template, 'spec', podSpecDefaults);
}

/** What core/v1 fills into a Pod's spec wherever it stands. */
export function podSpecDefaults(spec: JsonObject): JsonObject {
  const whole = filled(spec, {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: gracePeriod,
  });
  const hostNetwork = fieldOf(spec, 'hostNetwork') === true;
  const containers = ['containers', 'initContainers', 'ephemeralContainers'];
  return containers.reduce(
    (so, list) => withItems(so, list, (item) => containerDefaults(item, hostNetwork)),
    withItems(whole, 'volumes', volumeDefaults),
  );
}

/** What a Pod itself gets besides, from the API server's admission plugins. */
export function podDefaults(pod: JsonObject): JsonObject {
  return withField(pod, 'spec', (spec) => {
    const account = fieldOf(spec, 'serviceAccountName') ?? 'default';
    const whole = filled(podSpecDefaults(spec), {
      enableServiceLinks: true,
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 0,
      serviceAccount: account,
      serviceAccountName: account,
    });
    return withEvictionDelay(withItems(whole, 'containers', requestsFromLimits));
  });
}

function withEvictionDelay(spec: JsonObject): JsonObject {
  const present = listAt(spec, 'tolerations');
  const missing = ['not-ready', 'unreachable']
    .map((trouble) => `node.kubernetes.io/${trouble}`)
    .filter((key) => !present.some((toleration) => tolerates(toleration, key)));
  if (missing.length === 0) return spec;
  const added = missing.map((key) => ({
    effect: 'NoExecute',
    key,
    operator: 'Exists',
    tolerationSeconds: evictionDelay,
  }));
  return { ...spec, tolerations: [...present, ...added] };
}

function tolerates(toleration: unknown, taint: string): boolean {
  const key = fieldOf(toleration, 'key') ?? '';
  const effect = fieldOf(toleration, 'effect') ?? '';
  return (key === taint || key === '') && (effect === 'NoExecute' || effect === '');
}

/** A container that limits a resource and requests none of it requests its limit. */
function requestsFromLimits(container: JsonObject): JsonObject {
  return withField(container, 'resources', (resources) => {
    const limits = fieldOf(resources, 'limits');
    if (typeof limits !== 'object' || limits === null) return resources;
    return withField(resources, 'requests', (requests) => filled(requests, { ...limits }), {});
  });
}

function containerDefaults(container: JsonObject, hostNetwork: boolean): JsonObject {
  const whole = filled(container, {
    imagePullPolicy: pullPolicy(fieldOf(container, 'image')),
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
  const ports = withItems(whole, 'ports', (port) =>
    filled(port, {
      ...(hostNetwork && { hostPort: fieldOf(port, 'containerPort') }),
      protocol: 'TCP',
    }),
  );
  const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'];
  const probed = probes.reduce((so, name) => withField(so, name, probeDefaults), ports);
  const environment = withItems(probed, 'env', (variable) =>
    withField(variable, 'valueFrom', (source) => withField(source, 'fieldRef', fieldRefDefaults)),
  );
  return withField(environment, 'lifecycle', (lifecycle) =>
    ['postStart', 'preStop'].reduce(
      (so, hook) => withField(so, hook, (handler) => withField(handler, 'httpGet', httpDefaults)),
      lifecycle,
    ),
  );
}

/** An image without a tag, or with `latest`, may change behind its name. */
function pullPolicy(image: unknown): string {
  if (typeof image !== 'string' || image === '' || image.includes('@')) return 'IfNotPresent';
  const tag = /:([^:/]+)$/.exec(image)?.[1] ?? 'latest';
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function probeDefaults(probe: JsonObject): JsonObject {
  const whole = filled(probe, {
    failureThreshold: 3,
    periodSeconds: 10,
    successThreshold: 1,
    timeoutSeconds: 1,
  });
  const web = withField(whole, 'httpGet', httpDefaults);
  return withField(web, 'grpc', (grpc) => filled(grpc, { service: '' }));
}

function httpDefaults(get: JsonObject): JsonObject {
  return filled(get, { path: '/', scheme: 'HTTP' });
}

function fieldRefDefaults(reference: JsonObject): JsonObject {
  return filled(reference, { apiVersion: 'v1' });
}

function volumeDefaults(volume: JsonObject): JsonObject {
  const sources = Object.keys(volume).filter(
    (name) => name !== 'name' && fieldOf(volume, name) !== undefined,
  );
  const whole = sources.length === 0 ? { ...volume, emptyDir: {} } : volume;
  const files = ['secret', 'configMap', 'downwardAPI', 'projected'].reduce(
    (so, source) => withField(so, source, (value) => filled(value, { defaultMode: readable })),
    whole,
  );
  const paths = withField(files, 'hostPath', (value) => filled(value, { type: '' }));
  const direct = withField(paths, 'downwardAPI', downwardDefaults);
  return withField(direct, 'projected', (projected) =>
    withItems(projected, 'sources', (source) =>
      withField(
        withField(source, 'downwardAPI', downwardDefaults),
        'serviceAccountToken',
        (token) => filled(token, { expirationSeconds: tokenLifetime }),
      ),
    ),
  );
}

function downwardDefaults(source: JsonObject): JsonObject {
  return withItems(source, 'items', (item) => withField(item, 'fieldRef', fieldRefDefaults));
}
