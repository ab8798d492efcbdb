// Where pictures come from: a world that was read, or views that were saved.
import { sortFindings } from '@portolan/shared/findings/findings.ts';
import { notToldBy } from '@portolan/shared/findings/told.ts';
import type { Labels } from '@portolan/shared/model/metadata.ts';
import type { ClusterState } from '@portolan/shared/state/clusterState.ts';
import { lookFrom } from '@portolan/shared/topology/lookFrom.ts';
import {
  originalsOfViews,
  originalsOfWorld,
  originalsTogether,
} from '@portolan/shared/topology/originals.ts';
import type { Originals } from '@portolan/shared/topology/redaction.ts';
import { serviceView } from '@portolan/shared/topology/serviceView.ts';
import { viewFrom } from '@portolan/shared/topology/viewParts.ts';
import type { Finding } from '@portolan/shared/wire/finding.ts';
import type { Snapshot } from '@portolan/shared/wire/snapshot.ts';
import type { Unknown } from '@portolan/shared/wire/topology.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { say } from '@portolan/shared/words/say.ts';
import { traceWords } from '@portolan/shared/words/trace.ts';
import { PictureError } from './pictureError.ts';

export interface DrawableService {
  readonly namespace: string;
  readonly name: string;
  /** Absent where they were not saved. */
  readonly labels?: Labels;
}

export interface PictureSource {
  /** By namespace and name. */
  services(): Iterable<DrawableService>;
  /**
   * Of every vantage point of its own, or of the one named.
   * @throws {PictureError} when there is no such Service or vantage point.
   */
  view(service: DrawableService, from?: string): ServiceView;
  unknown(): readonly Unknown[];
  /** Everything a redaction replaces, whichever Services are drawn. */
  originals(): Originals;
}

export function worldPictures(world: ClusterState, clusterDomain: string): PictureSource {
  const options = { clusterDomain };
  return {
    *services() {
      for (const { metadata } of world.services()) {
        yield { namespace: metadata.namespace, name: metadata.name, labels: metadata.labels };
      }
    },
    view({ namespace, name }, from) {
      const service = world.service(`${namespace}/${name}`);
      if (!service) throw new PictureError('notFound', `there is no Service ${namespace}/${name}`);
      const view = serviceView(world, service, options);
      if (from === undefined) return view;
      const seen = lookFrom(world, view, from, options);
      if (!('error' in seen)) return seen;
      throw new PictureError(
        'badRequest',
        say(traceWords, 'en', seen.error.code, seen.error.params),
      );
    },
    unknown: () => world.unknowns(),
    originals: () => originalsOfWorld(world),
  };
}

export function savedPictures({ services, unknown }: Snapshot): PictureSource {
  const views = new Map(services.map((view) => [`${view.namespace}/${view.name}`, view]));
  return {
    services: () => views.values(),
    view({ namespace, name }, from) {
      const view = views.get(`${namespace}/${name}`);
      if (!view) throw new PictureError('notFound', `there is no Service ${namespace}/${name}`);
      if (from === undefined) return view;
      const seen = viewFrom(view, from);
      if (seen) return seen;
      const known = view.vantages.map(({ id }) => id).join(', ') || 'none';
      throw new PictureError(
        'badRequest',
        `the saved state has nothing from ${from}; its vantage points: ${known}`,
      );
    },
    unknown: () => unknown,
    originals: () => originalsTogether(originalsOfViews(services)),
  };
}

/**
 * The same without the vantage point `server`: what was read from files has no place where Portolan
 * runs. Asked for by name it is there.
 */
export function withoutServer(source: PictureSource): PictureSource {
  return {
    services: () => source.services(),
    view(service, from) {
      const view = source.view(service, from);
      return from === undefined ? notFromServer(view) : view;
    },
    unknown: () => source.unknown(),
    originals: () => source.originals(),
  };
}

/** The same with what the files say wrongly of the Services themselves; where they say it is left out. */
export function withFindings(source: PictureSource, written: readonly Finding[]): PictureSource {
  const of = (view: ServiceView): Finding[] =>
    written
      .filter(
        ({ object }) =>
          object.kind === 'Service' &&
          object.namespace === view.namespace &&
          object.name === view.name,
      )
      .map(({ source: _place, ...finding }) => finding);
  return {
    services: () => source.services(),
    view(service, from) {
      const view = source.view(service, from);
      const own = of(view);
      if (own.length === 0) return view;
      return { ...view, findings: sortFindings([...own, ...notToldBy(own, view.findings)]) };
    },
    unknown: () => source.unknown(),
    originals: () => source.originals(),
  };
}

function notFromServer(view: ServiceView): ServiceView {
  const vantages = view.vantages.filter(({ kind }) => kind !== 'server');
  const kept = new Set(vantages.map(({ id }) => id));
  const expectations = view.expectations.filter(({ vantage }) => kept.has(vantage));
  return { ...view, vantages, expectations };
}
