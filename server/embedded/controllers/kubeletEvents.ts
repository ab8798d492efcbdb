import type { KubeObject } from '../objects.ts';
import type { ContainerView, PodView } from './containerTimeline.ts';
import type { Happening } from './eventRecorder.ts';
import { listAt, textAt } from './reading.ts';

type KubeletEvent = Omit<Happening, 'component' | 'host'>;

/** What the kubelet has to tell of a Pod and has not told yet; `announced` is its memory of that. */
export function kubeletEvents(
  pod: KubeObject,
  view: PodView,
  announced: Set<string>,
): KubeletEvent[] {
  const groups: [string, readonly ContainerView[]][] = [
    ['initContainers', view.init],
    ['containers', view.containers],
  ];
  const all = groups.flatMap(([field, views]) =>
    listAt(pod, 'spec', field).flatMap((spec, index) => {
      const name = textAt(spec, 'name') ?? '';
      const found = views[index];
      return found === undefined ? [] : eventsOf(pod, spec, found, `spec.${field}{${name}}`);
    }),
  );
  forgetCured(all, announced);
  return all.filter((event) => {
    const key = `${event.fieldPath} ${event.reason} ${event.message}`;
    if (announced.has(key)) return false;
    announced.add(key);
    return true;
  });
}

/** A probe that failed, recovered and fails again is told again. */
function forgetCured(events: readonly KubeletEvent[], announced: Set<string>): void {
  if (events.some(({ reason }) => reason === 'Unhealthy')) return;
  for (const key of announced) if (key.includes(' Unhealthy ')) announced.delete(key);
}

function eventsOf(
  pod: KubeObject,
  spec: unknown,
  view: ContainerView,
  fieldPath: string,
): KubeletEvent[] {
  const name = textAt(spec, 'name') ?? '';
  const image = textAt(spec, 'image') ?? '';
  const normal = (reason: string, message: string) =>
    ({ type: 'Normal', reason, message, fieldPath }) as const;
  const warning = (reason: string, message: string) =>
    ({ type: 'Warning', reason, message, fieldPath }) as const;
  const started = [
    normal('Pulled', `Container image "${image}" already present on machine`),
    normal('Created', `Created container: ${name}`),
    normal('Started', `Started container ${name}`),
  ];
  if (view.state === 'waiting') {
    if (view.reason === 'ImagePullBackOff') {
      const why = `Failed to pull image "${image}": not found (simulated)`;
      return [
        normal('Pulling', `Pulling image "${image}"`),
        warning('Failed', why),
        warning('Failed', 'Error: ErrImagePull'),
        normal('BackOff', `Back-off pulling image "${image}"`),
      ];
    }
    if (view.reason !== 'CrashLoopBackOff') return [];
    const where = `${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`;
    const message = `Back-off restarting failed container ${name} in pod ${where}`;
    return [...started, warning('BackOff', message)];
  }
  if (view.state === 'running' && view.unready !== undefined) {
    return [...started, warning('Unhealthy', view.unready)];
  }
  return started;
}
