// Selectors that match nothing, or too much (S8).

import type { Labels } from '../model/metadata.ts';
import type { Pod } from '../model/pod.ts';
import { isHeadless } from '../model/service.ts';
import type { Finding } from '../wire/finding.ts';
import { selects } from '../state/matching.ts';
import { applicationsOf, type Application } from './candidates.ts';
import { declaredPorts, saysItServes } from './containerPorts.ts';
import { found, selectorText, type Scene } from './finding.ts';
import { isPart } from './likeness.ts';
import { isRuntimeLabel } from './runtimeLabels.ts';
import { nearMissOf, type NearMiss } from './nearMiss.ts';

export function selectorFindings(scene: Scene): Finding[] {
  const { world, service, namespace, pods, slices } = scene;
  if (!service.selector || service.selector.size === 0 || service.type === 'ExternalName')
    return [];
  if (!world.readable('Pod', namespace)) return [];
  if (pods.length > 0) return severalApplications(scene);
  const isWritten = slices.some(({ endpoints }) => endpoints.length > 0);
  return isWritten ? [] : [unmatched(scene, service.selector)];
}

function unmatched(scene: Scene, selector: ReadonlyMap<string, string>): Finding {
  const { world, service, namespace, partial } = scene;
  const params = { selector: selectorText(selector), namespace };
  const path = 'spec.selector';
  const waiting = [...world.workloads(namespace)].filter((workload) =>
    selects(selector, workload.templateLabels),
  );
  const [first] = waiting;
  if (first !== undefined) {
    const code = waiting.every(({ replicas }) => replicas === 0)
      ? 'selectorScaledToZero'
      : 'podsMissing';
    const workload = `${first.kind}/${first.metadata.name}`;
    return found(code, service, { path, params: { ...params, workload } });
  }
  const applications = applicationsOf(world, world.pods(namespace));
  const near = nearest(scene, selector, applications);
  if (near !== undefined) return near;
  if (applications.some(({ labels }) => isGivenLater(selector, labels)))
    return found('selectorUnjudged', service, { path, params });
  const strayed = elsewhere(scene, selector);
  if (strayed !== undefined) {
    const { pod, kind, name } = strayed;
    const other = pod.metadata.namespace;
    const evidence = { namespace, other, workload: `${kind}/${name}` };
    // Files that name no namespace are for one that is chosen as they are applied.
    const isChosen = partial && [namespace, other].includes('default');
    const code = isChosen ? 'selectorNamespaceUnsaid' : 'selectorOtherNamespace';
    return found(code, service, { path, params: evidence });
  }
  const orphan = applications.find((each) => isOrphan(scene, each) && serves(scene, each));
  if (!partial || orphan !== undefined)
    return found('selectorMatchesNothing', service, { path, params });
  return found('selectorUnjudged', service, { path, params });
}

/** All that differs is a label that the Pods get while they run. */
function isGivenLater(selector: ReadonlyMap<string, string>, labels: Labels): boolean {
  const missing = [...selector].filter(([key, value]) => labels.get(key) !== value);
  return (
    missing.length < selector.size &&
    missing.every(([key, value]) => isRuntimeLabel(key, value) && !labels.has(key))
  );
}

function nearest(
  scene: Scene,
  selector: ReadonlyMap<string, string>,
  applications: readonly Application[],
): Finding | undefined {
  for (const application of applications) {
    const miss = nearMissOf(selector, application.labels);
    if (miss === undefined || !isMeant(scene, application, miss)) continue;
    const { key, value, found: instead } = miss;
    const params = {
      selector: `${key}=${value}`,
      labels: instead ? `${instead.key}=${instead.value}` : selectorText(application.labels),
      workload: `${application.kind}/${application.name}`,
    };
    const patch = {
      spec: {
        selector: {
          ...(instead?.key !== key && { [key]: null }),
          ...(instead && { [instead.key]: instead.value }),
        },
      },
    };
    return found('selectorNearMiss', scene.service, {
      path: `spec.selector[${key}]`,
      params,
      fix: { code: 'setSelector', patch },
    });
  }
  return undefined;
}

/**
 * A slip is one unless both sides are named after themselves: Service `api` for `app: api` does not
 * mean the Deployment `app`. Looser likeness counts only for Pods that nobody else selects and that
 * say they serve the port.
 */
function isMeant(scene: Scene, application: Application, miss: NearMiss): boolean {
  if (miss.likeness === 'kin') return isOrphan(scene, application) && serves(scene, application);
  const isOneself = miss.value === scene.service.metadata.name;
  return !(isOneself && miss.found?.value === application.name);
}

function isOrphan({ world, namespace }: Scene, { labels }: Application): boolean {
  return world.servicesSelecting(namespace, labels).length === 0;
}

/** Pods that declare no port at all say it by their name. */
function serves({ service }: Scene, { pod, name }: Application): boolean {
  if (declaredPorts(pod).length > 0) return service.ports.some((port) => saysItServes(pod, port));
  const own = service.metadata.name;
  return own === name || isPart(own, name);
}

/**
 * The Service's Pods, but where it cannot see them. In a cluster the same labels in two namespaces
 * are two installations; files that make Pods in one of them alone mean those.
 */
function elsewhere(scene: Scene, selector: Labels): Application | undefined {
  const { world, namespace, partial } = scene;
  for (const { metadata } of world.namespaces()) {
    const { name } = metadata;
    if (name === namespace || !world.readable('Pod', name)) continue;
    const pods = [...world.podsSelected(name, selector)];
    const [application] = applicationsOf(world, pods);
    if (application === undefined) continue;
    if (!partial && world.servicesSelecting(name, application.labels).length > 0) continue;
    if (mayServe(scene, application.pod)) return application;
  }
  return undefined;
}

/** In files, Pods that declare no port may listen on any. */
function mayServe({ service, partial }: Scene, pod: Pod): boolean {
  if (partial && declaredPorts(pod).length === 0) return true;
  return service.ports.some((port) => saysItServes(pod, port));
}

function severalApplications(scene: Scene): Finding[] {
  const { world, service, pods } = scene;
  // Pods that nothing makes are written one by one for one purpose.
  const [bare, ...made] = applicationsOf(world, pods).toSorted(
    (a, b) => Number(b.kind === 'Pod') - Number(a.kind === 'Pod'),
  );
  const applications = [...(bare ? [bare] : []), ...made.filter(({ kind }) => kind !== 'Pod')];
  if (applications.length < 2) return [];
  const path = 'spec.selector';
  const params = { count: applications.length, workloads: namesOf(applications) };
  const foreign = isHeadless(service) ? [] : foreigners(scene, applications);
  if (foreign.length === 0) {
    return [found('selectorSeveralWorkloads', service, { path, params })];
  }
  const others = applications.filter((each) => !foreign.includes(each));
  return [
    found('selectorForeignWorkload', service, {
      path,
      params: { workloads: namesOf(foreign), others: namesOf(others) },
      fix: { code: 'narrowSelector' },
    }),
  ];
}

/** Those that declare ports, but none that the Service asks for, while others declare it. */
function foreigners(scene: Scene, applications: readonly Application[]): Application[] {
  const serving = applications.filter((each) => serves(scene, each));
  if (serving.length === 0) return [];
  return applications.filter(
    (each) => !serving.includes(each) && declaredPorts(each.pod).length > 0,
  );
}

function namesOf(applications: readonly Application[]): string {
  return applications.map(({ kind, name }) => `${kind}/${name}`).join(', ');
}
