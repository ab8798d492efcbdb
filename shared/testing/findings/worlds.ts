// Worlds to look for findings in: as files would give them, or as a cluster holds them.
import { expect, test } from 'vitest';
import { findingsOfWorld } from '../../findings/findings.ts';
import type { FamilyName } from '../../findings/catalogue.ts';
import { hairpinFindings } from '../../findings/hairpin.ts';
import { webhookFindings } from '../../findings/webhooks.ts';
import type { ModelObject } from '../../model/object.ts';
import { worldFromFiles } from '../../simulate/fileWorld.ts';
import { buildState } from '../../state/applyChange.ts';
import type { World } from '../../state/world.ts';
import type { Finding } from '../../wire/finding.ts';
import type { FindingCode } from '../../words/findings.ts';
import type { Service } from '../../model/service.ts';
import type { GivenService } from '../objects.ts';
import { nodes, webService } from '../pathWorld.ts';

export type Raw = Record<string, unknown>;

export interface FindingCase {
  code: FindingCode;
  /** What the case is about, where one code has several. */
  title?: string;
  raises: () => Finding[];
  nearMiss: () => Finding[];
  /** Field path of the finding. */
  path?: string;
  /** `KIND NAME` of the finding. */
  object?: string;
}

/** Every case raises exactly its finding, and its near miss raises nothing. */
export function testFindings(family: FamilyName, cases: readonly FindingCase[]): void {
  test.each(cases.map((each) => [nameOf(each), each] as const))(`${family}: %s`, (_, each) => {
    const found = each.raises();
    expect(found.map(({ code }) => code)).toEqual([each.code]);
    const [first] = found;
    const about = `${first?.object.kind} ${first?.object.name}`;
    expect([first?.path, about]).toEqual([each.path ?? first?.path, each.object ?? about]);
    expect(each.nearMiss()).toEqual([]);
  });
}

function nameOf({ code, title }: FindingCase): string {
  return title === undefined ? code : `${code}, ${title}`;
}

export function fileWorld(...raws: readonly Raw[]): World {
  const { objects, problems } = worldFromFiles(raws);
  expect(problems).toEqual([]);
  return buildState(objects);
}

/** Findings in manifests. */
export function inFiles(...raws: readonly Raw[]): Finding[] {
  const world = fileWorld(...raws);
  return [
    ...findingsOfWorld(world),
    ...webhookFindings(world, raws),
    ...hairpinFindings(world, raws),
  ];
}

/** Findings in a cluster of three nodes: what is not there is not there. */
export function inCluster(...objects: readonly ModelObject[]): Finding[] {
  return findingsOfWorld(buildState([...nodes, ...objects]));
}

/** `default/web` as a cluster holds it, without a selector. */
export function bareService(given: Partial<GivenService> = {}): Service {
  const { selector: _, ...rest } = webService(given);
  return rest;
}

/** As a manifest; `meta` goes to its metadata. */
export function manifest(kind: string, name: string, spec: Raw, meta: Raw = {}): Raw {
  const apiVersion = apiVersions.get(kind) ?? 'v1';
  return { apiVersion, kind, metadata: { name, ...meta }, spec };
}

const apiVersions: ReadonlyMap<string, string> = new Map([
  ['Deployment', 'apps/v1'],
  ['StatefulSet', 'apps/v1'],
  ['DaemonSet', 'apps/v1'],
  ['Job', 'batch/v1'],
  ['NetworkPolicy', 'networking.k8s.io/v1'],
  ['Ingress', 'networking.k8s.io/v1'],
  ['HTTPRoute', 'gateway.networking.k8s.io/v1'],
  ['Gateway', 'gateway.networking.k8s.io/v1'],
  ['ReferenceGrant', 'gateway.networking.k8s.io/v1beta1'],
]);

/** Service `web` for `app: web`, port 80 to 8080, unless said otherwise. */
export function serviceOf(spec: Raw = {}, name = 'web', meta: Raw = {}): Raw {
  const ports = [{ port: 80, targetPort: 8080 }];
  return manifest('Service', name, { selector: { app: 'web' }, ports, ...spec }, meta);
}

/** A Deployment with one container that declares `http` 8080, unless said otherwise. */
export function deploymentOf(
  labels: Record<string, string> = { app: 'web' },
  ports: readonly Raw[] = [{ name: 'http', containerPort: 8080 }],
  name = labels['app'] ?? 'web',
  container: Raw = {},
): Raw {
  return workloadOf('Deployment', name, labels, ports, {}, container);
}

export function workloadOf(
  kind: string,
  name: string,
  labels: Record<string, string>,
  ports: readonly Raw[],
  spec: Raw = {},
  container: Raw = {},
): Raw {
  const template = {
    metadata: { labels },
    spec: { containers: [{ name: 'main', image: 'x:1', ports, ...container }] },
  };
  return manifest(kind, name, { selector: { matchLabels: labels }, template, ...spec });
}

export function endpointsOf(
  name: string,
  ports: readonly Raw[],
  ip = '192.0.2.7',
  meta: Raw = {},
): Raw {
  const subsets = [{ addresses: [{ ip }], ports }];
  return { apiVersion: 'v1', kind: 'Endpoints', metadata: { name, ...meta }, subsets };
}
