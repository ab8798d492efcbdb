// What a link reproduces. The path lives behind `#`, so that no prefix and no server rewrite matters.
import type { Finding } from '@portolan/shared/wire/finding.ts';

/** The first is how the list is sorted unless asked otherwise. */
export const sorts = [
  'namespace',
  'name',
  'type',
  'ready',
  'health',
  'findings',
  'age',
] as const satisfies readonly string[];
export type Sort = (typeof sorts)[number];

export interface ListPlace {
  readonly page: 'services';
  /** Only this namespace. */
  readonly namespace?: string;
  /** The filter as typed. */
  readonly filter?: string;
  readonly sort?: Sort;
  /** Last things first. */
  readonly reversed?: boolean;
}
export interface ServicePlace {
  readonly page: 'service';
  readonly namespace: string;
  readonly name: string;
  /** Id of the node or edge that the inspector shows. */
  readonly selected?: string;
  /** Id of the finding that the inspector shows instead. */
  readonly finding?: string;
  /** Vantage point that is looked from. */
  readonly from?: string;
  readonly outline?: boolean;
}
/** Findings of all Services in one list. */
export interface FindingsPlace {
  readonly page: 'findings';
  readonly namespace?: string;
  readonly severity?: Finding['severity'];
  /** The words as typed. */
  readonly filter?: string;
  /** Id of the finding that is shown in full. */
  readonly finding?: string;
}
export interface LostPlace {
  readonly page: 'lost';
  readonly path: string;
}
export type Place = ListPlace | ServicePlace | FindingsPlace | LostPlace;

const severities: readonly Finding['severity'][] = ['error', 'warning', 'info'];

/** Never fails: an address it does not know is `lost`. */
export function parsePlace(hash: string): Place {
  const [path, search] = split(hash.replace(/^#/, ''), '?');
  const parts = path.split('/').filter(Boolean).map(decode);
  const params = new URLSearchParams(search);
  if (parts.length === 0 || (parts.length === 1 && parts[0] === 'services')) {
    return listPlace(params);
  }
  if (parts.length === 1 && parts[0] === 'findings') return findingsPlace(params);
  const [page, namespace, name, ...more] = parts;
  if (page === 'services' && namespace && name && more.length === 0) {
    return servicePlace(namespace, name, params);
  }
  return { page: 'lost', path };
}

export function formatPlace(place: Place): string {
  switch (place.page) {
    case 'services': {
      const { namespace: ns, filter: q, sort, reversed } = place;
      return `#/services${query({ ns, q, sort, dir: reversed ? 'desc' : undefined })}`;
    }
    case 'service': {
      const path = [place.namespace, place.name].map(encodeURIComponent).join('/');
      const view = place.outline ? 'outline' : undefined;
      const { selected: sel, finding, from } = place;
      return `#/services/${path}${query({ sel, finding, from, view })}`;
    }
    case 'findings': {
      const { namespace: ns, severity, filter: q, finding } = place;
      return `#/findings${query({ ns, severity, q, finding })}`;
    }
    case 'lost':
      break;
  }
  return `#${place.path}`;
}

function listPlace(params: URLSearchParams): ListPlace {
  const namespace = params.get('ns');
  const filter = params.get('q');
  const sort = sorts.find((each) => each === params.get('sort'));
  return {
    page: 'services',
    ...(namespace ? { namespace } : {}),
    ...(filter ? { filter } : {}),
    ...(sort ? { sort } : {}),
    ...(params.get('dir') === 'desc' ? { reversed: true } : {}),
  };
}

function findingsPlace(params: URLSearchParams): FindingsPlace {
  const namespace = params.get('ns');
  const severity = severities.find((each) => each === params.get('severity'));
  const filter = params.get('q');
  const finding = params.get('finding');
  return {
    page: 'findings',
    ...(namespace ? { namespace } : {}),
    ...(severity ? { severity } : {}),
    ...(filter ? { filter } : {}),
    ...(finding ? { finding } : {}),
  };
}

function servicePlace(namespace: string, name: string, params: URLSearchParams): ServicePlace {
  const selected = params.get('sel');
  const finding = params.get('finding');
  const from = params.get('from');
  return {
    page: 'service',
    namespace,
    name,
    ...(selected ? { selected } : {}),
    ...(finding ? { finding } : {}),
    ...(from ? { from } : {}),
    ...(params.get('view') === 'outline' ? { outline: true } : {}),
  };
}

function split(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index === -1 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

function query(values: Readonly<Record<string, string | undefined>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) params.set(name, value);
  const text = params.toString();
  return text ? `?${text}` : '';
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
